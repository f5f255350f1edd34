//! The IOMMU.

pub(crate) mod args;
