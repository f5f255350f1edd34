//! Installing with apt, beside others who may be doing the same.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use super::plan::{Plan, Source};
use crate::command;

/// How long to wait for somebody else's apt or dpkg.
const PATIENCE: Duration = Duration::from_secs(600);

/// Where an added source goes.
pub fn source_path(source: &Source) -> String {
    format!("/etc/apt/sources.list.d/ferrovirt-{}.sources", source.suite)
}

/// `apt-get update`.
pub fn update_command() -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-q", "update"]);
    command
}

/// `apt-get install` of what is planned.
pub fn install_command(plan: &Plan) -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"]);
    if let Some(release) = &plan.target_release {
        command.args(["-t", release]);
    }
    command.arg("install").args(plan.install.iter().map(|package| package.name));
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Adds the source, refreshes the lists and installs.
pub fn install(plan: &Plan) -> Result<()> {
    if let Some(source) = &plan.source {
        let path = source_path(source);
        println!("adding {} as a package source: {path}", source.suite);
        std::fs::write(&path, &source.text).with_context(|| format!("cannot write {path}"))?;
    }
    if let Err(error) = patiently(update_command) {
        // A third party's broken source must not stop us; what we need may be in the lists all the same.
        println!("note: {error}; trying with the lists that are there");
    }
    patiently(|| install_command(plan))
}

/// Runs the command again while somebody else holds apt's or dpkg's lock.
fn patiently(command: impl Fn() -> Command) -> Result<()> {
    let start = Instant::now();
    loop {
        let mut locked = false;
        match command::run_watched(&mut command(), |line| locked |= is_lock_trouble(line)) {
            Ok(()) => return Ok(()),
            Err(error) if !locked => return Err(error),
            Err(error) if start.elapsed() > PATIENCE => {
                return Err(anyhow!("{error} (another apt or dpkg held its lock for ten minutes)"));
            }
            Err(_) => {
                println!("another apt or dpkg is at work; waiting for it");
                std::thread::sleep(Duration::from_secs(5));
            }
        }
    }
}

fn is_lock_trouble(line: &str) -> bool {
    ["Could not get lock", "Unable to lock", "Unable to acquire the dpkg", "is another process using it"]
        .iter()
        .any(|text| line.contains(text))
}

#[cfg(test)]
mod tests {
    use super::super::packages::NEEDED;
    use super::*;

    #[test]
    fn backports_are_asked_for_by_name() {
        let plan = Plan {
            install: NEEDED[..1].to_vec(),
            target_release: Some("bookworm-backports".into()),
            ..Plan::default()
        };
        let shown = command::shown(&install_command(&plan));
        assert!(shown.ends_with("-t bookworm-backports install qemu-system-x86"), "{shown}");
    }

    #[test]
    fn a_held_lock_is_told_from_other_trouble() {
        assert!(is_lock_trouble(
            "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 77 (apt-get)"
        ));
        assert!(!is_lock_trouble("E: Unable to locate package qemu-system-x86"));
    }
}
