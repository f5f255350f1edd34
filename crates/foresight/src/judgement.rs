//! What one definition comes to.

use findings::launch::Situation;
use findings::next_start::{Rehearsal, at_next_start, without_emulator};
use findings::{Finding, When};
use model::cpu::CpuMode;
use serde::Serialize;

use crate::rehearsal::{Rehearsed, rehearse};
use crate::{Definition, EmulatorKey, HostKnowledge};

/// The findings of one definition, and what could not be judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// What would be found: first what keeps it from starting.
    pub findings: Vec<Finding>,
    /// What could not be judged.
    pub unjudged: Vec<Unjudged>,
}

/// A question that the host's documents do not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unjudged {
    /// Whether the machine type is there, and whether it is deprecated.
    MachineType,
    /// Whether the CPU model is there, and whether it is deprecated.
    CpuModel,
    /// Whether its devices are there: the emulator was asked for its types, but what the definition would ask it for
    /// cannot be worked out.
    Devices,
    /// Anything that depends on the emulator: the definition names none.
    Emulator,
}

impl Judgement {
    /// Judges a definition for when it would be started.
    pub fn of(definition: &Definition, host: &HostKnowledge, when: &When) -> Self {
        let Some(key) = definition.emulator().or_else(|| host.usual_emulator(definition)) else {
            let nothing = HostKnowledge::default();
            let key = EmulatorKey { path: String::new(), arch: String::new(), virt_type: String::new() };
            let findings = judged(definition, &nothing, &key, Rehearsed::NotAsked, when);
            return Self { findings, unjudged: vec![Unjudged::Emulator] };
        };
        if let Some(why) = host.broken(&key.path) {
            let mut findings = without_emulator(&key.path, why, when);
            findings.extend(judged(definition, &HostKnowledge::default(), &key, Rehearsed::NotAsked, when));
            return Self { findings, unjudged: Vec::new() };
        }
        let mut unjudged = Vec::new();
        if !host.knows_machines(&key) && definition.domain().os.machine.is_some() {
            unjudged.push(Unjudged::MachineType);
        }
        if names_cpu_model(definition) && !host.knows_cpu_models(&key) {
            unjudged.push(Unjudged::CpuModel);
        }
        let rehearsed = rehearse(definition.domain(), &host.capabilities(&key));
        if host.was_probed() && rehearsed == Rehearsed::Unclear {
            unjudged.push(Unjudged::Devices);
        }
        let mut findings = judged(definition, host, &key, rehearsed, when);
        if !host.knows_machines(&key) {
            // Of an emulator whose machine types are not known, none is missing.
            findings.retain(|finding| finding.code.as_str() != "cannot-start.machine-type-gone");
        }
        if definition.may_take_another_cpu_model() {
            findings.retain(|finding| finding.code.as_str() != "cannot-start.cpu-model-gone");
        }
        Self { findings, unjudged }
    }
}

/// Whether a judgement of this definition needs the emulator's CPU models.
pub(crate) fn names_cpu_model(definition: &Definition) -> bool {
    definition.domain().cpu.as_ref().is_some_and(|cpu| {
        matches!(cpu.mode, None | Some(CpuMode::Custom))
            && cpu.model.as_ref().is_some_and(|model| model.name.is_some())
    })
}

fn judged(
    definition: &Definition,
    host: &HostKnowledge,
    key: &EmulatorKey,
    rehearsed: Rehearsed,
    when: &When,
) -> Vec<Finding> {
    let capabilities = host.capabilities(key);
    let accelerator = findings::launch::accelerator(definition.domain().virt_type);
    // Definitions of a host have canonical names; files may have any.
    let machine = definition.domain().os.machine.as_deref();
    let domain = match machine {
        Some(name) => definition.with_machine(capabilities.canonical_machine(accelerator, name)),
        None => definition.domain().clone(),
    };
    let situation =
        Situation { incoming: matches!(when, When::ManagedSave | When::Snapshot(_)), ..Situation::default() };
    let refusal = host.lacks_virt_type(key).then(|| {
        format!("the host's emulator '{}' does not offer the domain type '{}'", key.path, key.virt_type)
    });
    let (mut types, mut refusal) = (Vec::new(), refusal);
    match rehearsed {
        Rehearsed::Devices(found) => types = found,
        Rehearsed::Refused(why) => refusal = refusal.or(Some(why)),
        Rehearsed::Unclear | Rehearsed::NotAsked => {}
    }
    let rehearsal = Rehearsal { refusal: refusal.as_deref(), device_types: &types };
    let mut findings = at_next_start(&domain, &capabilities, situation, rehearsal, when);
    if host.version().is_none() {
        // Documents need not tell the version.
        let unknown = format!("QEMU {}", capabilities.version);
        for finding in &mut findings {
            finding.evidence = finding.evidence.replace(&unknown, "QEMU");
        }
    }
    findings
}
