//! Hypervisor features.

use model::Domain;
use model::features::HypervMode;

/// Writes down that enlightenments are chosen one by one, unless the host chooses them.
pub(super) fn complete(domain: &mut Domain) {
    if let Some(hyperv) = &mut domain.features.hyperv {
        let _ = hyperv.mode.get_or_insert(HypervMode::Custom);
    }
}
