//! How many virtual CPUs, and who places them.

use model::Domain;
use model::domain::Placement;

/// Writes down how many CPUs there can be and who decides where they run.
pub(super) fn complete(domain: &mut Domain) {
    let vcpus = &mut domain.vcpus;
    let maximum = *vcpus.maximum.get_or_insert(1);
    // Those that are told one by one are counted.
    if !vcpus.each.is_empty() {
        let on = vcpus.each.iter().filter(|vcpu| vcpu.enabled).count();
        let whole = usize::try_from(maximum).is_ok_and(|maximum| vcpus.each.len() == maximum);
        if whole {
            vcpus.current = u32::try_from(on).ok();
        }
    }
    // What is said of CPUs that there cannot be is said of none.
    domain.cpu_tune.vcpu_pins.retain(|pin| pin.id < maximum);
    // All of them is what absence says.
    vcpus.current = vcpus.current.filter(|current| *current != maximum);
    let _ = vcpus.placement.get_or_insert(Placement::Static);
}
