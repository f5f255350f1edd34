//! Errors of definitions that cannot be served, as libvirt words and places them.

use errors::{Code, Domain, Error};

/// What no hypervisor could make sense of.
pub(crate) fn nonsense(detail: impl Into<String>) -> Error {
    Error::new(Code::ConfigUnsupported, Domain::Domain, detail)
}

/// What this emulator, board or kind of guest does not have.
pub(crate) fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(Code::ConfigUnsupported, Domain::Qemu, detail)
}

/// What contradicts itself.
pub(crate) fn contradiction(detail: impl Into<String>) -> Error {
    Error::new(Code::XmlError, Domain::Domain, detail)
}

/// The same, told without a prefix.
pub(crate) fn plain(detail: impl Into<String>) -> Error {
    Error::new(Code::XmlDetail, Domain::Domain, detail)
}

/// What libvirt takes for a mistake of its own.
pub(crate) fn internal(detail: impl Into<String>) -> Error {
    Error::new(Code::InternalError, Domain::Domain, detail)
}
