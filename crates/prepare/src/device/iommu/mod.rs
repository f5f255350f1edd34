//! The rules of an IOMMU.

pub(super) mod validate;
