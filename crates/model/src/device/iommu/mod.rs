//! `<iommu>`.

mod types;

pub use types::*;
