//! What `<parallel>` says.

use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

/// A parallel port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parallel {
    /// Its host side.
    pub source: CharSource,
    /// Its number; `None` to have one assigned.
    pub port: Option<u32>,
    /// Alias, address ...
    pub info: DeviceInfo,
}
