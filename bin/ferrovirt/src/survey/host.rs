//! One host, from its capabilities to the last snapshot's definition; and many, side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use client::wire::remote::{ConnectListAllDomainsArgs, Domain};
use client::{ClientError, Connection, OpenOptions, Result};
use foresight::{GuestDocuments, HostKnowledge, HostReport, NotAsked};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::guest::{Listed, documents, uuid_text};
use super::{Selection, knowledge, models};

/// How many hosts are asked at once.
const HOSTS_AT_ONCE: usize = 256;

/// How many guests of a host are asked about at once: a few more than calls are under way.
const GUESTS_AT_ONCE: usize = 8;

/// What the list of guests can be filtered by (`virConnectListAllDomainsFlags`).
const PERSISTENT: u32 = 1 << 2;
const WITH_MANAGED_SAVE: u32 = 1 << 8;
const WITH_SNAPSHOT: u32 = 1 << 12;

/// What is to be found out.
#[derive(Debug, Clone)]
pub struct Survey {
    /// How long a host may take.
    pub deadline: Duration,
    /// Which guests.
    pub selection: Selection,
    /// Whether a connection that may write may be opened, for CPU models.
    pub may_open_for_writing: bool,
    /// The guests' managed save images and snapshots too.
    pub saved_states: bool,
    /// What it takes to know where guests can move: what runs, and the CPU models of all emulators.
    pub moves: bool,
}

/// What was learned of a host.
#[derive(Debug, Default)]
pub struct HostDocuments {
    /// Who it is, and what could not be asked of it; without its guests.
    pub about: HostReport,
    /// What its emulators can do.
    pub host: HostKnowledge,
    /// Its guests, by name.
    pub guests: Vec<GuestDocuments>,
}

impl HostDocuments {
    /// What it comes to.
    pub fn judge(self) -> HostReport {
        let guests = self.guests.iter().map(|documents| documents.judge(&self.host)).collect();
        HostReport { guests, ..self.about }
    }
}

/// Asks many hosts side by side; each is answered for, in the order in which they were named.
pub async fn ask_hosts(
    survey: &Survey,
    uris: &[String],
    progress: impl Fn(usize) + Send,
) -> Vec<HostDocuments> {
    let places = Arc::new(Semaphore::new(HOSTS_AT_ONCE));
    let mut asked = JoinSet::new();
    for (at, uri) in uris.iter().enumerate() {
        let (survey, uri, places) = (survey.clone(), uri.clone(), Arc::clone(&places));
        asked.spawn(async move {
            let _place = places.acquire_owned().await;
            (at, ask_host(&survey, &uri).await)
        });
    }
    let mut known: BTreeMap<usize, HostDocuments> = BTreeMap::new();
    while let Some(done) = asked.join_next().await {
        if let Ok((at, documents)) = done {
            known.insert(at, documents);
            progress(known.len());
        }
    }
    let unfinished = |uri: &String| HostDocuments {
        about: HostReport::failed(uri, "asking it came to no end"),
        ..HostDocuments::default()
    };
    uris.iter().enumerate().map(|(at, uri)| known.remove(&at).unwrap_or_else(|| unfinished(uri))).collect()
}

/// Asks one host. What was learned before it failed or its time was over is kept.
pub async fn ask_host(survey: &Survey, uri: &str) -> HostDocuments {
    let mut learned = HostDocuments::default();
    learned.about.uri = uri.to_owned();
    let asked = tokio::time::timeout(survey.deadline, ask(survey, uri, &mut learned)).await;
    learned.about.failure = match asked {
        Ok(Ok(())) => None,
        Ok(Err(why)) => Some(told(&why)),
        Err(_) => {
            let patience = survey.deadline.as_secs_f32();
            Some(format!("it took longer than {patience} s (--deadline)"))
        }
    };
    learned.guests.sort_by(|a, b| a.name.cmp(&b.name));
    learned
}

fn told(why: &ClientError) -> String {
    match why.advice() {
        Some(advice) => format!("{why} ({advice})"),
        None => why.to_string(),
    }
}

async fn ask(survey: &Survey, uri: &str, learned: &mut HostDocuments) -> Result<()> {
    let connection = OpenOptions::new().read_only(true).deadline(survey.deadline).open(uri).await?;
    let HostDocuments { about: report, host, guests } = learned;
    let (documents, missing) = knowledge::documents(&connection).await?;
    report.not_asked.extend(missing);
    report.hostname.clone_from(&documents.hostname);
    if let Err(why) = host.add_carried(&documents) {
        not_asked(report, "machine types", &why.to_string());
    }
    if let Some(missing) = knowledge::untold_deprecations(&connection, &documents).await {
        report.not_asked.push(missing);
    }
    let kind = connection.connect_get_type().await.map(|answer| answer.r#type).unwrap_or_default();
    report.hypervisor = host.version().map(|version| format!("{kind} {version}"));
    gather(&connection, survey, report, guests).await?;

    if survey.may_open_for_writing {
        let mut needed: BTreeSet<_> = guests.iter().flat_map(|guest| guest.emulators_to_ask(host)).collect();
        if survey.moves {
            needed.extend(host.emulators().cloned());
        }
        let missing = models::ask(uri, survey.deadline, needed).await.teach(host);
        report.not_asked.extend(missing);
    }
    let _ = connection.close().await;
    Ok(())
}

fn not_asked(report: &mut HostReport, what: &str, why: &str) {
    report.not_asked.push(NotAsked { what: what.to_owned(), why: why.to_owned() });
}

/// The documents of all guests that are meant.
async fn gather(
    connection: &Connection,
    survey: &Survey,
    report: &mut HostReport,
    gathered: &mut Vec<GuestDocuments>,
) -> Result<()> {
    let all = list(connection, 0).await?;
    let names: Vec<_> = all.iter().map(|dom| (dom.name.clone(), uuid_text(&dom.uuid))).collect();
    for missing in survey.selection.missing(&names) {
        not_asked(report, &format!("the guest '{missing}'"), "the host has none of that name or uuid");
    }
    let persistent = uuids(list(connection, PERSISTENT).await?);
    let (mut saved, mut with_snapshots) = (BTreeSet::new(), BTreeSet::new());
    if survey.saved_states {
        // Hosts that cannot say which guests these are have none, or none that can be looked at.
        saved = uuids(list(connection, WITH_MANAGED_SAVE).await.or_else(refused)?);
        with_snapshots = uuids(list(connection, WITH_SNAPSHOT).await.or_else(refused)?);
    }
    let meant = all.into_iter().filter(|dom| survey.selection.has(&dom.name, &uuid_text(&dom.uuid)));
    let mut asked = JoinSet::new();
    for dom in meant {
        if asked.len() >= GUESTS_AT_ONCE {
            take(gathered, asked.join_next().await)?;
        }
        let listed = Listed {
            persistent: persistent.contains(&dom.uuid),
            managed_save: saved.contains(&dom.uuid),
            snapshots: with_snapshots.contains(&dom.uuid),
            what_runs: survey.moves,
        };
        let connection = connection.clone();
        asked.spawn(async move { documents(&connection, dom, listed).await });
    }
    while let Some(done) = asked.join_next().await {
        take(gathered, Some(done))?;
    }
    Ok(())
}

type Done = Option<std::result::Result<Result<GuestDocuments>, tokio::task::JoinError>>;

fn take(gathered: &mut Vec<GuestDocuments>, done: Done) -> Result<()> {
    match done {
        Some(Ok(documents)) => gathered.push(documents?),
        Some(Err(why)) => return Err(ClientError::Closed(why.to_string().into())),
        None => {}
    }
    Ok(())
}

fn refused(why: ClientError) -> Result<Vec<Domain>> {
    if why.is_fatal() { Err(why) } else { Ok(Vec::new()) }
}

async fn list(connection: &Connection, flags: u32) -> Result<Vec<Domain>> {
    let args = ConnectListAllDomainsArgs { need_results: 1, flags };
    connection.connect_list_all_domains(&args).await.map(|answer| answer.domains)
}

fn uuids(guests: Vec<Domain>) -> BTreeSet<[u8; 16]> {
    guests.into_iter().map(|dom| dom.uuid).collect()
}
