//! Forecasts against what then happens: guests of every `pc` and `q35` machine type of one real QEMU are foretold for
//! another one, which then takes the place of the first, as an upgrade does; and they are started on it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "test code, also outside its `#[test]` functions; it prints what was foretold and came true"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use support::{Daemon, Guest, Need, needs, until};

const INSTALLED: &str = "/usr/bin/qemu-system-x86_64";

/// A QEMU by the Debian release that it is of; the installed one has no name.
fn emulator(release: &str) -> Option<PathBuf> {
    if release == "installed" { Some(INSTALLED.into()) } else { support::other_qemu(release) }
}

/// Whether that QEMU is there, and older than the other one.
fn both(old: &str, new: &str) -> Result<(PathBuf, PathBuf), String> {
    let find = |release| emulator(release).ok_or_else(|| format!("Debian's QEMU of {release} is not here"));
    let (old, new) = (find(old)?, find(new)?);
    let (older, newer) = (version(&old), version(&new));
    if older < newer { Ok((old, new)) } else { Err(format!("{newer:?} is not newer than {older:?}")) }
}

fn said(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Major and minor number.
fn version(emulator: &Path) -> (u32, u32) {
    let text = said(emulator, &["--version"]);
    let mut numbers = text.split_whitespace().nth(3).unwrap().split('.').map(|part| part.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// The versioned machine types of both families, as QEMU itself lists them.
fn machine_types(emulator: &Path) -> BTreeSet<String> {
    let text = said(emulator, &["-machine", "help"]);
    let names = text.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| name.starts_with("pc-")).map(str::to_owned).collect()
}

/// Puts a QEMU where guests look for theirs.
fn put(place: &Path, emulator: &Path) {
    let next = place.with_extension("next");
    std::fs::write(&next, format!("#!/bin/sh\nexec {} \"$@\"\n", emulator.display())).unwrap();
    std::fs::set_permissions(&next, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::rename(next, place).unwrap();
}

/// The outlook of each guest's machine type, of those that do not stay as they are: `to` says what comes.
fn foretold(daemon: &Daemon, to: &[&str]) -> BTreeMap<String, String> {
    let mut command = Command::new(support::binary("ferrovirt"));
    command.args(["forecast", "--format", "json", "--connect", &daemon.uri()]).args(to);
    let output = command.output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let rows = document["predictions"].as_array().unwrap().iter();
    let of_machines = rows.filter(|row| row["prediction"]["kind"] == "machine-type");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    of_machines.map(|row| (text(&row["guest"]), text(&row["prediction"]["outlook"]))).collect()
}

/// Starts every guest, and destroys it again: why it did not start, or what its messages were.
const START_ALL: &str = r#"
from concurrent.futures import ThreadPoolExecutor
libvirt.registerErrorHandler(lambda *_: None, None)
connection = libvirt.open(uri)
def start(domain):
    try:
        domain.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
    except libvirt.libvirtError as error:
        return f"{domain.name()}\tno\t{error.get_error_message()}"
    messages = " | ".join(domain.messages(libvirt.VIR_DOMAIN_MESSAGE_DEPRECATION))
    domain.destroy()
    return f"{domain.name()}\tyes\t{messages}"
with ThreadPoolExecutor(2) as pool:
    for line in pool.map(start, connection.listAllDomains()):
        print(line)
"#;

/// That QEMU refuses the machine type itself, whatever a daemon thinks of it.
#[track_caller]
fn is_refused(emulator: &Path, machine: &str) {
    let arguments = ["-machine", machine, "-S", "-nodefaults", "-display", "none", "-monitor", "none"];
    let output = Command::new("timeout").arg("20").arg(emulator).args(arguments).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaint.contains("nsupported machine type"), "{machine}: {} {complaint}", output.status);
}

fn is_as_foretold(old: &str, new: &str) {
    let (old, new) = match both(old, new) {
        Ok(both) => both,
        Err(reason) => {
            support::skip(&format!("forecast_on_real_emulators from {old} to {new}"), &reason);
            return;
        }
    };
    let daemon = Daemon::start();
    let place = daemon.path("qemu-system-x86_64");
    put(&place, &old);
    let machines = machine_types(&old);
    assert!(machines.len() > 20, "{machines:?}");
    for machine in &machines {
        daemon.define(&Guest::named(machine).machine(machine).emulator(&place));
    }
    let known = foretold(&daemon, &["--to-emulator", new.to_str().unwrap()]);
    let (major, minor) = version(&new);
    let projected = foretold(&daemon, &["--to", &format!("{major}.{minor}")]);

    put(&place, &new);
    // The daemon probes what stands there now in the background, and a start waits for nothing else.
    let ask =
        || daemon.virsh(["domcapabilities", "--virttype", "qemu", "--emulatorbin", place.to_str().unwrap()]);
    until("the new QEMU is known", Duration::from_secs(30), || ask().ok().then_some(()));
    let started = daemon.python(START_ALL).succeeds();
    let (mut gone, mut deprecated) = (0, 0);
    assert_eq!(started.lines().count(), machines.len(), "{started}");
    for line in started.lines() {
        let mut fields = line.split('\t');
        let (machine, starts, text) =
            (fields.next().unwrap(), fields.next().unwrap() == "yes", fields.next().unwrap());
        let outlook = known.get(machine).map_or("stays", String::as_str);
        assert_eq!(starts, outlook != "gone", "{machine}, foretold: {outlook}; {text}");
        if !starts {
            is_refused(&new, machine);
            gone += 1;
        } else {
            let told = text.contains(&format!("machine type '{machine}'"));
            assert_eq!(told, outlook == "deprecated", "{machine}, foretold: {outlook}; {text}");
            deprecated += usize::from(told);
        }
        // The rule is about releases that follow it, and says of the others that it does not know.
        let by_rule = projected.get(machine).map_or("stays", String::as_str);
        let follows_rule = (major, minor) >= (10, 1) && !machine.starts_with("pc-1.");
        assert!(!follows_rule || by_rule == outlook, "{machine}: by rule {by_rule}, really {outlook}");
    }
    println!(
        "{:?} to {:?}: {} machine types, {gone} gone, {deprecated} deprecated",
        version(&old),
        (major, minor),
        machines.len()
    );
}

#[test]
fn from_5_2_to_7_2() {
    needs!(Need::Python);
    is_as_foretold("bullseye", "bookworm");
}

#[test]
fn from_5_2_to_the_installed_one() {
    needs!(Need::Python, Need::Qemu);
    is_as_foretold("bullseye", "installed");
}

#[test]
fn from_5_2_to_the_newest() {
    needs!(Need::Python);
    is_as_foretold("bullseye", "sid");
}

#[test]
fn from_7_2_to_the_installed_one() {
    needs!(Need::Python, Need::Qemu);
    is_as_foretold("bookworm", "installed");
}

#[test]
fn from_7_2_to_the_newest() {
    needs!(Need::Python);
    is_as_foretold("bookworm", "sid");
}

#[test]
fn from_the_installed_one_to_the_newest() {
    needs!(Need::Python, Need::Qemu);
    is_as_foretold("installed", "sid");
}
