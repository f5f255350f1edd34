//! A small QEMU of our own for tests: its replies, and what they make.

use serde_json::{Value, json};

use crate::EmulatorCapabilities;
use crate::probe::{Answers, Command, Conversation, QmpError, Scope};

/// What the sample answers; anything else is a command that it does not know.
pub(crate) fn answer(scope: Scope, command: &Command) -> Result<Value, QmpError> {
    let kvm = scope == Scope::Whole;
    let model = |arguments: &Value| arguments["model"]["name"].as_str().unwrap_or_default().to_owned();
    Ok(match (command.execute, &command.arguments) {
        ("query-version", None) => {
            json!({"qemu": {"major": 9, "minor": 8, "micro": 7}, "package": "sample-1"})
        }
        ("query-target", None) => json!({"arch": "x86_64", "word-of-the-future": 1}),
        ("query-kvm", None) => json!({"present": true, "enabled": kvm}),
        ("query-qmp-schema", None) => json!([
            {"name": "device_add", "meta-type": "command", "arg-type": "0", "ret-type": "0",
             "features": ["json-cli", "json-cli-hotplug"]},
            {"name": "set-action", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
            {"name": "gone-soon", "meta-type": "command", "arg-type": "0", "ret-type": "0",
             "features": ["deprecated"]},
            {"name": "STOP", "meta-type": "event", "arg-type": "0"},
            {"name": "0", "meta-type": "object", "members": []},
        ]),
        ("qom-list-types", None) => json!([
            {"name": "virtio-blk-pci", "parent": "virtio-pci"}, {"name": "VGA"}, {"name": "iothread"},
            {"name": "max-x86_64-cpu"}, {"name": "usb-storage"}, {"name": "ich9-ahci"},
            {"name": "tcg-accel"},
        ]),
        ("query-machines", None) => json!([
            {"name": "none", "cpu-max": 1, "hotpluggable-cpus": false},
            {"name": "pc-q35-9.9", "alias": "q35", "cpu-max": 4096, "hotpluggable-cpus": true,
             "default-cpu-type": "qemu64-x86_64-cpu", "default-ram-id": "pc.ram", "acpi": true},
            {"name": "pc-i440fx-9.9", "alias": "pc", "cpu-max": 255, "hotpluggable-cpus": true,
             "is-default": true, "default-cpu-type": "qemu64-x86_64-cpu"},
            {"name": "pc-i440fx-1.0", "cpu-max": 255, "hotpluggable-cpus": true, "deprecated": true},
        ]),
        ("query-cpu-definitions", None) => json!([
            {"name": "EPYC", "typename": "EPYC-x86_64-cpu", "unavailable-features": ["topoext", "npt", "npt"],
             "alias-of": "EPYC-v1", "static": false},
            {"name": "EPYC-v1", "typename": "EPYC-v1-x86_64-cpu", "unavailable-features": []},
            {"name": "qemu64", "typename": "qemu64-x86_64-cpu", "unavailable-features": [], "deprecated": kvm},
            {"name": "host", "typename": "host-x86_64-cpu"},
            {"name": "unheard-of", "typename": "unheard-of-x86_64-cpu", "unavailable-features": []},
        ]),
        ("query-tpm-models", None) => json!(["tpm-crb", "tpm-tis"]),
        ("query-tpm-types", None) => json!(["passthrough", "emulator"]),
        ("query-command-line-options", None) => json!([
            {"option": "spice", "parameters": [{"name": "port", "type": "number"}]},
            {"option": "sandbox", "parameters": [{"name": "enable"}, {"name": "spawn"}]},
        ]),
        ("device-list-properties", Some(arguments)) if arguments["typename"] == "virtio-blk-pci" => {
            json!([{"name": "queue-size", "type": "uint16"}])
        }
        ("qom-list-properties", Some(arguments)) if arguments["typename"] == "max-x86_64-cpu" => {
            json!([{"name": "migratable", "type": "bool"}])
        }
        ("query-cpu-model-expansion", Some(arguments)) if (model(arguments) == "host") == kvm => {
            // What the static base model has, and one thing that a guest cannot be moved with.
            let movable = arguments["model"]["props"]["migratable"] != false;
            json!({"model": {"name": "base", "props": {
                "vendor": "AuthenticAMD", "family": 23, "model": 1, "stepping": 2,
                "lm": true, "sse2": true, "fpu": true, "svm": false, "hypervisor": true, "invtsc": !movable,
            }}})
        }
        _ => {
            let desc = format!("The command {} has not been found", command.execute);
            return Err(QmpError { class: "CommandNotFound".to_owned(), desc });
        }
    })
}

/// Plays a conversation with the sample to its end.
pub(crate) fn converse(scope: Scope) -> Answers {
    let mut conversation = Conversation::new(scope);
    loop {
        let batch = conversation.next();
        if batch.is_empty() {
            return conversation.finish().expect("the sample answers all that matters");
        }
        for command in batch.iter().rev() {
            conversation.reply(command.id, answer(scope, command));
        }
    }
}

/// What the sample can do, at the path `/q`.
pub(crate) fn emulator() -> EmulatorCapabilities {
    let (first, tcg) = (converse(Scope::Whole), converse(Scope::TcgOnly));
    EmulatorCapabilities::of_conversation("/q", first)
        .expect("the first conversation is whole")
        .completed_by(tcg)
}
