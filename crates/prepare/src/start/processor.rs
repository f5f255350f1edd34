//! The CPU that the running guest really gets.

use caps::{Accelerator, Arch, EmulatorCapabilities, HostModel, Policy};
use cpu::table::x86;
use errors::{Code, Error, Result};
use model::Domain;
use model::cpu::{Cpu, CpuFeature, CpuMatch, CpuMode, CpuModel, Fallback, FeaturePolicy};
use model::domain::VirtType;

use crate::define::accelerator;
use crate::refusal::unsupported;

/// Replaces `host-model` by the model it stands for on this host, and says of every feature that newer
/// releases of QEMU left out of a model that it is absent, so that the guest sees the same whichever
/// release runs it.
///
/// # Errors
/// `ConfigUnsupported` when the host's CPU cannot be told.
pub(super) fn resolve(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let accelerator = accelerator(domain);
    let virt_type = domain.virt_type;
    let Some(cpu) = &mut domain.cpu else { return Ok(()) };
    if cpu.deprecated_features.is_some() && caps.arch != Arch::S390x {
        return Err(unsupported("toggling deprecated features for CPU model is unsupported"));
    }
    if caps.arch.is_x86() {
        is_known(cpu)?;
    }
    match cpu.mode {
        Some(CpuMode::HostModel) => {
            let host = caps
                .host_model(accelerator)
                .ok_or_else(|| unavailable(CpuMode::HostModel, virt_type, caps))?;
            become_host(cpu, host);
        }
        Some(CpuMode::HostPassthrough) if accelerator == Accelerator::Tcg => {
            return Err(unavailable(CpuMode::HostPassthrough, virt_type, caps));
        }
        Some(CpuMode::Custom) if caps.arch.is_x86() => {
            let host = caps.host_model(accelerator);
            if cpu.matching == Some(CpuMatch::Minimum)
                && let Some(host) = host
            {
                become_host(cpu, host);
            } else {
                disable_removed(cpu);
                decide_optional(cpu, host.as_ref());
            }
        }
        _ => {}
    }
    Ok(())
}

/// Nobody makes anything of models and features that nobody knows.
fn is_known(cpu: &Cpu) -> Result<()> {
    let table = x86();
    if let Some(name) = cpu.model.as_ref().and_then(|model| model.name.as_deref())
        && table.model(name).is_none()
    {
        let text = format!("Unknown CPU model {name}");
        return Err(Error::new(Code::InternalError, errors::Domain::Cpu, text));
    }
    let known = |name: &str| table.feature(name).is_some() || table.libvirt_feature(name).is_some();
    match cpu.features.iter().find(|feature| !known(&feature.name)) {
        Some(CpuFeature { name, .. }) if cpu.model.is_some() => {
            let text = format!("unknown CPU feature: {name}");
            Err(Error::new(Code::ConfigUnsupported, errors::Domain::Cpu, text))
        }
        _ => Ok(()),
    }
}

/// Makes it the host's CPU, with what the definition asks for.
fn become_host(cpu: &mut Cpu, host: HostModel) {
    let features = host.features.into_iter().map(|(policy, name)| {
        let policy = match policy {
            Policy::Require => FeaturePolicy::Require,
            Policy::Disable => FeaturePolicy::Disable,
        };
        CpuFeature { policy: Some(policy), name }
    });
    let asked = std::mem::replace(&mut cpu.features, features.collect());
    for feature in asked {
        set(cpu, feature);
    }
    cpu.mode = Some(CpuMode::Custom);
    cpu.matching = Some(CpuMatch::Exact);
    cpu.vendor = host.vendor;
    let vendor_id = cpu.model.take().and_then(|model| model.vendor_id);
    let fallback = if host.fallback { Fallback::Allow } else { Fallback::Forbid };
    cpu.model = Some(CpuModel { name: Some(host.model), fallback: Some(fallback), vendor_id });
}

/// What is optional is there when the host has it.
fn decide_optional(cpu: &mut Cpu, host: Option<&HostModel>) {
    let Some(host) = host.map(HostModel::facts) else { return };
    for feature in &mut cpu.features {
        if feature.policy == Some(FeaturePolicy::Optional) {
            let there = x86().feature(&feature.name).is_some_and(|place| host.features.contains(place));
            feature.policy = Some(if there { FeaturePolicy::Require } else { FeaturePolicy::Disable });
        }
    }
}

/// The host's CPU cannot be had this way.
fn unavailable(mode: CpuMode, virt_type: VirtType, caps: &EmulatorCapabilities) -> Error {
    let arch = caps.arch.libvirt();
    unsupported(format!(
        "CPU mode '{mode}' for {arch} {virt_type} domain on {arch} host is not supported by hypervisor"
    ))
}

/// What the definition says about a feature wins over what the model says.
fn set(cpu: &mut Cpu, feature: CpuFeature) {
    match cpu.features.iter_mut().find(|known| known.name == feature.name) {
        Some(known) => *known = feature,
        None => cpu.features.push(feature),
    }
}

fn disable_removed(cpu: &mut Cpu) {
    let table = x86();
    let Some(model) = cpu.model.as_ref().and_then(|model| table.model(model.name.as_deref()?)) else {
        return;
    };
    for name in table.names(&model.removed) {
        if !cpu.features.iter().any(|feature| feature.name == name) {
            cpu.features.push(CpuFeature { policy: Some(FeaturePolicy::Disable), name: name.to_owned() });
        }
    }
}
