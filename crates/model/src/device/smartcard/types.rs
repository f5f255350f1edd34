//! What `<smartcard>` says.

use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

/// A smart card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smartcard {
    /// Where it comes from.
    pub source: SmartcardSource,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// Where a smart card comes from.
    pub enum SmartcardMode { Host = "host", HostCertificates = "host-certificates", Passthrough = "passthrough" }
}

/// Where a smart card comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmartcardSource {
    /// The host's reader.
    Host,
    /// Certificates of the host.
    HostCertificates {
        /// Their names.
        certificates: [String; 3],
        /// The directory; `None` for the usual.
        database: Option<String>,
    },
    /// A client's reader.
    Passthrough(Box<CharSource>),
}
