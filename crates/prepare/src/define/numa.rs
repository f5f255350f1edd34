//! Which host nodes memory comes from.

use model::Domain;
use model::domain::Placement;
use model::memory::{NumaMode, NumaPolicy};

/// Writes down who chooses the nodes. A guest whose CPUs are placed by the host has its memory placed by the
/// host too.
pub(super) fn complete(domain: &mut Domain) {
    let automatic = domain.vcpus.placement == Some(Placement::Auto) && domain.vcpus.cpuset.is_none();
    let tune = &mut domain.numa_tune;
    if automatic && tune.memory.is_none() && tune.cells.is_empty() {
        tune.memory = Some(NumaPolicy { mode: None, placement: None, nodeset: None });
    }
    let Some(policy) = &mut tune.memory else { return };
    let _ = policy.mode.get_or_insert(NumaMode::Strict);
    let placement = if policy.nodeset.is_some() || !automatic { Placement::Static } else { Placement::Auto };
    if *policy.placement.get_or_insert(placement) == Placement::Auto {
        policy.nodeset = None;
    }
}
