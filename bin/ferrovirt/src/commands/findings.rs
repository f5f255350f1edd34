//! `ferrovirt findings`: what a ferrovirtd knows of all its guests, from its own program, at once or as it changes.

use std::io::Write as _;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use client::wire::ferrovirt::event::FindingsEventChanged;
use client::wire::ferrovirt::{
    Finding, FindingChange, FindingFilter, FindingGuest, FindingStep, FindingWaiverSource, FindingWhen,
    FindingsListArgs, FindingsSubscribeArgs,
};
use client::wire::remote::Domain;
use client::{ClientError, Connection, Incoming};
use findings::{Class, Severity};
use foresight::GuestState;
use serde_json::{Value, json};

use crate::cli::{Format, Global};
use crate::output::{Answer, Table};
use crate::reach;
use crate::survey::uuid_text;
use crate::verdict::Verdict;

use super::run::{Misused, Outcome};

/// What `findings` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Only these guests, by name or uuid
    guests: Vec<String>,
    /// Only this code and those below it, such as deprecated-config
    #[arg(long = "code", value_name = "CODE")]
    codes: Vec<String>,
    /// Only what holds now, or what will at the next start
    #[arg(long, value_enum)]
    when: Option<When>,
    /// Go on telling what changes, until interrupted; with --format json, a document on each line
    #[arg(long)]
    watch: bool,
}

/// When something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Of what runs
    Running,
    /// At the next start, from a definition or a saved state
    NextStart,
}

/// All that was listed, of one number of the ledger.
struct Picture {
    ledger: [u8; 16],
    sequence: u64,
    guests: Vec<FindingGuest>,
}

/// Tells what is found.
///
/// # Errors
/// When the daemon cannot be asked, or has no such program.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    if options.watch && !matches!(global.format, Format::Table | Format::Json) {
        bail!(Misused("--watch writes tables or JSON only".into()));
    }
    let uri = reach::uri(global)?;
    let connection = reach::look(&uri, global).await?;
    let filter = filter(options);
    if options.watch {
        return watch(&connection, &filter, global.format).await;
    }
    let picture = list(&connection, &filter).await?;
    let gravest = accountable(&picture).map(|finding| severity(finding.severity.0)).max();
    let verdict = Verdict::of(gravest, global.severity.into(), true);
    let answer = Answer { document: document(&picture), tables: vec![table(&picture)], ..Answer::default() };
    Ok((answer, verdict))
}

fn filter(options: &Options) -> FindingFilter {
    let bit = |when: FindingWhen| 1_u32 << when.0;
    FindingFilter {
        guests: options.guests.clone(),
        codes: options.codes.clone(),
        whens: match options.when {
            None => 0,
            Some(When::Running) => bit(FindingWhen::RUNNING),
            Some(When::NextStart) => bit(FindingWhen::NEXT_START) | bit(FindingWhen::MANAGED_SAVE),
        },
        ..FindingFilter::default()
    }
}

/// Everything, however many answers it takes.
async fn list(connection: &Connection, filter: &FindingFilter) -> anyhow::Result<Picture> {
    let mut args = FindingsListArgs { filter: filter.clone(), after: None, flags: 0 };
    let mut picture: Option<Picture> = None;
    loop {
        let page = connection.ferrovirt_findings_list(&args).await.map_err(explained)?;
        args.after = page.guests.last().map(|guest| guest.dom.uuid).filter(|_| page.more != 0);
        match &mut picture {
            Some(picture) => picture.guests.extend(page.guests),
            None => {
                let (ledger, sequence, guests) = (page.ledger, page.sequence, page.guests);
                picture = Some(Picture { ledger, sequence, guests });
            }
        }
        if args.after.is_none() {
            let mut picture = picture.context("an empty answer")?;
            picture.guests.sort_by(|a, b| a.dom.name.cmp(&b.dom.name));
            return Ok(picture);
        }
    }
}

/// A daemon of another kind knows no such program: what to do instead.
pub fn explained(why: ClientError) -> anyhow::Error {
    // VIR_ERR_RPC: "Cannot find program ...".
    const RPC: i32 = 39;
    match &why {
        ClientError::Daemon(told) if told.code == RPC => anyhow::Error::from(why)
            .context("only ferrovirtd keeps findings; `ferrovirt audit` asks any libvirt daemon"),
        _ => why.into(),
    }
}

/// The findings that nobody has taken upon them.
fn accountable(picture: &Picture) -> impl Iterator<Item = &Finding> {
    picture.guests.iter().flat_map(|guest| &guest.findings).filter(|finding| finding.waiver.is_none())
}

fn table(picture: &Picture) -> Table {
    let mut table =
        Table::new(&["Guest", "State", "When", "Severity", "Code", "What", "Seen", "Accepted by"]);
    for guest in &picture.guests {
        for finding in &guest.findings {
            table.row([
                guest.dom.name.clone(),
                state(guest.state).to_owned(),
                when(finding),
                severity(finding.severity.0).as_str().to_owned(),
                finding.code.clone(),
                what(finding),
                finding.count.to_string(),
                finding.waiver.as_ref().map(|waiver| waiver.owner.clone()).unwrap_or_default(),
            ]);
        }
    }
    table
}

/// The sentence; of a flag, also what it is about.
fn what(finding: &Finding) -> String {
    let value = &finding.value;
    match value.is_empty() || finding.sentence.contains(value.as_str()) {
        true => finding.sentence.clone(),
        false => format!("{}: {value}", finding.sentence),
    }
}

fn document(picture: &Picture) -> Value {
    let guests = picture.guests.iter().map(|guest| {
        let findings: Vec<Value> = guest.findings.iter().map(finding_document).collect();
        json!({ "guest": guest_document(&guest.dom, guest.state), "findings": findings })
    });
    json!({
        "form": 1,
        "ledger": uuid_text(&picture.ledger),
        "sequence": picture.sequence,
        "guests": guests.collect::<Vec<_>>(),
    })
}

fn guest_document(dom: &Domain, state_number: i32) -> Value {
    let id = (dom.id >= 0).then_some(dom.id);
    json!({ "name": dom.name, "uuid": uuid_text(&dom.uuid), "id": id, "state": state(state_number) })
}

/// The stable form of docs/findings.md, and who has taken it upon them.
fn finding_document(of: &Finding) -> Value {
    let mut subject = json!({ "value": of.value });
    put(&mut subject, "place", of.place.as_ref().map(|place| json!(place)));
    let when = match of.when {
        FindingWhen::NEXT_START => json!("next-start"),
        FindingWhen::MANAGED_SAVE => json!("managed-save"),
        FindingWhen::SNAPSHOT => json!({ "snapshot": of.snapshot }),
        _ => json!("running"),
    };
    let mut document =
        json!({ "code": of.code, "class": class(of.class.0), "severity": severity(of.severity.0) });
    put(&mut document, "taint", of.taint.as_ref().map(|taint| json!(taint)));
    put(&mut document, "when", Some(when));
    put(&mut document, "subject", Some(subject));
    put(&mut document, "sentence", Some(json!(of.sentence)));
    put(&mut document, "evidence", Some(json!(of.evidence)));
    put(&mut document, "remedy", of.remedy.as_ref().map(|remedy| json!(remedy)));
    let cause = of.cause.as_ref().map(|cause| {
        let mut document = json!({ "uid": cause.uid, "pid": cause.pid });
        put(&mut document, "program", cause.program.as_ref().map(|program| json!(program)));
        put(&mut document, "connection", Some(json!(cause.connection)));
        document
    });
    put(&mut document, "cause", cause);
    put(&mut document, "first_seen_ms", Some(json!(of.first_seen_ms)));
    put(&mut document, "last_seen_ms", Some(json!(of.last_seen_ms)));
    put(&mut document, "count", Some(json!(of.count)));
    let waiver = of.waiver.as_ref().map(|waiver| {
        let source = match waiver.source {
            FindingWaiverSource::POLICY => "policy",
            _ => "acknowledgement",
        };
        json!({ "owner": waiver.owner, "reason": waiver.reason, "given_ms": waiver.given_ms,
                "expires_ms": waiver.expires_ms, "source": source })
    });
    put(&mut document, "waiver", waiver);
    document
}

fn put(document: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (document.as_object_mut(), value) {
        members.insert(name.to_owned(), value);
    }
}

/// Lists, then tells each change; lists again when changes were lost on the way.
async fn watch(connection: &Connection, filter: &FindingFilter, format: Format) -> Outcome {
    // Heard from before anything is asked for, so that nothing falls between.
    let mut events = connection.events();
    loop {
        let picture = list(connection, filter).await?;
        tell(match format {
            Format::Json => format!("{}\n", json!({ "listed": document(&picture) })),
            _ => table(&picture).text(crate::output::Paint::of_standard_output()),
        })?;
        let args = FindingsSubscribeArgs {
            filter: filter.clone(),
            ledger: Some(picture.ledger),
            sequence: picture.sequence,
            flags: 0,
        };
        let subscribed = connection.ferrovirt_findings_subscribe(&args).await.map_err(explained)?;
        if subscribed.resumed == 0 {
            continue;
        }
        let mut known = picture.sequence;
        'following: loop {
            match events.next().await {
                None => {
                    let why =
                        connection.ended().map_or_else(|| "it was closed".into(), |why| why.to_string());
                    bail!("the connection has ended: {why}");
                }
                Some(Incoming::Missed(_)) => break 'following,
                Some(Incoming::Event(frame)) => {
                    let Some(message) = frame.read::<FindingsEventChanged>() else { continue };
                    let message = message.context("a message about changes that makes no sense")?;
                    if message.dropped > 0 || message.ledger != picture.ledger {
                        break 'following;
                    }
                    // Those of a former subscription are in the list already.
                    for change in message.changes.iter().filter(|change| change.sequence > known) {
                        tell(told(change, format))?;
                    }
                    known = known.max(message.sequence);
                }
            }
        }
    }
}

/// One change on one line.
fn told(change: &FindingChange, format: Format) -> String {
    let (mark, word) = match change.step {
        FindingStep::APPEARED => ("+", "appeared"),
        FindingStep::CLEARED => ("-", "cleared"),
        _ => ("~", "changed"),
    };
    if format == Format::Json {
        let document = json!({
            "sequence": change.sequence,
            "time_ms": change.time_ms,
            "step": word,
            "guest": guest_document(&change.dom, change.state),
            "finding": finding_document(&change.finding),
        });
        return format!("{}\n", json!({ "change": document }));
    }
    let finding = &change.finding;
    let (severity, when, what) = (severity(finding.severity.0).as_str(), when(finding), what(finding));
    let line = format!("{mark} {} {when}: {severity} {} {what}", change.dom.name, finding.code);
    // What a guest's owner wrote cannot move the cursor.
    line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).chain(['\n']).collect()
}

/// Writes at once: whoever reads it waits for it.
fn tell(text: String) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

fn when(finding: &Finding) -> String {
    match finding.when {
        FindingWhen::RUNNING => "running".into(),
        FindingWhen::NEXT_START => "next start".into(),
        FindingWhen::MANAGED_SAVE => "managed save image".into(),
        FindingWhen::SNAPSHOT => format!("snapshot '{}'", finding.snapshot.as_deref().unwrap_or_default()),
        _ => "?".into(),
    }
}

fn class(number: i32) -> Option<&'static str> {
    let known = usize::try_from(number).ok().and_then(|number| Class::ALL.get(number));
    known.map(|class| class.as_str())
}

/// A severity of another version is as grave as any.
fn severity(number: i32) -> Severity {
    let known = usize::try_from(number).ok().and_then(|number| Severity::ALL.get(number));
    known.copied().unwrap_or(Severity::Danger)
}

fn state(number: i32) -> &'static str {
    GuestState::of(number).words()
}
