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
    let mut predictions = Vec::new();
    if let Some(machine) = &needs.machine {
        predictions.push(of_machine(machine, needs, offer_today, target));
    }
    if let Some(model) = &needs.cpu_model {
        predictions.push(of_cpu_model(model, needs, offer_today, target));
    }
    if let Target::Answers(answers) = target {
        predictions.extend(of_vcpus(needs, answers.capabilities));
        predictions.extend(of_devices(needs, answers.capabilities));
    }
    predictions.sort_by(|a, b| b.outlook.cmp(&a.outlook));
    predictions
}

fn of_machine(
    name: &str,
    needs: &Needs,
    today: Option<&AcceleratorCapabilities>,
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
            let (outlook, basis, sentence) = project_machine(name, versioned, today, release);
            of(outlook, basis, sentence)
        }
    }
}

/// What can be said of a machine type without the binary.
fn project_machine(
    name: &str,
    versioned: Option<VersionedMachine>,
    today: Option<&AcceleratorCapabilities>,
    target: Release,
) -> (Outlook, Basis, String) {
    let Some(machine) = versioned else {
        if today.and_then(|today| today.machine(name)).is_some_and(|machine| machine.deprecated) {
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
            "before QEMU {} machine types went one by one, not by a rule: name the binary of QEMU {target}",
            Release::MARKS
        );
        return (Outlook::Unknown, Basis::Unknown, why);
    }
    let (deprecates, deletes) = (machine.release.deprecates(), machine.release.deletes());
    if target >= deletes {
        let why = format!("QEMU deletes machine type '{name}' in release {deletes}, six years after it came");
        return (Outlook::Gone, Basis::Projected, why);
    }
    if target >= deprecates {
        let why = format!("QEMU calls machine type '{name}' deprecated from release {deprecates} on, and deletes it in {deletes}");
        return (Outlook::Deprecated, Basis::Projected, why);
    }
    let why = format!("QEMU {target} has machine type '{name}' still; {deprecates} calls it deprecated, {deletes} deletes it");
    (Outlook::Stays, Basis::Projected, why)
}

fn may_go(what: &str, name: &str) -> (Outlook, Basis, String) {
    let why = format!("{what} '{name}' is deprecated today: QEMU may remove it two releases after it said so");
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
    let is_gone = |device: &&String| !target.types.is_empty() && !target.has_device(device);
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
