//! What a host can do, whatever guests it has.

use std::collections::BTreeSet;
use std::time::Duration;

use client::{Connection, OpenOptions, Result};
use foresight::{CarriedDocuments, EmulatorKey, HostKnowledge, NotAsked};

use super::models;

/// What the host tells on a connection that may only look.
///
/// # Errors
/// When the connection is of no use any more.
pub async fn documents(connection: &Connection) -> Result<(CarriedDocuments, Vec<NotAsked>)> {
    let mut missing = Vec::new();
    let mut documents = CarriedDocuments {
        hostname: connection.connect_get_hostname().await.ok().map(|answer| answer.hostname),
        version: connection.connect_get_version().await.ok().map(|answer| answer.hv_ver),
        capabilities: "<capabilities/>".into(),
        domain_capabilities: Vec::new(),
    };
    match connection.connect_get_capabilities().await {
        Ok(answer) => documents.capabilities = answer.capabilities,
        Err(why) if why.is_fatal() => return Err(why),
        Err(why) => missing.push(NotAsked { what: "machine types".into(), why: why.to_string() }),
    }
    Ok((documents, missing))
}

/// The first libvirt that tells what is deprecated.
const TELLS_DEPRECATIONS: u64 = 7_001_000;

/// What a host leaves out that is too old to tell what is deprecated: silence is no answer there.
pub async fn untold_deprecations(connection: &Connection, documents: &CarriedDocuments) -> Option<NotAsked> {
    if documents.capabilities.contains(" deprecated=") {
        return None;
    }
    let number = connection.connect_get_lib_version().await.ok()?.lib_ver;
    (number < TELLS_DEPRECATIONS).then(|| NotAsked {
        what: "which machine types and CPU models are deprecated".into(),
        why: format!("its host is older than libvirt 7.1, which is the first to tell ({})", dotted(number)),
    })
}

/// A version as people write it.
fn dotted(number: u64) -> String {
    format!("{}.{}.{}", number / 1_000_000, number / 1000 % 1000, number % 1000)
}

/// All documents of a host: for each of its emulators the CPU models too, when a connection that may write is
/// allowed.
///
/// # Errors
/// When the host cannot be asked.
pub async fn export(
    uri: &str,
    deadline: Duration,
    may_open_for_writing: bool,
) -> anyhow::Result<(CarriedDocuments, Vec<NotAsked>)> {
    let connection = OpenOptions::new().read_only(true).deadline(deadline).open(uri).await?;
    let (mut documents, mut missing) = documents(&connection).await?;
    if may_open_for_writing {
        let known = HostKnowledge::of_capabilities(&documents.capabilities)?;
        let told = models::ask(uri, deadline, known.emulators().cloned().collect()).await;
        documents.domain_capabilities = told.texts;
        missing.extend(told.missing);
    } else {
        let why = "--look-only allows no connection that may write".into();
        missing.push(NotAsked { what: "CPU models".into(), why });
    }
    let _ = connection.close().await;
    Ok((documents, missing))
}

/// What a host knows of these emulators and of its usual ones.
///
/// # Errors
/// When the host cannot be asked.
pub async fn ask_knowledge(
    uri: &str,
    deadline: Duration,
    may_open_for_writing: bool,
    emulators: Vec<EmulatorKey>,
) -> anyhow::Result<HostKnowledge> {
    let connection = OpenOptions::new().read_only(true).deadline(deadline).open(uri).await?;
    let (documents, _) = documents(&connection).await?;
    let mut host = HostKnowledge::default();
    host.add_carried(&documents)?;
    if may_open_for_writing {
        let mut needed: BTreeSet<EmulatorKey> = host.emulators().cloned().collect();
        needed.extend(emulators);
        // What cannot be had is not judged, which is told of each definition that it is about.
        models::ask(uri, deadline, needed).await.teach(&mut host);
    }
    let _ = connection.close().await;
    Ok(host)
}
