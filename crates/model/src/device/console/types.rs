//! What `<console>` says.

use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

/// A console. The first one usually just stands for the first serial port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Console {
    /// Its host side.
    pub source: CharSource,
    /// What plays it; `None` when it is to be chosen.
    pub target_type: Option<ConsoleType>,
    /// Its number; `None` to have one assigned.
    pub port: Option<u32>,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// What plays a console.
    pub enum ConsoleType {
        None = "none", Serial = "serial", Xen = "xen", Uml = "uml", Virtio = "virtio", Lxc = "lxc",
        Openvz = "openvz", Sclp = "sclp", SclpLm = "sclplm",
    }
}
