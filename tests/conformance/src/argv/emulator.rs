//! How a case changes the emulator that was recorded.

use caps::{EmulatorCapabilities, GicVersion, HostModel, MachineType, Policy};
use serde_json::Value;

/// Makes a machine type of its own of every moving name.
pub(super) fn name_by_alias(caps: &mut EmulatorCapabilities) {
    for offer in caps.accelerators.values_mut() {
        let mut machines = Vec::new();
        for mut machine in std::mem::take(&mut offer.machines) {
            if let Some(alias) = machine.alias.take() {
                machines.push(MachineType { name: alias, ..machine.clone() });
            }
            machines.push(machine);
        }
        offer.machines = machines;
    }
}

/// Takes away and adds what the settings of the case say.
pub(super) fn change(caps: &mut EmulatorCapabilities, settings: &Value) {
    let words: Vec<&str> =
        settings["args"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if let Some(at) = words.iter().position(|word| *word == "ARG_QEMU_CAPS_DEL") {
        for flag in words[at + 1..].iter().take_while(|word| **word != "QEMU_CAPS_LAST") {
            let device = flag.trim_start_matches("QEMU_CAPS_").trim_start_matches("DEVICE_");
            let device = device.to_ascii_lowercase().replace('_', "-");
            caps.types.remove(&device);
            caps.properties.remove(&device);
        }
    }
    if words.contains(&"QEMU_CPU_DEF_HASWELL") {
        for offer in caps.accelerators.values_mut() {
            offer.told_host_model = Some(haswell());
        }
    }
    for (word, versions) in [("GIC_V2", &[2][..]), ("GIC_V3", &[3]), ("GIC_BOTH", &[2, 3])] {
        if words.contains(&word) {
            let gic = |version: &u32| GicVersion { version: *version, kernel: true, emulated: true };
            caps.gic = versions.iter().map(gic).collect();
        }
    }
}

/// The host that some cases pretend to run on.
fn haswell() -> HostModel {
    const FEATURES: &str = "vme ds acpi ss ht tm pbe dtes64 monitor ds_cpl vmx smx est tm2 xtpr pdcm f16c rdrand \
        pdpe1gb abm lahf_lm";
    let features = FEATURES.split_whitespace().map(|name| (Policy::Require, name.to_owned())).collect();
    HostModel { model: "Haswell".into(), vendor: Some("Intel".into()), fallback: false, features }
}
