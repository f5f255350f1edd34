//! What `<hub>` says.

use crate::device::info::DeviceInfo;

/// A USB hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// The bus.
    pub kind: HubType,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// The bus of a hub.
    pub enum HubType { Usb = "usb" }
}
