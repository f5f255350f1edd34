//! `ferrovirt check --emulator`: definitions judged by what a real QEMU says of itself, down to their devices.

use std::process::Command;

use serde_json::Value;
use support::{Guest, Need, binary, needs, run};

/// The devices of guests, and what keeps them from starting.
const GUESTS: [(&str, &str, &[&str]); 4] = [
    (
        "usual",
        "<interface type='network'><source network='default'/><model type='virtio'/></interface>\
         <interface type='bridge'><source bridge='br0'/><model type='e1000e'/></interface>\
         <disk type='file' device='disk'><source file='/d'/><target dev='vda' bus='virtio'/></disk>\
         <graphics type='vnc'/><video><model type='virtio'/></video>\
         <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>\
         <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
        &[],
    ),
    (
        "no-card",
        "<interface type='user'><model type='no-such-card'/></interface>",
        &["cannot-start.device-gone"],
    ),
    ("odd-watchdog", "<watchdog model='ib700' action='odd'/>", &["invalid-definition"]),
    (
        "of-another-machine",
        "<tpm model='tpm-spapr'><backend type='emulator' version='2.0'/></tpm>",
        &["cannot-start.refused"],
    ),
];

#[test]
fn devices_are_judged_by_what_the_emulator_has() {
    needs!(Need::Qemu);
    let folder = tempfile::tempdir().expect("a folder");
    for (name, devices, expected) in GUESTS {
        let file = folder.path().join(format!("{name}.xml"));
        std::fs::write(&file, Guest::named(name).device(devices).xml()).expect("write a definition");
        let mut command = Command::new(binary("ferrovirt"));
        command.args(["check", "--format", "json", "--emulator", "/usr/bin/qemu-system-x86_64"]).arg(&file);
        let ran = run(&mut command);
        let document: Value = serde_json::from_str(&ran.stdout).expect("a document");
        let file = &document["files"][0];
        assert_eq!(file["not_judged"], Value::Array(Vec::new()), "{name}: {document:#}");
        let found = file["findings"].as_array().expect("findings").iter();
        let codes: Vec<&str> = found.filter_map(|found| found["finding"]["code"].as_str()).collect();
        assert_eq!(codes, expected, "{name}: {document:#}");
        assert_eq!(ran.code, Some(i32::from(!expected.is_empty())), "{name}");
    }
}
