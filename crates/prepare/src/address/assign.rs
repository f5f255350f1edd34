//! Every device that needs an address gets one.

use super::{pci, virtio_serial};
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Gives addresses to what came to a running guest: places that are free on the buses that are there.
///
/// # Errors
/// As [`assign`].
pub(crate) fn plug(domain: &mut Domain) -> Result<()> {
    virtio_serial::assign(domain)?;
    super::usb::assign(domain)?;
    pci::plug(domain)
}

/// Gives addresses to all devices that have none, and checks those that have one.
///
/// USB ports are given by [`assign_usb`]: definitions that were stored without them keep it so.
///
/// # Errors
/// `XmlError` for addresses that clash or do not exist; `InternalError` when there is no room.
pub(crate) fn assign(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    virtio_serial::assign(domain)?;
    pci::assign(domain, caps)
}
