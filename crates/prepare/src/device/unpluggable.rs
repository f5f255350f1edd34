//! Devices that are known and that no bus takes.

use errors::Error;

use crate::refusal::internal;

/// libvirt finds out when it looks for a place, and words it so.
pub(crate) fn no_such_bus() -> Error {
    internal("Cannot automatically add a new PCI bus for a device with connect flags 00")
}
