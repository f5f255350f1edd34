//! What `<iommu>` says.

use crate::device::info::DeviceInfo;

/// An IOMMU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Iommu {
    /// The model.
    pub model: IommuModel,
    /// How it is driven.
    pub driver: IommuDriver,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of IOMMU.
    pub enum IommuModel { Intel = "intel", Smmuv3 = "smmuv3", Virtio = "virtio" }
}

/// How an IOMMU is driven.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IommuDriver {
    /// Interrupt remapping.
    pub intremap: Option<bool>,
    /// Caching mode.
    pub caching_mode: Option<bool>,
    /// Extended interrupt mode.
    pub eim: Option<bool>,
    /// A TLB in devices.
    pub iotlb: Option<bool>,
    /// The width of addresses in bits.
    pub aw_bits: Option<u32>,
    /// DMA translation.
    pub dma_translation: Option<bool>,
}
