//! `ferrovirt dominfo`: one guest, with what it is tainted by and what is deprecated about it.

use anyhow::bail;
use clap::Args;
use client::Connection;
use client::wire::remote::{
    Domain, DomainGetAutostartArgs, DomainGetInfoArgs, DomainHasManagedSaveImageArgs, DomainIsPersistentArgs,
    DomainLookupByIdArgs, DomainLookupByNameArgs, DomainLookupByUuidArgs,
};
use findings::Finding;
use foresight::{Fleet, GuestReport};
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Table};
use crate::reach;
use crate::survey::{survey_host, uuid_bytes, uuid_text};
use crate::verdict::Verdict;

use super::run::{Outcome, survey};
use super::tables;

/// What `dominfo` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The guest's name, id or uuid
    guest: String,
}

/// Tells of one guest.
///
/// # Errors
/// When the host cannot be asked, or has no such guest.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let uri = reach::uri(global)?;
    let connection = reach::look(&uri, global).await?;
    let dom = lookup(&connection, &options.guest).await?;
    let uuid = uuid_text(&dom.uuid);
    let mut facts = facts(&connection, &dom).await?;
    let report = survey_host(&survey(global, std::slice::from_ref(&uuid), true), &uri).await;
    let fleet = Fleet::of(vec![report]);
    let Some(guest) = fleet.hosts.iter().flat_map(|host| &host.guests).next() else {
        let why = fleet.hosts.iter().find_map(|host| host.failure.clone());
        bail!("'{}' could not be looked at: {}", options.guest, why.unwrap_or_else(|| "it is gone".into()));
    };
    let deprecated = |finding: &Finding| finding.code.as_str().starts_with("deprecated-config.");
    let tainting = lines(guest, &|finding| finding.taint.is_some() && !deprecated(finding));
    let deprecations = lines(guest, &deprecated);
    let others = lines(guest, &|finding| finding.taint.is_none());
    listed(&mut facts, "Tainting:", &tainting);
    listed(&mut facts, "Deprecations:", &deprecations);
    if !others.is_empty() {
        listed(&mut facts, "Also:", &others);
    }
    let mut table = Table::new(&["", ""]);
    table.rows = facts;
    let document = json!({
        "form": 1,
        "guest": guest,
        "tainting": tainting,
        "deprecations": deprecations,
    });
    let verdict = Verdict::of(fleet.severity(), global.severity.into(), fleet.is_complete());
    let tables = std::iter::once(table).chain(tables::not_asked(&fleet)).collect();
    Ok((
        Answer { document, tables, sarif: Some(tables::sarif(&fleet)), left_out: tables::left_out(&fleet) },
        verdict,
    ))
}

/// By id, name or uuid, as virsh looks guests up.
async fn lookup(connection: &Connection, wanted: &str) -> client::Result<Domain> {
    if let Ok(id) = wanted.parse::<i32>()
        && let Ok(found) = connection.domain_lookup_by_id(&DomainLookupByIdArgs { id }).await
    {
        return Ok(found.dom);
    }
    if let Some(uuid) = uuid_bytes(wanted)
        && let Ok(found) = connection.domain_lookup_by_uuid(&DomainLookupByUuidArgs { uuid }).await
    {
        return Ok(found.dom);
    }
    let args = DomainLookupByNameArgs { name: wanted.to_owned() };
    connection.domain_lookup_by_name(&args).await.map(|found| found.dom)
}

/// What virsh tells, in its order.
async fn facts(connection: &Connection, dom: &Domain) -> client::Result<Vec<Vec<String>>> {
    let info = connection.domain_get_info(&DomainGetInfoArgs { dom: dom.clone() }).await?;
    let dom = || dom.clone();
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    row("Id:", if dom().id >= 0 { dom().id.to_string() } else { "-".into() });
    row("Name:", dom().name);
    row("UUID:", uuid_text(&dom().uuid));
    row("State:", foresight::GuestState::of(info.state.into()).words().to_owned());
    row("CPU(s):", info.nr_virt_cpu.to_string());
    if dom().id >= 0 {
        let tenths = info.cpu_time / 100_000_000;
        row("CPU time:", format!("{}.{}s", tenths / 10, tenths % 10));
    }
    row("Max memory:", format!("{} KiB", info.max_mem));
    row("Used memory:", format!("{} KiB", info.memory));
    let yes = |set: i32| if set != 0 { "yes" } else { "no" }.to_owned();
    if let Ok(answer) = connection.domain_is_persistent(&DomainIsPersistentArgs { dom: dom() }).await {
        row("Persistent:", yes(answer.persistent));
    }
    if let Ok(answer) = connection.domain_get_autostart(&DomainGetAutostartArgs { dom: dom() }).await {
        row("Autostart:", if answer.autostart != 0 { "enable" } else { "disable" }.to_owned());
    }
    let args = DomainHasManagedSaveImageArgs { dom: dom(), flags: 0 };
    if let Ok(answer) = connection.domain_has_managed_save_image(&args).await {
        row("Managed save:", yes(answer.result));
    }
    Ok(rows)
}

/// The sentences of some findings, with when they hold unless that is now.
fn lines(guest: &GuestReport, wanted: &dyn Fn(&Finding) -> bool) -> Vec<String> {
    let found = tables::merged(guest).into_iter().filter(|(finding, _)| wanted(finding));
    found
        .map(|(finding, when)| match when.as_str() {
            "running" => finding.sentence.clone(),
            _ => format!("{} ({when})", finding.sentence),
        })
        .collect()
}

fn listed(rows: &mut Vec<Vec<String>>, name: &str, lines: &[String]) {
    let none = ["none".to_owned()];
    let lines = if lines.is_empty() { &none[..] } else { lines };
    for (at, line) in lines.iter().enumerate() {
        rows.push(vec![if at == 0 { name.to_owned() } else { String::new() }, line.clone()]);
    }
}
