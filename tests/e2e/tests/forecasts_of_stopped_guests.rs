//! A guest that does not run is judged too: stock clients see it, with words that nobody takes for libvirt's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::time::Duration;

use serde_json::json;
use support::{Daemon, FakeEmulator, Guest, Need, needs, until};

const OLD: &str = "forecast: its next start uses deprecated machine type 'pc-1.3'";

fn soon(daemon: &Daemon, guest: &str, expected: &[&str]) {
    let told = || (daemon.messages(guest) == expected).then_some(());
    let what = format!("{expected:?} instead of {:?}", daemon.messages(guest));
    until(&what, Duration::from_secs(20), told);
}

#[test]
fn a_stopped_guest_is_told_by_what_its_next_start_would_find() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    let guest = Guest::named("old").emulator(fake.path()).machine("pc-1.3").cpu_model("Icelake-Client");
    daemon.define(&guest.environment("X", "1"));
    daemon.define(&Guest::named("clean").emulator(fake.path()));
    let argv = "forecast: its next start is marked for this: custom configuration parameters specified";
    let cpu = "forecast: its next start uses deprecated CPU model 'Icelake-Client'";
    assert_eq!(daemon.messages("old"), [argv, OLD, cpu]);
    assert_eq!(daemon.messages("clean"), Vec::<String>::new());
    daemon.virsh(["start", "old"]).succeeds();
    let running = daemon.messages("old");
    assert_eq!(running.len(), 4);
    assert!(running.iter().all(|message| !message.contains("forecast")), "a running guest's are libvirt's");
    daemon.virsh(["destroy", "old"]).succeeds();
    assert_eq!(daemon.messages("old"), [argv, OLD, cpu]);
    let lines = |log: String| log.lines().filter(|line| line.contains("is tainted")).count();
    assert_eq!(lines(daemon.guest_log("old")), 3, "a forecast is no taint");
}

#[test]
fn flags_choose_and_a_setting_turns_it_off() {
    needs!(Need::Virsh, Need::Python);
    let fake = FakeEmulator::qemu_5_2();
    let emulator = format!("[emulators]\nx86_64 = \"{}\"\n", fake.path().display());
    let script = "d = libvirt.open(uri).lookupByName('old')\nfor f in range(8): print(f, d.messages(f))";
    let daemon = Daemon::start_with(&emulator);
    daemon.define(&Guest::named("old").emulator(fake.path()).machine("pc-1.3"));
    let said = daemon.python(script).succeeds();
    let expected: String = (0..8)
        .map(|flags| {
            let told = flags == 0 || flags & 3 == 1;
            format!("{flags} [{}]\n", if told { format!("\"{OLD}\"") } else { String::new() })
        })
        .collect();
    assert_eq!(said, expected);
    let daemon = Daemon::start_with(&format!("forecast_messages = false\n{emulator}"));
    daemon.define(&Guest::named("old").emulator(fake.path()).machine("pc-1.3"));
    assert_eq!(daemon.messages("old"), Vec::<String>::new());
}

#[test]
fn what_cannot_start_says_why() {
    needs!(Need::Virsh);
    let mut fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    let guest = |name: &str| Guest::named(name).emulator(fake.path());
    daemon.define(&guest("machine").machine("isapc"));
    daemon.define(&guest("cpu").cpu_model("Icelake-Client"));
    daemon.define(&guest("vcpus").vcpus(64));
    daemon.define(&guest("device").device("<watchdog model='i6300esb'/>"));
    for name in ["machine", "vcpus", "device"] {
        assert_eq!(daemon.messages(name), Vec::<String>::new(), "{name}");
    }
    fake.becomes(|profile| {
        profile["version"] = json!([5, 2, 1]);
        let replies = &mut profile["replies"];
        let keep = |list: &mut serde_json::Value, gone: &str| {
            list.as_array_mut().unwrap().retain(|entry| entry["name"] != gone);
        };
        keep(&mut replies["query-machines"], "isapc");
        keep(&mut replies["query-cpu-definitions"], "Icelake-Client");
        keep(&mut replies["qom-list-types"], "i6300esb");
        for machine in replies["query-machines"].as_array_mut().unwrap() {
            machine["cpu-max"] = json!(16);
        }
    });
    let by = format!("QEMU 5.2.1 ({})", fake.path().display());
    let cannot = |what: &str| format!("forecast: it cannot start: {what}");
    soon(&daemon, "machine", &[&cannot(&format!("machine type 'isapc' is not offered by {by}"))]);
    soon(&daemon, "cpu", &[&cannot(&format!("CPU model 'Icelake-Client' is not offered by {by}"))]);
    let vcpus = "64 vcpus are more than machine type 'pc-i440fx-5.2' takes (16)";
    soon(&daemon, "vcpus", &[&cannot(vcpus)]);
    soon(&daemon, "device", &[&cannot(&format!("device 'i6300esb' is not offered by {by}"))]);
    // And it is so.
    assert!(daemon.virsh(["start", "machine"]).fails().contains("does not support machine type 'isapc'"));
    // A daemon that finds no emulator at all.
    daemon.stop();
    fs::remove_file(fake.path()).unwrap();
    daemon.start_again();
    let told = || {
        let told = daemon.messages("machine");
        told.first().filter(|first| first.contains(&cannot("emulator '"))).cloned()
    };
    let message = until("the emulator is missed", Duration::from_secs(20), told);
    assert!(message.contains(fake.path().to_str().unwrap()), "{message}");
}

#[test]
fn a_saved_state_is_judged_by_the_definition_that_it_comes_back_with() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    let deprecated = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-"));
    let Some(machine) = deprecated else { return support::skip("saved state", "QEMU deprecates no PC") };
    let saved = Guest::named("saved").machine(&machine).cpu("<cpu mode='maximum'/>");
    daemon.start_guest(&saved);
    daemon.virsh(["managedsave", "saved"]).succeeds();
    let next = format!("forecast: its next start uses deprecated machine type '{machine}'");
    let image = format!("forecast: its managed save image uses deprecated machine type '{machine}'");
    let cpu =
        "forecast: its managed save image is marked for this: potentially unsafe use of host CPU passthrough";
    soon(&daemon, "saved", &[&next, &image, cpu]);
    daemon.stop();
    daemon.start_again();
    soon(&daemon, "saved", &[&next, &image, cpu]);
    // Another definition in the image is judged anew.
    let saved_xml = daemon.virsh(["managedsave-dumpxml", "saved"]).succeeds();
    let file = daemon.path("saved.xml");
    fs::write(&file, saved_xml.replacen("<title>", "<title>another ", 1)).unwrap();
    daemon.virsh(["managedsave-define", "saved", file.to_str().unwrap()]).succeeds();
    soon(&daemon, "saved", &[&next, &image, cpu]);
    daemon.virsh(["managedsave-remove", "saved"]).succeeds();
    soon(&daemon, "saved", &[&next]);
}
