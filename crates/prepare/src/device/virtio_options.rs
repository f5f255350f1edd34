//! Options of the virtio transport are for virtio devices.

use errors::Result;
use model::device::info::VirtioOptions;

use crate::refusal::nonsense;

/// Checks that a device of another kind has none.
///
/// # Errors
/// `ConfigUnsupported` for the first one that it has.
pub(crate) fn no_virtio_options(options: VirtioOptions) -> Result<()> {
    let given = [
        ("iommu", options.iommu),
        ("ats", options.ats),
        ("packed", options.packed),
        ("page_per_vq", options.page_per_vq),
    ];
    match given.into_iter().find(|(_, value)| value.is_some()) {
        Some((name, _)) => {
            let driver = if name == "page_per_vq" { "" } else { "driver " };
            Err(nonsense(format!("{name} {driver}option is only supported for virtio devices")))
        }
        None => Ok(()),
    }
}
