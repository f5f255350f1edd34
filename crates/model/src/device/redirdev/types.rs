//! What `<redirdev>` and `<redirfilter>` say.

use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

/// A USB device of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirDev {
    /// Where it comes from.
    pub source: CharSource,
    /// Alias, boot order, address ...
    pub info: DeviceInfo,
}

/// Which clients' devices are let in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RedirFilter {
    /// The rules; the first that fits decides.
    pub rules: Vec<RedirRule>,
}

/// One rule; `None` fits anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirRule {
    /// The class.
    pub class: Option<u32>,
    /// The vendor.
    pub vendor: Option<u32>,
    /// The product.
    pub product: Option<u32>,
    /// The version in binary coded decimal: 0x0109 for 1.09.
    pub version: Option<u32>,
    /// Whether it is let in.
    pub allow: bool,
}
