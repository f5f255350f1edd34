//! What the `<nvram>` device says.

use crate::device::info::DeviceInfo;

/// A device that keeps firmware variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NvramDevice {
    /// Alias, address ...
    pub info: DeviceInfo,
}
