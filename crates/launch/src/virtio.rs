//! What all virtio devices have in common.

use errors::{Code, Error, Result};
use model::device::address::Address;
use model::device::info::{DeviceInfo, VirtioModel, VirtioOptions};

use crate::option::Props;

/// The driver of a virtio device of some kind: its bus and its transition are part of the name.
///
/// # Errors
/// `InternalError` for a device on a bus that carries none.
pub(crate) fn driver(kind: &str, info: &DeviceInfo, model: Option<VirtioModel>) -> Result<String> {
    let suffix = match (&info.address, model) {
        (Some(Address::Ccw(_)), _) => "-ccw",
        (Some(Address::VirtioMmio), _) => "-device",
        (None | Some(Address::Pci(_)), Some(VirtioModel::Transitional)) => "-pci-transitional",
        (None | Some(Address::Pci(_)), Some(VirtioModel::NonTransitional)) => "-pci-non-transitional",
        (None | Some(Address::Pci(_)), _) => "-pci",
        _ => {
            let text = format!("Unexpected address type for '{kind}'");
            return Err(Error::new(Code::InternalError, errors::Domain::Qemu, text));
        }
    };
    Ok(format!("{kind}{suffix}"))
}

/// The options of the virtio transport.
pub(crate) fn options(options: VirtioOptions) -> Props {
    Props::new()
        .maybe("iommu_platform", options.iommu)
        .maybe("ats", options.ats)
        .maybe("packed", options.packed)
        .maybe("page-per-vq", options.page_per_vq)
}
