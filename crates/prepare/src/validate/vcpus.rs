//! What virtual CPUs must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

use crate::board::is_x86;
use crate::define::accelerator;
use crate::refusal::{contradiction, nonsense, unsupported};

pub(super) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let maximum = domain.vcpus.maximum.unwrap_or(1);
    for vcpu in &domain.vcpus.each {
        let id = vcpu.id;
        if id >= maximum {
            return Err(contradiction(format!("vcpu id '{id}' is out of range of maximum vcpu count")));
        }
    }
    // Those that are not told one by one are as many as there are at first, in their order.
    let first = domain.vcpus.each.iter().find(|vcpu| vcpu.id == 0).map(|vcpu| vcpu.enabled);
    let told = domain.vcpus.each.iter().any(|vcpu| vcpu.enabled);
    if first == Some(false) || (first.is_none() && told) || domain.vcpus.current == Some(0) {
        return Err(unsupported("vcpu 0 can't be offline"));
    }
    if domain.vcpus.each.iter().any(|vcpu| vcpu.id == 0 && vcpu.hotpluggable == Some(true)) {
        return Err(unsupported("vcpu0 can't be hotpluggable"));
    }
    let machine = domain.os.machine.as_deref().unwrap_or_default();
    let limit = caps.machine(accelerator(domain), machine).map_or(0, |machine| machine.max_cpus);
    if limit != 0 && maximum > limit {
        return Err(unsupported(format!("Maximum CPUs greater than specified machine type limit {limit}")));
    }
    let many = maximum > 255 && is_x86(domain);
    if many && domain.devices.iommu.as_ref().is_none_or(|iommu| iommu.driver.eim != Some(true)) {
        return Err(unsupported(
            "more than 255 vCPUs require extended interrupt mode enabled on the iommu device",
        ));
    }
    scheduled_are_there(domain, maximum)?;
    threads_exist(domain)
}

/// What is scheduled is there.
fn scheduled_are_there(domain: &Domain, maximum: u32) -> Result<()> {
    let mut all = domain.cpu_tune.vcpu_scheds.iter().flat_map(|sched| sched.ids.iter());
    match all.find(|id| *id >= maximum) {
        Some(id) => Err(nonsense(format!("vCPU '{id}' is not present in domain definition"))),
        None => Ok(()),
    }
}

/// What is scheduled or pinned is there.
fn threads_exist(domain: &Domain) -> Result<()> {
    // A definition that only counts them is one that numbers them from 1 on.
    let counted =
        |thread| domain.iothread_ids.is_empty() && (1..=domain.iothreads.unwrap_or(0)).contains(&thread);
    let known = |thread| counted(thread) || domain.iothread_ids.iter().any(|known| known.id == thread);
    for pin in &domain.cpu_tune.iothread_pins {
        if !known(pin.id) {
            return Err(nonsense(format!("Cannot find 'iothread' : {}", pin.id)));
        }
    }
    Ok(())
}
