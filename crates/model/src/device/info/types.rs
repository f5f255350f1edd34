//! What every device may have.

use crate::device::address::Address;

/// The prefix of aliases that belong to users; all others are libvirt's own.
pub const USER_ALIAS_PREFIX: &str = "ua-";

/// What every device may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceInfo {
    /// The name that identifies it. Without the prefix `ua-` it is live only.
    pub alias: Option<String>,
    /// Its turn in booting.
    pub boot: Option<BootOrder>,
    /// Its option ROM.
    pub rom: Option<Rom>,
    /// The ACPI index that names it in the guest.
    pub acpi_index: Option<u32>,
    /// Where on its bus it sits.
    pub address: Option<Address>,
}

impl DeviceInfo {
    /// Whether the alias was given by a user and so stays.
    pub fn has_user_alias(&self) -> bool {
        self.alias.as_deref().is_some_and(|alias| alias.starts_with(USER_ALIAS_PREFIX))
    }
}

/// A device's turn in booting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BootOrder {
    /// From 1.
    pub order: u32,
    /// What s390 firmware loads from it.
    pub load_parm: Option<String>,
}

/// An option ROM.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rom {
    /// Whether the guest sees one at all.
    pub enabled: Option<bool>,
    /// Whether it is mapped.
    pub bar: Option<bool>,
    /// The image.
    pub file: Option<String>,
}

/// Options of every virtio device's transport.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VirtioOptions {
    /// Uses the emulated IOMMU.
    pub iommu: Option<bool>,
    /// Address translation services.
    pub ats: Option<bool>,
    /// Packed queues.
    pub packed: Option<bool>,
    /// A page per queue for notifications.
    pub page_per_vq: Option<bool>,
}

xml::words! {
    /// Which virtio a device speaks.
    pub enum VirtioModel {
        Virtio = "virtio", Transitional = "virtio-transitional", NonTransitional = "virtio-non-transitional",
    }
}
