//! What virtual CPUs must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

use crate::define::accelerator;
use crate::refusal::{contradiction, nonsense, unsupported};

pub(super) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let maximum = domain.vcpus.maximum.unwrap_or(1);
    for vcpu in &domain.vcpus.each {
        let id = vcpu.id;
        if id >= maximum {
            return Err(contradiction(format!("vcpu id '{id}' is out of range of maximum vcpu count")));
        }
        if id == 0 && !vcpu.enabled {
            return Err(unsupported("vcpu 0 can't be offline"));
        }
        if id == 0 && vcpu.hotpluggable == Some(true) {
            return Err(unsupported("vcpu0 can't be hotpluggable"));
        }
    }
    let machine = domain.os.machine.as_deref().unwrap_or_default();
    let limit = caps.machine(accelerator(domain), machine).map_or(0, |machine| machine.max_cpus);
    if limit != 0 && maximum > limit {
        return Err(unsupported(format!("Maximum CPUs greater than specified machine type limit {limit}")));
    }
    threads_exist(domain)
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
