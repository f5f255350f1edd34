//! What would be found of a guest that does not run, if it were started: its forecast.
//!
//! The same rules as at a launch, and what would keep it from starting. It is the same function for a stored
//! definition, the next boot of a running guest, a saved state and a snapshot: all are definitions.

use caps::EmulatorCapabilities;
use model::Domain;

use crate::launch::{Situation, accelerator, at_launch, emulator_name, named_cpu_model};
use crate::{Finding, When, rules};

/// What preparing the start, without starting, has come to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rehearsal<'a> {
    /// In which words the start was refused, if it was.
    pub refusal: Option<&'a str>,
    /// The types of all devices that QEMU would be asked for.
    pub device_types: &'a [String],
}

/// The forecast: `domain` is the live definition as far as it could be made, `when` is when it would be started.
pub fn at_next_start(
    domain: &Domain,
    capabilities: &EmulatorCapabilities,
    situation: Situation<'_>,
    rehearsal: Rehearsal<'_>,
    when: &When,
) -> Vec<Finding> {
    let obstacles = obstacles(domain, capabilities, rehearsal);
    let found = obstacles.into_iter().chain(at_launch(domain, capabilities, situation));
    found.map(|finding| finding.forecast(when.clone())).collect()
}

/// The forecast of a definition whose emulator cannot be used at all: `why` in the words of that.
pub fn without_emulator(emulator: &str, why: &str, when: &When) -> Vec<Finding> {
    vec![rules::emulator_gone(emulator, why).forecast(when.clone())]
}

/// What would keep it from starting.
fn obstacles(domain: &Domain, capabilities: &EmulatorCapabilities, rehearsal: Rehearsal<'_>) -> Vec<Finding> {
    let emulator = emulator_name(capabilities);
    let mut found = Vec::new();
    if let Some(offer) = capabilities.accelerator(accelerator(domain.virt_type)) {
        let name = domain.os.machine.as_deref();
        match name.map(|name| (name, offer.machine(name))) {
            Some((name, None)) => found.push(rules::machine_type_gone(name, &emulator)),
            Some((name, Some(machine))) => {
                let wanted = domain.vcpus.maximum.unwrap_or(1);
                if machine.max_cpus > 0 && wanted > machine.max_cpus {
                    found.push(rules::too_many_vcpus(wanted, name, machine.max_cpus, &emulator));
                }
            }
            None => {}
        }
        if let Some(model) = named_cpu_model(domain)
            && !offer.cpu_models.is_empty()
            && offer.cpu_model(model).is_none()
        {
            found.push(rules::cpu_model_gone(model, &emulator));
        }
    }
    let mut gone: Vec<&str> = Vec::new();
    for device in rehearsal.device_types {
        let is_known = capabilities.types.is_empty() || capabilities.takes_device(device);
        if !is_known && !gone.contains(&device.as_str()) {
            gone.push(device);
        }
    }
    found.extend(gone.into_iter().map(|device| rules::device_gone(device, &emulator)));
    // A refusal is mostly what was found already, in other words.
    if let Some(refusal) = rehearsal.refusal.filter(|_| found.is_empty()) {
        found.push(rules::start_refused(refusal, &emulator));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Class;
    use crate::test_values::{capabilities, domain};

    fn codes(found: &[Finding]) -> Vec<(&str, &str)> {
        found.iter().map(|finding| (finding.code.as_str(), finding.subject.value.as_str())).collect()
    }

    fn forecast(xml: &str, rehearsal: Rehearsal<'_>) -> Vec<Finding> {
        at_next_start(&domain(xml), &capabilities(), Situation::default(), rehearsal, &When::NextStart)
    }

    #[test]
    fn what_would_start_well_has_no_forecast() {
        let types = ["virtio-blk-pci".to_owned()];
        let rehearsal = Rehearsal { refusal: None, device_types: &types };
        assert_eq!(forecast("<os><type machine='pc-9.0'>hvm</type></os>", rehearsal), []);
    }

    #[test]
    fn every_obstacle_has_its_code() {
        let types = ["virtio-blk-pci", "cirrus", "cirrus"].map(String::from);
        for (xml, expected) in [
            ("<os><type machine='pc-0.9'>hvm</type></os>", ("cannot-start.machine-type-gone", "pc-0.9")),
            (
                "<os><type machine='pc-9.0'>hvm</type></os><vcpu>9</vcpu>",
                ("cannot-start.too-many-vcpus", "9"),
            ),
            ("<cpu mode='custom'><model>Itanium</model></cpu>", ("cannot-start.cpu-model-gone", "Itanium")),
        ] {
            let found = forecast(xml, Rehearsal { refusal: Some("in other words"), device_types: &[] });
            assert_eq!(codes(&found), [expected]);
        }
        let found = forecast("", Rehearsal { refusal: None, device_types: &types });
        assert_eq!(codes(&found), [("cannot-start.device-gone", "cirrus")]);
        let found = forecast("", Rehearsal { refusal: Some("no such thing"), device_types: &[] });
        assert_eq!(codes(&found), [("cannot-start.refused", "no such thing")]);
        let found = without_emulator("/gone", "Cannot check QEMU binary", &When::ManagedSave);
        assert_eq!(codes(&found), [("cannot-start.emulator-gone", "/gone")]);
        assert_eq!(found[0].when, When::ManagedSave);
    }

    #[test]
    fn all_of_it_are_forecasts_that_keep_the_flag_they_would_set() {
        let when = When::Snapshot("s".into());
        let xml = "<os><type machine='pc-1.0'>hvm</type><dtb>/d</dtb></os><cpu mode='maximum'/>";
        let situation = Situation { incoming: true, ..Situation::default() };
        let found = at_next_start(&domain(xml), &capabilities(), situation, Rehearsal::default(), &when);
        let of = |finding: &Finding| finding.code.to_string();
        assert_eq!(
            found.iter().map(of).collect::<Vec<_>>(),
            ["deprecated-config.machine-type", "host-cpu", "custom-dtb"]
        );
        assert!(found.iter().all(|f| f.class == Class::Forecast && f.when == when && f.taint.is_some()));
    }
}
