//! The virtual CPU.

use errors::Result;
use xml::Word as _;

use super::compare::{equal, same, same_word};
use crate::cpu::{Cpu, CpuFeature, CpuMode, Topology};

/// Whether the guest finds the same CPU.
pub(super) fn check(source: Option<&Cpu>, target: Option<&Cpu>) -> Result<()> {
    let (source, target) = match (source, target) {
        (None, None) => return Ok(()),
        (source, target) => (source.cloned().unwrap_or_default(), target.cloned().unwrap_or_default()),
    };
    // A CPU of which nothing but its place is told is whatever the hypervisor has by itself.
    let mode = |cpu: &Cpu| cpu.mode.or(cpu.model.as_ref().map(|_| CpuMode::Custom)).map(|mode| mode.word());
    same_word("CPU mode", mode(&source), mode(&target), "custom")?;
    let name = |cpu: &Cpu| cpu.model.as_ref().and_then(|model| model.name.clone());
    if name(&source).is_some() && name(&target).is_some() {
        same_word("CPU model", name(&source), name(&target), "")?;
    }
    let vendor = |cpu: &Cpu| cpu.vendor.clone();
    same_word("CPU vendor", vendor(&source), vendor(&target), "")?;
    let vendor_id = |cpu: &Cpu| cpu.model.as_ref().and_then(|model| model.vendor_id.clone());
    same_word("CPU model", vendor_id(&source), vendor_id(&target), "")?;
    topology(source.topology.as_ref(), target.topology.as_ref())?;
    same("CPU feature count", source.features.len(), target.features.len())?;
    for (source, target) in source.features.iter().zip(&target.features) {
        let policy = |feature: &CpuFeature| feature.policy.map(|policy| policy.word());
        same("CPU feature", source.name.as_str(), target.name.as_str())?;
        same_word("CPU feature policy", policy(source), policy(target), "default")?;
    }
    equal(&source.cache, &target.cache, "Target CPU cache does not match source")?;
    equal(&source.max_phys_addr, &target.max_phys_addr, "Target CPU maxphysaddr does not match source")?;
    equal(&source.numa, &target.numa, "Target CPU NUMA cells do not match source")
}

fn topology(source: Option<&Topology>, target: Option<&Topology>) -> Result<()> {
    let numbers = |topology: Option<&Topology>| match topology {
        None => [0; 5],
        Some(t) => [t.sockets, t.dies.unwrap_or(1), t.clusters.unwrap_or(1), t.cores, t.threads],
    };
    let names = ["CPU sockets", "CPU dies", "CPU clusters", "CPU cores", "CPU threads"];
    let mut all = names.into_iter().zip(numbers(source)).zip(numbers(target));
    all.try_for_each(|((name, source), target)| same(name, source, target))
}
