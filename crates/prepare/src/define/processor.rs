//! The CPU.

use caps::{Accelerator, Arch, EmulatorCapabilities};
use errors::Result;
use model::Domain;
use model::cpu::{Cpu, CpuCheck, CpuFeature, CpuMatch, CpuMode, CpuModel, Fallback, FeaturePolicy};

use super::platform::accelerator;

/// Writes down which CPU the guest has: a definition that names none gets the one that the machine
/// type would have anyway, so that it stays the same.
pub(super) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let accelerator = accelerator(domain);
    if let Some(model) = default_model(domain, caps, accelerator) {
        if model == "host" {
            // The host's CPU is no model: a guest that names none gets it as it is, or on IBM Z what can migrate.
            let cpu = domain.cpu.get_or_insert_with(Cpu::default);
            if cpu.model.is_none() && cpu.mode.is_none_or(|mode| mode == CpuMode::Custom) {
                let s390 = caps.arch == Arch::S390x;
                cpu.mode = Some(if s390 { CpuMode::HostModel } else { CpuMode::HostPassthrough });
            }
        } else {
            let cpu = domain.cpu.get_or_insert_with(Cpu::default);
            let unnamed = cpu.model.as_ref().is_none_or(|model| model.name.is_none());
            if unnamed && matches!(cpu.mode, None | Some(CpuMode::Custom)) {
                cpu.mode = Some(CpuMode::Custom);
                cpu.matching = Some(CpuMatch::Exact);
                cpu.check = Some(CpuCheck::None);
                let vendor_id = cpu.model.take().and_then(|model| model.vendor_id);
                cpu.model = Some(CpuModel { name: Some(model), fallback: Some(Fallback::Forbid), vendor_id });
            }
        }
    }
    if let Some(cpu) = &mut domain.cpu {
        vector_lengths_need_sve(cpu);
        if let Some(topology) = &mut cpu.topology {
            let _ = topology.dies.get_or_insert(1);
            let _ = topology.clusters.get_or_insert(1);
        }
        decide(cpu, accelerator, caps.arch);
    }
    Ok(())
}

/// The CPU model of the machine type, by QEMU's name.
fn default_model(domain: &Domain, caps: &EmulatorCapabilities, accelerator: Accelerator) -> Option<String> {
    // Of other architectures nothing is known about CPU models.
    if matches!(caps.arch, Arch::Sparc | Arch::Sparc64) {
        return None;
    }
    let offer = caps.accelerator(accelerator)?;
    let type_name = offer.machine(domain.os.machine.as_deref()?)?.default_cpu_type.as_deref()?;
    let model =
        offer.cpu_models.iter().find(|model| model.type_name == type_name).map(|model| model.name.clone());
    // What boards of ARM have by default is what no host with KVM can run.
    if accelerator == Accelerator::Kvm && matches!(caps.arch, Arch::Aarch64 | Arch::Armv7l) {
        return None;
    }
    let model = model.map(|name| cpu::spelling::libvirt_model_name(caps.arch, &name).into_owned());
    let suffix = format!("-{}-cpu", caps.arch.qemu());
    model.or_else(|| type_name.strip_suffix(&suffix).map(str::to_owned))
}

/// A definition that names lengths of ARM's scalable vectors means to have such vectors.
fn vector_lengths_need_sve(cpu: &mut Cpu) {
    let named = |name: &str| name.strip_prefix("sve").is_some_and(|bits| bits.parse::<u32>().is_ok());
    let wanted = cpu.features.iter().any(|feature| {
        named(&feature.name)
            && !matches!(feature.policy, Some(FeaturePolicy::Disable | FeaturePolicy::Forbid))
    });
    if wanted && !cpu.features.iter().any(|feature| feature.name == "sve") {
        let policy = Some(FeaturePolicy::Require);
        cpu.features.push(CpuFeature { policy, name: "sve".to_owned() });
    }
}

fn decide(cpu: &mut Cpu, accelerator: Accelerator, arch: Arch) {
    let mode = *cpu.mode.get_or_insert(CpuMode::Custom);
    for feature in &mut cpu.features {
        let _ = feature.policy.get_or_insert(FeaturePolicy::Require);
    }
    if mode == CpuMode::Custom && cpu.model.is_some() {
        let _ = cpu.matching.get_or_insert(CpuMatch::Exact);
    }
    if mode == CpuMode::HostPassthrough && arch.is_x86() {
        let _ = cpu.migratable.get_or_insert(true);
    }
    match mode {
        // Nothing is matched: it is what the host has.
        CpuMode::HostPassthrough | CpuMode::Maximum => {
            (cpu.matching, cpu.model, cpu.vendor) = (None, None, None);
        }
        CpuMode::HostModel => {
            cpu.matching = None;
            // Which model it will be is not known yet: there is nothing to fall back from.
            if let Some(model) = cpu.model.as_mut().filter(|model| model.name.is_none()) {
                model.fallback = None;
            }
            cpu.model = cpu.model.take().filter(|model| model.name.is_some() || model.vendor_id.is_some());
        }
        CpuMode::Custom => {}
    }
    let check = match (mode, accelerator) {
        (CpuMode::HostPassthrough | CpuMode::Maximum, _) => CpuCheck::None,
        (CpuMode::HostModel, _) => CpuCheck::Partial,
        (CpuMode::Custom, Accelerator::Kvm) => CpuCheck::Partial,
        (CpuMode::Custom, _) => CpuCheck::None,
    };
    let _ = cpu.check.get_or_insert(check);
    if let Some(model) = cpu.model.as_mut().filter(|model| mode == CpuMode::Custom || model.name.is_some()) {
        let _ = model.fallback.get_or_insert(Fallback::Allow);
    }
}
