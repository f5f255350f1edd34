//! Every device gets its place in the guest's hardware, once: it is written down and stays.

mod pci;
mod usb;
mod virtio_serial;

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

pub(crate) use usb::assign as assign_usb;

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
