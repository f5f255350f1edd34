//! What `<pstore>` says.

use crate::device::info::DeviceInfo;

/// Where a guest keeps its last words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pstore {
    /// The technique.
    pub backend: PstoreBackend,
    /// The file; `None` to have one made up.
    pub path: Option<String>,
    /// Its size in KiB.
    pub size: Option<u64>,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A technique of keeping last words.
    pub enum PstoreBackend { AcpiErst = "acpi-erst" }
}
