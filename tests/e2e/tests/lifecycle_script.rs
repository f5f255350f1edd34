//! The life of a bootable guest as the shared script for stock virsh leads it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::process::Command;

use support::{Daemon, Need, needs, shared};

/// Of the script's 59 steps; the others need save, restore or managed save.
const AT_LEAST: usize = 49;

#[test]
fn the_shared_script_passes() {
    needs!(Need::Shared, Need::GuestImage, Need::Virsh, Need::Qemu, Need::QemuImg, Need::Root);
    let daemon = Daemon::start();
    // The script writes beside itself, and the shared folder is read-only.
    let clients = daemon.path("clients");
    let source = shared().unwrap().join("clients");
    support::run(Command::new("cp").arg("-r").arg(&source).arg(&clients)).succeeds();
    support::run(Command::new("chmod").args(["-R", "u+w"]).arg(&clients)).succeeds();
    let image = std::env::var_os("FERROVIRT_GUEST_IMAGE").unwrap();
    let script = clients.join("scripts/virsh-domain-lifecycle.sh");
    let mut command = Command::new("timeout");
    command.arg("900").arg("bash").arg(script).arg(daemon.uri());
    command
        .env("NET", "user")
        .env("W", daemon.path("w"))
        .env("IMG", image)
        .env("LC_ALL", "C")
        .env("N", "life");
    let log = daemon.path("script.log");
    let out = std::fs::File::create(&log).unwrap();
    command.stdin(std::process::Stdio::null()).stdout(out.try_clone().unwrap()).stderr(out);
    let _some_steps_fail = command.status().unwrap();
    let said = std::fs::read_to_string(log).unwrap();
    let summary =
        said.lines().find(|line| line.starts_with("== ")).unwrap_or_else(|| panic!("no summary:\n{said}"));
    println!("{summary}");
    let passed = summary.split("ok=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    assert!(passed.parse::<usize>().unwrap() >= AT_LEAST, "{said}");
}
