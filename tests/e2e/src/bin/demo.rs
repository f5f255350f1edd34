//! The main story told aloud: `cargo xtask demo`.
//!
//! Three real guests on the installed QEMU, under a private daemon: one clean, one on a machine type that
//! this QEMU calls deprecated, one with custom arguments and a raw monitor command. Stock virsh then shows
//! what it would show with libvirt's own daemon. Whatever is not as promised ends the demo with an error.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a story told at a terminal; it ends loudly where it is not as promised"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use support::{Daemon, Guest, files_below, processes_of};

fn main() {
    let mut daemon = Daemon::start();
    say(&format!("a private daemon, everything of it below {}", daemon.root().display()));
    show(&daemon, &["version"]);

    let machine = deprecated_machine(&daemon);
    say("three guests: clean, old (on a deprecated machine type), custom (with arguments of our own)");
    daemon.start_guest(&Guest::named("clean"));
    match &machine {
        Some(machine) => daemon.start_guest(&Guest::named("old").machine(machine)),
        None => println!("this QEMU deprecates no machine type, so there is no second guest"),
    }
    daemon.start_guest(&Guest::named("custom").argument("-msg").argument("guest-name=on"));
    show(&daemon, &["list"]);

    say("a raw monitor command");
    show(&daemon, &["qemu-monitor-command", "custom", r#"{"execute":"query-status"}"#]);

    say("what stock virsh says of each");
    let mut expected =
        vec![("clean", Vec::new()), ("custom", vec![CUSTOM_ARGUMENTS.into(), CUSTOM_MONITOR.into()])];
    if let Some(machine) = &machine {
        expected.push((
            "old",
            vec![DEPRECATED.into(), format!("deprecated configuration: machine type '{machine}'")],
        ));
    }
    for (guest, messages) in &expected {
        show(&daemon, &["dominfo", guest]);
        assert_eq!(daemon.messages(guest), *messages, "the messages of {guest}");
    }

    if let Some(machine) = &machine {
        say(
            "the two log lines of the guest on the deprecated machine type: in its own log, and in the daemon's",
        );
        daemon.has_logged("old", &format!("deprecated-config (machine type '{machine}')"));
        lines(&daemon.guest_log("old"), "is tainted");
        lines(&daemon.log(), "name='old'");
        say("the deprecated entries of virsh capabilities");
        once(&daemon.virsh(["capabilities"]).succeeds(), "deprecated='yes'");
    }

    end(&mut daemon, expected.iter().map(|(guest, _)| *guest));
}

const CUSTOM_ARGUMENTS: &str = "tainted: custom configuration parameters specified";
const CUSTOM_MONITOR: &str = "tainted: custom monitor control commands issued";
const DEPRECATED: &str = "tainted: use of deprecated configuration settings";

/// The first machine type that this QEMU marks, as our own capabilities tell.
fn deprecated_machine(daemon: &Daemon) -> Option<String> {
    daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-"))
}

/// What a daemon that has ended keeps of itself.
const KEPT: [&str; 5] = ["log", "cache", "stderr", "run/ferrovirtd.pid", "run/autostarted"];

/// Stops everything and looks for what is left of it.
fn end<'a>(daemon: &mut Daemon, guests: impl Iterator<Item = &'a str>) {
    say("the end");
    for guest in guests {
        show(daemon, &["destroy", guest]);
        show(daemon, &["undefine", guest]);
    }
    daemon.stop();
    let root = daemon.root().to_owned();
    let processes = processes_of(&root);
    assert!(processes.is_empty(), "processes are left: {processes:?}");
    // What guests needed goes with them, and sockets with the daemon. Logs, what is known of QEMU, and the file
    // that the lock is on stay until the folder goes.
    let stays = |path: &PathBuf| path.is_dir() || KEPT.iter().any(|kept| path.starts_with(root.join(kept)));
    let files: Vec<PathBuf> = files_below(&root).into_iter().filter(|path| !stays(path)).collect();
    assert!(files.is_empty(), "files are left: {files:?}");
    fs::remove_dir_all(&root).unwrap();
    assert!(!root.exists());
    println!("no process and no file is left");
}

fn say(what: &str) {
    println!("\n== {what}");
}

/// Runs virsh as a person would and shows what it says.
fn show(daemon: &Daemon, arguments: &[&str]) {
    println!("$ virsh {}", arguments.join(" "));
    let said = daemon.virsh(arguments).succeeds();
    for line in said.trim_end().lines() {
        println!("{line}");
    }
}

/// Prints the lines that have something in them, each once: every architecture of a QEMU lists its machines.
fn once(text: &str, wanted: &str) {
    let different: BTreeSet<&str> =
        text.lines().map(str::trim_start).filter(|line| line.contains(wanted)).collect();
    lines(&different.into_iter().collect::<Vec<_>>().join("\n"), wanted);
}

/// Prints the lines that have something in them.
fn lines(text: &str, wanted: &str) {
    let found: Vec<&str> = text.lines().filter(|line| line.contains(wanted)).collect();
    assert!(!found.is_empty(), "no line with {wanted}");
    for line in found {
        println!("{}", line.trim_start());
    }
}
