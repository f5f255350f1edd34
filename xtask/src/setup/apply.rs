//! Doing what was planned, or telling somebody without root what to run.

use anyhow::{Result, bail};

use super::packages::{NEEDED, Package, REFERENCE};
use super::plan::{ACCOUNT, Plan, plan};
use super::{account, apt, machine};
use crate::command;

/// What the caller asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Also libvirt's own daemon, to compare with.
    pub with_libvirtd: bool,
}

/// Installs what is missing. Quick and silent about details when nothing is.
pub fn run(options: Options) -> Result<()> {
    let mut wanted = NEEDED.to_vec();
    if options.with_libvirtd {
        wanted.push(REFERENCE);
    }
    if !machine::has_apt() {
        return without_apt(&wanted);
    }
    let facts = machine::look(&wanted);
    let plan = plan(&facts, &wanted);
    if plan.is_empty() {
        println!("setup: nothing is missing");
        return Ok(());
    }
    if !facts.root {
        bail!("setup needs root here. Run exactly this, then try again:\n\n{}\n", instructions(&plan));
    }
    for package in &plan.install {
        println!("setup: installing {}: {}", package.name, package.why);
    }
    if !plan.install.is_empty() {
        apt::install(&plan)?;
    }
    if plan.make_account {
        println!("setup: making the account {ACCOUNT}, which a root daemon runs QEMU as");
    }
    account::ensure(ACCOUNT)
}

/// A machine of another family: we cannot install, but can say what is missing.
fn without_apt(wanted: &[Package]) -> Result<()> {
    let missing: Vec<String> = wanted
        .iter()
        .filter(|package| !command::exists(package.program))
        .map(|package| format!("  {} ({}; Debian calls it {})", package.program, package.why, package.name))
        .collect();
    if missing.is_empty() {
        println!("setup: this is no Debian or Ubuntu; the programs that are needed are there");
        return Ok(());
    }
    bail!("this is no Debian or Ubuntu; please install:\n{}", missing.join("\n"))
}

/// The plan as commands that can be pasted into a shell.
fn instructions(plan: &Plan) -> String {
    let mut lines = Vec::new();
    if let Some(source) = &plan.source {
        lines.push(format!("sudo tee {} <<'END'\n{}END", apt::source_path(source), source.text));
    }
    if !plan.install.is_empty() {
        lines.push(format!("sudo {}", command::shown(&apt::update_command())));
        lines.push(format!("sudo {}", command::shown(&apt::install_command(plan))));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_without_root_is_told_the_exact_commands() {
        let plan = Plan { install: NEEDED.to_vec(), ..Plan::default() };
        let told = instructions(&plan);
        assert!(told.starts_with("sudo apt-get -q update\nsudo apt-get -q -y"), "{told}");
        assert!(told.contains("install qemu-system-x86 qemu-utils libvirt-clients"), "{told}");
    }
}
