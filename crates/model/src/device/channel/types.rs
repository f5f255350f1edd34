//! What `<channel>` says.

use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

/// A private channel between host and guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its host side.
    pub source: CharSource,
    /// Its guest side.
    pub target: ChannelTarget,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A kind of guest side.
    pub enum ChannelType { None = "none", GuestFwd = "guestfwd", Virtio = "virtio", Xen = "xen" }

    /// Whether the guest has opened its side.
    pub enum ChannelState { Connected = "connected", Disconnected = "disconnected" }
}

/// The guest side of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChannelTarget {
    /// No known kind.
    None,
    /// A TCP connection of the guest's user mode network.
    GuestFwd {
        /// The address that the guest connects to.
        address: String,
        /// The port that the guest connects to.
        port: u32,
    },
    /// A virtio serial port.
    Virtio {
        /// Its name.
        name: Option<String>,
        /// Whether the guest has opened it; live only.
        state: Option<ChannelState>,
    },
    /// A Xen channel.
    Xen {
        /// Its name.
        name: Option<String>,
        /// Whether the guest has opened it; live only.
        state: Option<ChannelState>,
    },
}
