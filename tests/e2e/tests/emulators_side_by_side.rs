//! Several QEMUs of one host: each is known by what it says itself when it is asked by hand.
//!
//! The installed one, those of other Debian releases that `cargo xtask test` unpacks, and any more that
//! `FERROVIRT_EMULATORS` names, with `:` between.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use support::{Daemon, Need, needs, until};

#[test]
fn each_is_known_by_what_it_says_itself() {
    needs!(Need::Virsh, Need::Qemu);
    let named = std::env::var("FERROVIRT_EMULATORS").unwrap_or_default();
    let older: Vec<String> = ["bullseye", "bookworm", "sid"]
        .into_iter()
        .filter_map(support::other_qemu)
        .map(|path| path.display().to_string())
        .collect();
    let mut emulators: Vec<&str> = named.split(':').filter(|path| !path.is_empty()).collect();
    emulators.extend(older.iter().map(String::as_str));
    emulators.push("/usr/bin/qemu-system-x86_64");
    emulators.retain(|path| {
        Path::new(path).exists() || {
            println!("skipped: no {path} here");
            false
        }
    });
    let daemon = Daemon::start();
    std::thread::scope(|scope| {
        for emulator in &emulators {
            // What TCG offers is asked when somebody wants to know.
            scope.spawn(|| {
                daemon.virsh(["domcapabilities", "--emulatorbin", emulator]).succeeds();
                daemon.virsh(["domcapabilities", "--virttype", "qemu", "--emulatorbin", emulator]).succeeds();
            });
        }
    });
    for emulator in emulators {
        let file = format!("cache/capabilities/{}.json", emulator.trim_start_matches('/').replace('/', "_"));
        // What is known is stored in the background: first what one accelerator offers, then all.
        let known = until(emulator, Duration::from_secs(20), || {
            let text = std::fs::read_to_string(daemon.path(&file)).ok()?;
            let known: Value = serde_json::from_str(&text).unwrap();
            known["capabilities"].get("unasked").is_none().then_some(known)
        });
        let accelerators = known["capabilities"]["accelerators"].as_object().unwrap();
        assert!(accelerators.contains_key("tcg"), "{emulator}");
        for (accelerator, offer) in accelerators {
            let said = ask(emulator, accelerator);
            let (machines, models) = (&said[1], &said[2]);
            let what = |list: &Value| {
                let entries = list.as_array().unwrap().iter();
                let facts = entries.map(|entry| {
                    let is_deprecated = entry["deprecated"].as_bool().unwrap_or(false);
                    (entry["name"].as_str().unwrap().to_owned(), is_deprecated)
                });
                facts.filter(|(name, _)| name != "none").collect::<Vec<_>>()
            };
            assert_eq!(what(&offer["machines"]), what(machines), "{emulator} {accelerator}");
            assert_eq!(what(&offer["cpu_models"]), what(models), "{emulator} {accelerator}");
            assert!(what(machines).len() > 10 && what(models).len() > 10, "{emulator} said little");
            println!(
                "{emulator} {accelerator}: {} machine types, {} CPU models",
                what(machines).len(),
                what(models).len()
            );
        }
    }
}

/// The answers to three commands over the emulator's standard streams.
fn ask(emulator: &str, accelerator: &str) -> Vec<Value> {
    let machine = format!("none,accel={accelerator}");
    let arguments =
        ["-S", "-no-user-config", "-nodefaults", "-nographic", "-machine", &machine, "-qmp", "stdio"];
    let mut child =
        Command::new(emulator).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for name in ["qmp_capabilities", "query-machines", "query-cpu-definitions", "quit"] {
        writeln!(input, "{}", json!({"execute": name})).unwrap();
    }
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let replies = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    replies.filter_map(|mut reply| reply.get_mut("return").map(Value::take)).collect()
}
