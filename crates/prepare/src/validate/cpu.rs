//! What a CPU must not be.

use errors::Result;
use model::Domain;
use model::cpu::{CacheMode, CpuFeature, CpuMode, FeaturePolicy, MaxPhysAddrMode};

use crate::board::is_x86;
use crate::refusal::{contradiction, unsupported};

pub(super) fn validate(domain: &Domain) -> Result<()> {
    topology_fits(domain)?;
    vectors_have_lengths(domain)?;
    x86_only(domain)?;
    cache_can_be_had(domain)?;
    physical_addresses_can_be_had(domain)
}

/// Sockets, dies, clusters, cores and threads make up all CPUs there can be.
fn topology_fits(domain: &Domain) -> Result<()> {
    let Some(topology) = domain.cpu.as_ref().and_then(|cpu| cpu.topology) else { return Ok(()) };
    let product =
        [topology.dies.unwrap_or(1), topology.clusters.unwrap_or(1), topology.cores, topology.threads]
            .into_iter()
            .fold(u64::from(topology.sockets), |product, factor| product.saturating_mul(u64::from(factor)));
    if product != u64::from(domain.vcpus.maximum.unwrap_or(1)) {
        return Err(unsupported("CPU topology doesn't match maximum vcpu count"));
    }
    Ok(())
}

/// Without scalable vectors there is no length of them.
fn vectors_have_lengths(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    if !matches!(domain.os.arch.as_deref(), Some("aarch64")) {
        return Ok(());
    }
    let off =
        |feature: &CpuFeature| matches!(feature.policy, Some(FeaturePolicy::Disable | FeaturePolicy::Forbid));
    let lengths = cpu.features.iter().any(|feature| {
        feature.name.strip_prefix("sve").is_some_and(|bits| bits.parse::<u32>().is_ok()) && !off(feature)
    });
    if lengths && cpu.features.iter().any(|feature| feature.name == "sve" && off(feature)) {
        return Err(unsupported("SVE disabled, but SVE vector lengths provided"));
    }
    Ok(())
}

/// What only x86 can be told.
fn x86_only(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    if is_x86(domain) {
        return Ok(());
    }
    let arch = domain.os.arch.as_deref().unwrap_or_default();
    let given = [
        ("CPU cache", cpu.cache.is_some()),
        ("CPU maximum physical address bits", cpu.max_phys_addr.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((what, _)) => {
            Err(unsupported(format!("{what} specification is not supported for '{arch}' architecture")))
        }
        None => Ok(()),
    }
}

/// The host's cache is passed through as a whole; an emulated one has a third level only.
fn cache_can_be_had(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    let Some(cache) = cpu.cache else { return Ok(()) };
    let mode = cache.mode;
    let host = matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum));
    let right_level = match mode {
        CacheMode::Emulate => cache.level == Some(3),
        CacheMode::Passthrough | CacheMode::Disable => cache.level.is_none(),
    };
    if mode == CacheMode::Passthrough && !host {
        return Err(unsupported(format!(
            "CPU cache mode '{mode}' can only be used with 'host-passthrough' / 'maximum' CPUs"
        )));
    }
    if !right_level {
        return Err(unsupported(match mode {
            CacheMode::Emulate => format!("CPU cache mode '{mode}' can only be used with level='3'"),
            _ => format!("unsupported CPU cache level for mode '{mode}'"),
        }));
    }
    Ok(())
}

/// A width that is passed through is the host's; one that is emulated is not limited.
fn physical_addresses_can_be_had(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    let Some(width) = cpu.max_phys_addr else { return Ok(()) };
    let mode = width.mode;
    match mode {
        MaxPhysAddrMode::Passthrough => {
            if width.bits.is_some() {
                return Err(unsupported(format!(
                    "CPU maximum physical address bits number specification cannot be used with mode='{mode}'"
                )));
            }
        }
        MaxPhysAddrMode::Emulate if width.limit.is_some() => {
            return Err(contradiction(format!(
                "CPU maximum physical address bits limit specification cannot be used with mode='{mode}'"
            )));
        }
        MaxPhysAddrMode::Emulate => {}
    }
    Ok(())
}
