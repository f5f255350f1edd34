//! Every device that needs an address gets one.

use super::{ccw, pci, spapr_vio, virtio_serial, zpci};
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Gives addresses to what came to a running guest: places that are free on the buses that are there.
///
/// # Errors
/// As [`assign`].
pub(crate) fn plug(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    virtio_serial::assign(domain)?;
    super::usb::assign(domain)?;
    pci::plug(domain)?;
    zpci::assign(domain, caps)
}

/// Gives addresses to all devices that have none, and checks those that have one.
///
/// USB ports are given by [`assign_usb`]: definitions that were stored without them keep it so.
///
/// # Errors
/// `XmlError` for addresses that clash or do not exist; `InternalError` when there is no room.
pub(crate) fn assign(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    virtio_serial::assign(domain)?;
    spapr_vio::assign(domain)?;
    ccw::assign(domain, caps)?;
    pci::assign(domain, caps)?;
    zpci::assign(domain, caps)
}
