//! The QEMU that is to come, and what it means for a guest.

use caps::{AcceleratorCapabilities, EmulatorCapabilities, Usable};

use crate::{Basis, Kind, Needs, Outlook, Prediction, Release, VersionedMachine};

/// The QEMU that is to come.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// By its own answers.
    Answers(TargetAnswers<'a>),
    /// By its version alone.
    Release(Release),
}

/// A QEMU's own answers.
#[derive(Debug, Clone, Copy)]
pub struct TargetAnswers<'a> {
    /// What it says of itself.
    pub capabilities: &'a EmulatorCapabilities,
    /// It was asked on the host where it will run, so that it is true there which CPU models are usable.
    pub of_this_host: bool,
}

/// What a guest that runs on `today` (where somebody asked it) has to expect of `target`: a prediction for each name
/// that it needs, the most serious first.
pub fn predict(needs: &Needs, today: Option<&EmulatorCapabilities>, target: Target<'_>) -> Vec<Prediction> {
    let offer_today = today.and_then(|today| today.accelerator(needs.accelerator));
    let asked_in = today.map(|today| Release::of(today.version));
    let mut predictions = Vec::new();
    if let Some(machine) = &needs.machine {
        predictions.push(of_machine(machine, needs, offer_today, asked_in, target));
    }
    if let Some(model) = &needs.cpu_model {
        predictions.push(of_cpu_model(model, needs, offer_today, target));
    }
    if let Target::Answers(answers) = target {
        predictions.extend(of_vcpus(needs, answers.capabilities));
        predictions.extend(of_devices(needs, answers.capabilities));
    }
    predictions.sort_by_key(|prediction| std::cmp::Reverse(prediction.outlook));
    predictions
}

fn of_machine(
    name: &str,
    needs: &Needs,
    today: Option<&AcceleratorCapabilities>,
    asked_in: Option<Release>,
    target: Target<'_>,
) -> Prediction {
    let versioned = VersionedMachine::from_name(name);
    let goes_in = versioned.map(|machine| machine.release.deletes());
    let of = |outlook, basis, sentence| Prediction {
        kind: Kind::MachineType,
        name: name.to_owned(),
        outlook,
        basis,
        sentence,
        goes_in,
    };
    match target {
        Target::Answers(TargetAnswers { capabilities, .. }) => {
            let qemu = format!("QEMU {}", capabilities.version);
            let Some(offer) = capabilities.accelerator(needs.accelerator) else {
                let why = format!("{qemu} does not say what it offers under {}", needs.accelerator);
                return of(Outlook::Unknown, Basis::Unknown, why);
            };
            match offer.machine(name) {
                None => of(Outlook::Gone, Basis::Known, format!("{qemu} has no machine type '{name}'")),
                Some(machine) if machine.deprecated => {
                    let why = format!("{qemu} calls machine type '{name}' deprecated");
                    of(Outlook::Deprecated, Basis::Known, why)
                }
                Some(_) => of(Outlook::Stays, Basis::Known, format!("{qemu} has machine type '{name}'")),
            }
        }
        Target::Release(release) => {
            let (outlook, basis, sentence) = project_machine(name, versioned, today, asked_in, release);
            of(outlook, basis, sentence)
        }
    }
}

/// What can be said of a machine type without the binary. `asked_in`: the release that `today` is of.
fn project_machine(
    name: &str,
    versioned: Option<VersionedMachine>,
    today: Option<&AcceleratorCapabilities>,
    asked_in: Option<Release>,
    target: Release,
) -> (Outlook, Basis, String) {
    let is_deprecated_today =
        today.and_then(|today| today.machine(name)).is_some_and(|machine| machine.deprecated);
    let Some(machine) = versioned else {
        if is_deprecated_today {
            return may_go("machine type", name);
        }
        let why = format!(
            "machine type '{name}' is none of those that QEMU deletes by their age: name the binary of QEMU {target}"
        );
        return (Outlook::Unknown, Basis::Unknown, why);
    };
    if target < machine.release {
        let why = format!("machine type '{name}' came with QEMU {}, after QEMU {target}", machine.release);
        return (Outlook::Gone, Basis::Projected, why);
    }
    if target < Release::MARKS {
        let why = format!(
            "before QEMU {} machine types went one by one, not by a rule: for '{name}', name the binary of QEMU {target}",
            Release::MARKS
        );
        return (Outlook::Unknown, Basis::Unknown, why);
    }
    let by_hand = asked_in.is_none_or(|release| release < Release::MARKS);
    if is_deprecated_today && by_hand && target < Release::DELETES {
        // It was singled out before there was a rule, so it does not wait for its age.
        return may_go("machine type", name);
    }
    let (deprecates, deletes) = (machine.release.deprecates(), machine.release.deletes());
    if target >= deletes {
        let why = format!("QEMU deletes machine type '{name}' in release {deletes}, six years after it came");
        return (Outlook::Gone, Basis::Projected, why);
    }
    if target >= deprecates {
        let why = format!(
            "QEMU calls machine type '{name}' deprecated from release {deprecates} on, and deletes it in {deletes}"
        );
        return (Outlook::Deprecated, Basis::Projected, why);
    }
    let why = format!(
        "QEMU {target} has machine type '{name}' still; {deprecates} calls it deprecated, {deletes} deletes it"
    );
    (Outlook::Stays, Basis::Projected, why)
}

fn may_go(what: &str, name: &str) -> (Outlook, Basis, String) {
    let why =
        format!("{what} '{name}' is deprecated today: QEMU may remove it two releases after it said so");
    (Outlook::MayGo, Basis::AtRisk, why)
}

fn of_cpu_model(
    name: &str,
    needs: &Needs,
    today: Option<&AcceleratorCapabilities>,
    target: Target<'_>,
) -> Prediction {
    let (outlook, basis, sentence) = match target {
        Target::Answers(answers) => known_cpu_model(name, needs, answers),
        Target::Release(_) if today.and_then(|today| today.cpu_model(name)).is_some_and(|m| m.deprecated) => {
            may_go("CPU model", name)
        }
        Target::Release(release) => {
            let why = format!("no rule says when a CPU model goes: name the binary of QEMU {release}");
            (Outlook::Unknown, Basis::Unknown, why)
        }
    };
    Prediction { kind: Kind::CpuModel, name: name.to_owned(), outlook, basis, sentence, goes_in: None }
}

fn known_cpu_model(name: &str, needs: &Needs, answers: TargetAnswers<'_>) -> (Outlook, Basis, String) {
    let qemu = format!("QEMU {}", answers.capabilities.version);
    let offer = answers.capabilities.accelerator(needs.accelerator);
    let Some(offer) = offer.filter(|offer| !offer.cpu_models.is_empty()) else {
        let why = format!("{qemu} does not say which CPU models it has under {}", needs.accelerator);
        return (Outlook::Unknown, Basis::Unknown, why);
    };
    match offer.cpu_model(name) {
        None => (Outlook::Gone, Basis::Known, format!("{qemu} has no CPU model '{name}'")),
        Some(model) if model.usable == Usable::No && answers.of_this_host => {
            let missing = if model.blockers.is_empty() {
                String::new()
            } else {
                format!(": it lacks {}", model.blockers.join(", "))
            };
            let why = format!("this host cannot run CPU model '{name}' under {}{missing}", needs.accelerator);
            (Outlook::Unusable, Basis::Known, why)
        }
        Some(model) if model.deprecated => {
            (Outlook::Deprecated, Basis::Known, format!("{qemu} calls CPU model '{name}' deprecated"))
        }
        Some(_) => (Outlook::Stays, Basis::Known, format!("{qemu} has CPU model '{name}'")),
    }
}

/// More virtual CPUs than the machine type takes there.
fn of_vcpus(needs: &Needs, target: &EmulatorCapabilities) -> Option<Prediction> {
    let name = needs.machine.as_deref()?;
    let machine = target.accelerator(needs.accelerator)?.machine(name)?;
    (machine.max_cpus > 0 && needs.vcpus > machine.max_cpus).then(|| Prediction {
        kind: Kind::Vcpus,
        name: needs.vcpus.to_string(),
        outlook: Outlook::Gone,
        basis: Basis::Known,
        sentence: format!(
            "machine type '{name}' of QEMU {} takes {} virtual CPUs, not {}",
            target.version, machine.max_cpus, needs.vcpus
        ),
        goes_in: None,
    })
}

/// Device types that are not there.
fn of_devices(needs: &Needs, target: &EmulatorCapabilities) -> Vec<Prediction> {
    let is_gone = |device: &&String| !target.types.is_empty() && !target.takes_device(device);
    let gone = needs.devices.iter().filter(is_gone).map(|device| Prediction {
        kind: Kind::Device,
        name: device.clone(),
        outlook: Outlook::Gone,
        basis: Basis::Known,
        sentence: format!("QEMU {} has no device '{device}'", target.version),
        goes_in: None,
    });
    gone.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use caps::{Accelerator, MachineType};

    /// The prediction for a machine type of which somebody knows today's QEMU, by the version of the next.
    fn projected(machine: &str, deprecated_today: Option<bool>, target: &str) -> (Outlook, Basis, String) {
        let asked_in = Release::from_text("9.0");
        let today = deprecated_today.map(|deprecated| AcceleratorCapabilities {
            machines: vec![MachineType { name: machine.into(), deprecated, ..MachineType::default() }],
            ..AcceleratorCapabilities::default()
        });
        let versioned = VersionedMachine::from_name(machine);
        project_machine(machine, versioned, today.as_ref(), asked_in, Release::from_text(target).unwrap())
    }

    #[test]
    fn the_rule_speaks_where_it_is_enforced() {
        use {Basis as B, Outlook as O};
        for (machine, today, target, outlook, basis) in [
            ("pc-i440fx-4.1", Some(true), "10.1", O::Gone, B::Projected),
            ("pc-q35-4.2", Some(true), "10.1", O::Deprecated, B::Projected),
            ("pc-q35-4.2", None, "11.1", O::Gone, B::Projected),
            ("pc-q35-6.0", Some(false), "9.1", O::Deprecated, B::Projected),
            ("pc-q35-9.0", Some(false), "10.1", O::Stays, B::Projected),
            // Older releases had no rule, and those before 10.1 deleted one by one.
            ("pc-q35-4.2", Some(false), "9.0", O::Unknown, B::Unknown),
            ("pc-i440fx-2.0", Some(true), "9.1", O::MayGo, B::AtRisk),
            // A host that is behind.
            ("pc-q35-10.0", Some(false), "9.2", O::Gone, B::Projected),
            // Nothing is projected of other names.
            ("pc-q35-rhel8.0.0", Some(true), "11.1", O::MayGo, B::AtRisk),
            ("pc-q35-rhel8.0.0", Some(false), "11.1", O::Unknown, B::Unknown),
            ("isapc", None, "11.1", O::Unknown, B::Unknown),
        ] {
            let (came, why, sentence) = projected(machine, today, target);
            assert_eq!((came, why), (outlook, basis), "{machine} on {target}: {sentence}");
            assert!(sentence.contains(machine), "{sentence}");
        }
    }

    #[test]
    fn a_cpu_model_that_is_deprecated_today_is_a_risk_and_nothing_else_is_said_of_it() {
        let needs = Needs {
            accelerator: Accelerator::Tcg,
            machine: None,
            cpu_model: Some("Icelake-Client".into()),
            vcpus: 1,
            devices: Vec::new(),
        };
        let predictions = predict(&needs, None, Target::Release(Release { major: 11, minor: 1 }));
        assert_eq!(predictions.len(), 1);
        assert_eq!((predictions[0].kind, predictions[0].outlook), (Kind::CpuModel, Outlook::Unknown));
    }
}
