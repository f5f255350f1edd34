//! What each recording says, compared fact by fact with what is known of it.

use std::fs;
use std::path::Path;

use caps::{Accelerator, EmulatorCapabilities};
use cpu::spelling::libvirt_model_name;
use serde_json::{Value, json};

use crate::{Recordings, Section, Verdict};

/// Compares every file of `oracle` with the recording of the same name.
///
/// # Errors
/// A sentence when a directory cannot be read.
pub fn oracle_section(oracle: &Path, recordings: &Recordings) -> Result<Section, String> {
    let mut verdicts = Vec::new();
    for (case, text) in texts(oracle, "json")? {
        let difference = recordings.probe(&case).and_then(|caps| compare(&text, &caps)).err();
        verdicts.push(Verdict { case, difference });
    }
    Ok(Section { verdicts, ..Section::empty("oracle") })
}

/// The files of a directory with that suffix: name without it, and text; sorted by name.
pub(crate) fn texts(directory: &Path, suffix: &str) -> Result<Vec<(String, String)>, String> {
    let say = |error: std::io::Error| format!("{}: {error}", directory.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).map_err(say)? {
        let path = entry.map_err(say)?.path();
        if path.extension().is_some_and(|extension| extension == suffix) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).map_err(say)?));
        }
    }
    found.sort();
    Ok(found)
}

fn compare(expected: &str, capabilities: &EmulatorCapabilities) -> Result<(), String> {
    let expected: Value = serde_json::from_str(expected).map_err(|error| error.to_string())?;
    let actual = facts(capabilities);
    for (name, actual) in actual.as_object().into_iter().flatten() {
        first_difference(name, &expected[name], actual)?;
    }
    Ok(())
}

/// The capabilities in the words of the expected files.
fn facts(capabilities: &EmulatorCapabilities) -> Value {
    let per_accelerator = |each: &dyn Fn(Accelerator) -> Value| -> Value {
        let entries = capabilities.accelerators.keys();
        Value::Object(entries.map(|accelerator| (accelerator.to_string(), each(*accelerator))).collect())
    };
    let machines = |accelerator: Accelerator| -> Value {
        let offer = capabilities.accelerator(accelerator);
        let machines = offer.into_iter().flat_map(|offer| &offer.machines);
        machines
            .map(|machine| {
                json!({
                    "name": machine.name,
                    "alias": machine.alias,
                    "maxCpus": machine.max_cpus,
                    "deprecated": machine.deprecated,
                    "defaultCpuType": machine.default_cpu_type,
                    "hotplugCpus": machine.hotpluggable_cpus,
                    "qemuDefault": machine.is_default,
                    "numaMemSupported": machine.numa_mem_supported,
                    "defaultRamId": machine.default_ram_id,
                    "acpi": machine.acpi,
                })
            })
            .collect()
    };
    let cpus = |accelerator: Accelerator| -> Value {
        let offer = capabilities.accelerator(accelerator);
        let models = offer.into_iter().flat_map(|offer| &offer.cpu_models);
        models
            .map(|model| {
                let libvirt_name = libvirt_model_name(capabilities.arch, &model.name);
                let mut facts = json!({
                    "name": model.name,
                    "typename": model.type_name,
                    "usable": model.usable,
                    "blockers": model.blockers,
                    "deprecated": model.deprecated,
                });
                if libvirt_name != model.name {
                    facts["libvirt_name"] = json!(libvirt_name);
                }
                facts
            })
            .collect()
    };
    let default_machine = |accelerator: Accelerator| -> Value {
        json!(capabilities.default_machine(accelerator).map(|machine| &machine.name))
    };
    let deprecated_features: Value = capabilities
        .accelerators
        .iter()
        .filter_map(|(accelerator, offer)| {
            let features = &offer.host_cpu_deprecated_features;
            (!features.is_empty()).then(|| (accelerator.to_string(), json!(features)))
        })
        .collect::<serde_json::Map<_, _>>()
        .into();
    let interface: Vec<Value> = capabilities
        .deprecated_interface
        .iter()
        .map(|deprecated| {
            json!({"command": deprecated.command, "where": deprecated.place,
                "member": deprecated.member, "kind": deprecated.kind})
        })
        .collect();
    json!({
        "version": capabilities.version.to_string(),
        "version_number": capabilities.version.number(),
        "package": capabilities.package,
        "arch": capabilities.arch.qemu(),
        "arch_libvirt": capabilities.arch.libvirt(),
        "emulator": capabilities.binary,
        "kvm": {"enabled": capabilities.kvm.enabled, "present": capabilities.kvm.present},
        "accels": capabilities.accelerators.keys().map(ToString::to_string).collect::<Vec<_>>(),
        "libvirt_default_machine": per_accelerator(&default_machine),
        "machines": per_accelerator(&machines),
        "cpus": per_accelerator(&cpus),
        "hostCpuDeprecatedFeatures": deprecated_features,
        "schema_deprecated": interface,
        "schema_feature_counts": capabilities.interface_flags,
    })
}

/// The first place where two values differ, as an error that names it.
fn first_difference(path: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for name in expected.keys().chain(actual.keys()) {
                let nothing = Value::Null;
                let expected = expected.get(name).unwrap_or(&nothing);
                first_difference(&format!("{path}.{name}"), expected, actual.get(name).unwrap_or(&nothing))?;
            }
            Ok(())
        }
        (Value::Array(expected), Value::Array(actual)) => {
            for (place, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                first_difference(&format!("{path}[{place}]"), expected, actual)?;
            }
            if expected.len() == actual.len() {
                Ok(())
            } else {
                Err(format!("{path}: expected {} entries, found {}", expected.len(), actual.len()))
            }
        }
        _ if expected == actual => Ok(()),
        _ => Err(format!("{path}: expected {expected}, found {actual}")),
    }
}
