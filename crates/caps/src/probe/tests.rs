//! Conversations with the sample, whole and broken.

use serde_json::json;

use super::*;
use crate::tests::sample::{answer, converse, emulator};
use crate::{Accelerator, Arch, DeprecatedKind, EmulatorCapabilities, Feature, Usable, Version};

#[test]
fn two_conversations_make_one_emulator() {
    let emulator = emulator();
    assert_eq!((emulator.binary.as_str(), emulator.package.as_str()), ("/q", "sample-1"));
    assert_eq!(emulator.version, Version::new(9, 8, 7));
    assert_eq!(emulator.version.number(), 9_008_007);
    assert_eq!(emulator.arch, Arch::X86_64);
    assert!(emulator.kvm.present && emulator.kvm.enabled);
    assert_eq!(
        emulator.accelerators.keys().copied().collect::<Vec<_>>(),
        [Accelerator::Kvm, Accelerator::Tcg]
    );
    assert!(
        emulator.has(Feature::JsonDevice) && emulator.has(Feature::Action) && emulator.has(Feature::Spice)
    );
    assert!(!emulator.has(Feature::JsonObject));
    assert!(emulator.has_device("VGA") && !emulator.has_device("qxl"));
    assert!(emulator.has_property("virtio-blk-pci", "queue-size"));
    assert!(!emulator.has_property("VGA", "vgamem_mb"), "the sample refused to list them");
    assert!(emulator.has_option("sandbox", "spawn") && !emulator.has_option("sandbox", "obsolete"));
    assert!(emulator.has_command("set-action") && emulator.events.contains("STOP"));
    let deprecated = &emulator.deprecated_interface;
    assert_eq!((deprecated.len(), deprecated[0].kind), (1, DeprecatedKind::Command));
}

#[test]
fn names_are_looked_up_as_definitions_use_them() {
    let emulator = emulator();
    let machine = |name| emulator.machine(Accelerator::Kvm, name);
    assert_eq!(machine("pc").unwrap().name, "pc-i440fx-9.9");
    assert!(machine("pc-i440fx-1.0").unwrap().deprecated);
    assert!(machine("none").is_none());
    assert_eq!(emulator.canonical_machine(Accelerator::Tcg, "q35"), "pc-q35-9.9");
    assert_eq!(emulator.canonical_machine(Accelerator::Tcg, "who-knows"), "who-knows");
    assert_eq!(emulator.default_machine(Accelerator::Tcg).unwrap().name, "pc-i440fx-9.9");
    assert!(emulator.machine(Accelerator::Hvf, "pc").is_none());
    assert_eq!(emulator.default_cpu_model(Accelerator::Kvm, "q35").unwrap().name, "qemu64");
    assert!(emulator.default_cpu_model(Accelerator::Kvm, "pc-i440fx-1.0").is_none());
}

#[test]
fn cpu_models_are_told_apart_by_accelerator() {
    let emulator = emulator();
    let model = |accelerator, name| emulator.cpu_model(accelerator, name).unwrap();
    assert!(model(Accelerator::Kvm, "qemu64").deprecated);
    assert!(!model(Accelerator::Tcg, "qemu64").deprecated);
    let epyc = model(Accelerator::Kvm, "EPYC");
    assert_eq!((epyc.usable, epyc.alias_of.as_deref()), (Usable::No, Some("EPYC-v1")));
    assert_eq!(epyc.blockers, ["topoext", "npt", "npt"]);
    assert_eq!(model(Accelerator::Kvm, "host").usable, Usable::Unknown);
}

#[test]
fn nothing_is_asked_for_that_the_emulator_does_not_have() {
    let mut conversation = Conversation::new(Scope::Whole);
    let opening = conversation.next();
    assert!(conversation.next().is_empty(), "replies are outstanding");
    for command in &opening {
        conversation.reply(command.id, answer(Scope::Whole, command));
    }
    let types: Vec<_> = conversation
        .next()
        .into_iter()
        .filter_map(|command| Some(command.arguments?["typename"].as_str()?.to_owned()))
        .collect();
    assert_eq!(types, ["virtio-blk-pci", "usb-storage", "VGA", "max-x86_64-cpu"]);
}

#[test]
fn without_kvm_one_conversation_is_enough() {
    let play = |refuse: &str| {
        let mut conversation = Conversation::new(Scope::Whole);
        loop {
            let batch = conversation.next();
            if batch.is_empty() {
                return conversation.finish();
            }
            for command in &batch {
                let reply = match command.execute {
                    "query-kvm" => Ok(json!({"present": true, "enabled": false})),
                    name if name == refuse => {
                        Err(QmpError { class: "GenericError".into(), desc: "no".into() })
                    }
                    _ => answer(Scope::Whole, command),
                };
                conversation.reply(command.id, reply);
            }
        }
    };
    let answers = play("").unwrap();
    let emulator = EmulatorCapabilities::of_conversation("/q", answers).unwrap();
    assert_eq!(emulator.first_accelerator().unwrap().0, Accelerator::Tcg);
    assert!(emulator.unasked.is_empty(), "there is nothing else to ask");

    // Some targets have no CPU models to list; that is no reason to give up.
    assert!(play("query-cpu-definitions").is_ok());
    assert!(matches!(play("query-machines"), Err(ProbeError::Refused { command: "query-machines", .. })));
    assert!(matches!(play("query-target"), Err(ProbeError::Refused { command: "query-target", .. })));
}

#[test]
fn an_emulator_that_stops_answering_is_named_for_it() {
    let mut conversation = Conversation::new(Scope::Whole);
    for command in conversation.next().iter().filter(|command| command.execute != "query-machines") {
        conversation.reply(command.id, answer(Scope::Whole, command));
    }
    assert!(!conversation.is_finished());
    assert_eq!(conversation.finish(), Err(ProbeError::Unanswered("query-machines")));
    assert_eq!(Conversation::new(Scope::Whole).finish(), Err(ProbeError::Unanswered("query-version")));
}

#[test]
fn strange_replies_are_errors_or_nothing_but_never_panics() {
    for strange in [json!(null), json!([]), json!({}), json!("x"), json!([1, [2], {"name": 3}]), json!(1e300)]
    {
        let mut conversation = Conversation::new(Scope::Whole);
        loop {
            let batch = conversation.next();
            if batch.is_empty() {
                break;
            }
            for command in &batch {
                conversation.reply(command.id, Ok(strange.clone()));
                conversation.reply(command.id + 10_000, Ok(strange.clone()));
            }
        }
        assert!(conversation.finish().is_err(), "{strange}");
    }
}

#[test]
fn a_tcg_conversation_alone_is_not_enough() {
    let error = EmulatorCapabilities::of_conversation("/q", converse(Scope::TcgOnly)).unwrap_err();
    assert_eq!(error, ProbeError::Unanswered("query-version"));
}

#[test]
fn what_was_not_asked_is_said_and_is_completed_later() {
    let first = EmulatorCapabilities::of_conversation("/q", converse(Scope::Whole)).unwrap();
    assert!(first.accelerator(Accelerator::Tcg).is_none() && first.runs_under(Accelerator::Tcg));
    assert!(!first.runs_under(Accelerator::Hvf));
    assert_eq!(first.works_under().collect::<Vec<_>>(), [Accelerator::Kvm, Accelerator::Tcg]);
    let text = serde_json::to_string(&first).unwrap();
    assert!(text.contains(r#""unasked":["tcg"]"#), "{text}");
    let whole = first.completed_by(converse(Scope::TcgOnly));
    assert_eq!(whole, emulator());
    assert!(whole.unasked.is_empty() && whole.accelerator(Accelerator::Tcg).is_some());
    // What is known already stays.
    assert_eq!(whole.clone().completed_by(converse(Scope::TcgOnly)), whole);
}

#[test]
fn the_probe_runs_no_guest_and_reads_nothing_of_the_users() {
    let arguments = probe_arguments(Scope::Whole, "stdio").join(" ");
    assert_eq!(arguments, "-S -no-user-config -nodefaults -nographic -machine none,accel=kvm:tcg -qmp stdio");
    assert!(machine_arguments(Scope::TcgOnly).ends_with(&["none,accel=tcg".to_owned()]));
}

#[test]
fn what_is_known_survives_being_written_down() {
    let emulator = emulator();
    let text = serde_json::to_string_pretty(&emulator).unwrap();
    assert_eq!(serde_json::from_str::<EmulatorCapabilities>(&text).unwrap(), emulator);
    for readable in [r#""json-device""#, r#""arch": "x86_64""#, r#""usable": "no""#, r#""kvm": {"#] {
        assert!(text.contains(readable), "{readable}");
    }
}
