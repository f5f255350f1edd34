//! What a USB device that a client passes on must not be.

use errors::Result;
use model::Domain;
use model::device::address::Address;

use crate::refusal::contradiction;

/// Checks that each is on USB.
///
/// # Errors
/// `XmlError` for one that is elsewhere.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let elsewhere = |address: &Address| !matches!(address, Address::Usb(_));
    match domain.devices.redirdevs.iter().any(|device| device.info.address.as_ref().is_some_and(elsewhere)) {
        true => Err(contradiction("Invalid address for a USB device")),
        false => Ok(()),
    }
}
