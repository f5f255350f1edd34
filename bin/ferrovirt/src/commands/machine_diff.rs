//! `ferrovirt machine-diff`: what a guest would see change on another machine type of the same QEMU.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use caps::MachineCompat;
use clap::Args;
use client::wire::remote::{DomainGetXmlDescArgs, DomainLookupByNameArgs};
use foresight::{Definition, visible_differences};
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Table};
use crate::reach;
use crate::verdict::Verdict;

use super::check::read;
use super::run::{Misused, Outcome};

/// `VIR_DOMAIN_XML_INACTIVE`.
const NEXT_START: u32 = 2;

/// What `machine-diff` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// A file with a definition, or the name of a guest of the host
    guest: String,
    /// The machine type to compare with
    #[arg(long, value_name = "MACHINE")]
    to: String,
    /// The QEMU of this machine to ask (9.1 or later); else the definition's own, when it names one, or the usual one
    #[arg(long, value_name = "BINARY")]
    emulator: Option<PathBuf>,
    /// Also what is set for devices that the guest does not have
    #[arg(long)]
    all: bool,
}

/// Compares.
///
/// # Errors
/// When the definition cannot be had, or the emulator not be asked or has no such machine type.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let text = text(global, &options.guest).await?;
    let definition =
        Definition::parse(&text).map_err(|fault| anyhow::anyhow!("{}: {}", options.guest, fault.error))?;
    let own = definition.domain().devices.emulator.clone().map(PathBuf::from);
    let arch = definition.domain().os.arch.as_deref().unwrap_or(std::env::consts::ARCH);
    let Some(binary) = options.emulator.clone().or(own).or_else(|| usual_emulator(arch)) else {
        return Err(Misused("the definition names no emulator: name one with --emulator".into()).into());
    };
    let Some(from) = definition.domain().os.machine.as_deref() else {
        bail!("the definition names no machine type: the host chooses one when it is defined");
    };
    let all = prober::compat_properties(&binary).await.context("only a QEMU of this machine can be asked")?;
    let find = |name: &str| {
        MachineCompat::find(&all, name)
            .with_context(|| format!("{} has no machine type '{name}'", binary.display()))
    };
    let differences = find(from)?.differences(find(&options.to)?);
    let total = differences.len();
    let shown = match options.all {
        true => differences,
        false => visible_differences(&definition, &prober::probe(&binary).await?, differences),
    };
    let mut table = Table::new(&["Device", "Property", "With the old type", "With the new type"]);
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "QEMU's default".into());
    for difference in &shown {
        table.row([
            difference.type_name.clone(),
            difference.property.clone(),
            value(&difference.from),
            value(&difference.to),
        ]);
    }
    table.notes.push(format!(
        "{} of {total} properties that {from} and {} set differently are about devices of this guest",
        shown.len(),
        options.to
    ));
    let document = json!({ "form": 1, "from": from, "to": options.to, "differences": shown, "of": total });
    Ok((Answer { document, tables: vec![table], ..Answer::silent() }, Verdict::Clean))
}

/// The emulator that is on the path for guests of an architecture.
fn usual_emulator(arch: &str) -> Option<PathBuf> {
    let name = format!("qemu-system-{arch}");
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

async fn text(global: &Global, guest: &str) -> Result<String> {
    if Path::new(guest).is_file() {
        return Ok(read(Path::new(guest))?.1);
    }
    let connection = reach::look(&reach::uri(global)?, global).await?;
    let found = connection.domain_lookup_by_name(&DomainLookupByNameArgs { name: guest.to_owned() }).await?;
    let args = DomainGetXmlDescArgs { dom: found.dom, flags: NEXT_START };
    Ok(connection.domain_get_xml_desc(&args).await?.xml)
}
