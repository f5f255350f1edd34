//! Definitions and emulators for the tests of this crate.

use caps::{EmulatorCapabilities, Version};
use model::Domain;
use serde_json::json;

/// A definition with these elements besides what every definition has.
pub(crate) fn domain(elements: &str) -> Domain {
    let os = if elements.contains("<os>") { "" } else { "<os><type>hvm</type></os>" };
    let vcpu = if elements.contains("<vcpu>") { "" } else { "<vcpu>1</vcpu>" };
    let xml = format!(
        "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>a</name>\
         <memory>1024</memory>{vcpu}{os}{elements}</domain>"
    );
    Domain::parse(&xml).unwrap_or_else(|why| panic!("{why}: {xml}"))
}

/// A QEMU with two machine types and CPU models, the older of which is deprecated; under KVM all is well.
pub(crate) fn capabilities() -> EmulatorCapabilities {
    let machine = |name: &str, alias: Option<&str>, deprecated: bool| {
        json!({
            "name": name, "alias": alias, "max_cpus": 8, "hotpluggable_cpus": true, "deprecated": deprecated,
            "is_default": false, "numa_mem_supported": false
        })
    };
    let model = |name: &str, deprecated: bool| json!({ "name": name, "type": "", "usable": "yes", "deprecated": deprecated });
    let machines = |old| json!([machine("pc-9.0", Some("pc"), false), machine("pc-1.0", Some("old"), old)]);
    let models = |old| json!([model("Good", false), model("Old", old), model("Old-v1", false)]);
    let offer = |old| json!({ "machines": machines(old), "cpu_models": models(old) });
    serde_json::from_value(json!({
        "binary": "/qemu",
        "version": serde_json::to_value(Version::new(9, 0, 0)).unwrap(),
        "arch": "x86_64",
        "kvm": { "present": true, "enabled": true },
        "accelerators": { "kvm": offer(false), "tcg": offer(true) },
        "features": [],
        "types": ["virtio-blk-pci"],
        "properties": {},
        "command_line": {},
        "commands": [],
        "events": [],
    }))
    .unwrap()
}
