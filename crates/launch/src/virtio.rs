//! What all virtio devices have in common.

use model::device::address::Address;
use model::device::info::{DeviceInfo, VirtioModel, VirtioOptions};

use crate::option::Props;

/// The driver of a virtio device of some kind: its bus and its transition are part of the name.
pub(crate) fn driver(kind: &str, info: &DeviceInfo, model: Option<VirtioModel>) -> String {
    let suffix = match (&info.address, model) {
        (Some(Address::Ccw(_)), _) => "-ccw",
        (Some(Address::VirtioMmio), _) => "-device",
        (_, Some(VirtioModel::Transitional)) => "-pci-transitional",
        (_, Some(VirtioModel::NonTransitional)) => "-pci-non-transitional",
        _ => "-pci",
    };
    format!("{kind}{suffix}")
}

/// The options of the virtio transport.
pub(crate) fn options(options: VirtioOptions) -> Props {
    Props::new()
        .maybe("iommu_platform", options.iommu)
        .maybe("ats", options.ats)
        .maybe("packed", options.packed)
        .maybe("page-per-vq", options.page_per_vq)
}
