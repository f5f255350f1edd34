//! From what is stored to what runs.

use super::{aliases, channels, encryption, graphics, images, memory, processor, security};
use crate::StartFacts;
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Completes what came into a live definition: sockets and encryption. What was there is complete already.
pub(crate) fn complete_newcomer(domain: &mut Domain, facts: &StartFacts) {
    channels::complete(domain, facts);
    encryption::complete(domain, &facts.policy);
}

/// Makes the live definition from the stored one: id, aliases, ports, socket paths.
///
/// Paths of pseudo terminals are known only when QEMU runs: the caller fills them in.
///
/// # Errors
/// What [`crate::define`] refuses, for a definition that was stored before a rule was added or with another emulator; `InternalError` when no
/// port is free for a display; `XmlError` for USB ports that clash.
pub fn start(mut domain: Domain, caps: &EmulatorCapabilities, facts: &StartFacts) -> Result<Domain> {
    // The emulator may be another than when the definition was stored.
    crate::define::check_machine(&domain, caps)?;
    crate::validate::validate(&domain, caps)?;
    crate::device::validate_start(&domain)?;
    domain.id = facts.id;
    memory::round_up(&mut domain)?;
    crate::device::order_disks(&mut domain);
    crate::address::assign_usb(&mut domain)?;
    aliases::assign(&mut domain, caps);
    processor::resolve(&mut domain, caps)?;
    graphics::choose(&mut domain, facts)?;
    channels::complete(&mut domain, facts);
    encryption::complete(&mut domain, &facts.policy);
    images::number(&mut domain);
    security::label(&mut domain, &facts.policy);
    Ok(domain)
}

#[cfg(test)]
mod tests {
    use errors::Code;
    use serde_json::json;

    use super::*;

    /// An emulator without KVM, with one machine type.
    fn emulator() -> EmulatorCapabilities {
        let machine = json!({
            "name": "pc-9.0", "alias": "pc", "max_cpus": 8, "hotpluggable_cpus": true, "deprecated": false,
            "is_default": true, "numa_mem_supported": false
        });
        serde_json::from_value(json!({
            "binary": "/q",
            "version": { "major": 9, "minor": 0, "micro": 0 },
            "arch": "x86_64",
            "kvm": { "present": true, "enabled": false },
            "accelerators": { "tcg": { "machines": [machine], "cpu_models": [] } },
            "features": [],
            "types": [],
            "properties": {},
            "command_line": {},
            "commands": [],
            "events": [],
        }))
        .unwrap()
    }

    fn refusal(virt_type: &str, os: &str) -> Option<errors::Error> {
        let xml = format!(
            "<domain type='{virt_type}'><name>a</name><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>\
             <memory>65536</memory><vcpu>1</vcpu><os><type {os}>hvm</type></os>\
             <devices><emulator>/q</emulator></devices></domain>"
        );
        let domain = Domain::parse(&xml).unwrap();
        start(domain, &emulator(), &StartFacts::default()).err()
    }

    /// In the words that stock libvirt 11.3.0 has for it, with the code 67.
    #[test]
    fn what_the_emulator_has_lost_since_the_definition_was_stored_is_refused() {
        assert_eq!(refusal("qemu", "arch='x86_64' machine='pc-9.0'"), None);
        assert_eq!(refusal("qemu", "arch='i686' machine='pc'"), None);
        for (virt_type, os, expected) in [
            (
                "qemu",
                "arch='x86_64' machine='pc-1.0'",
                "Emulator '/q' does not support machine type 'pc-1.0'",
            ),
            ("kvm", "arch='x86_64' machine='pc-9.0'", "Emulator '/q' does not support virt type 'kvm'"),
            ("qemu", "arch='aarch64' machine='pc-9.0'", "Emulator '/q' does not support arch 'aarch64'"),
            // The first that is missing is named: the architecture, the virt type, the machine type.
            ("kvm", "arch='aarch64' machine='pc-1.0'", "Emulator '/q' does not support arch 'aarch64'"),
            ("kvm", "arch='x86_64' machine='pc-1.0'", "Emulator '/q' does not support virt type 'kvm'"),
        ] {
            let error = refusal(virt_type, os).unwrap();
            assert_eq!(error.code, Code::ConfigUnsupported, "{error}");
            assert_eq!(error.to_string(), format!("unsupported configuration: {expected}"));
        }
    }
}
