//! How many smart cards a guest can have.

use errors::Result;
use model::Domain;
use model::device::address::Address;

use crate::refusal::{nonsense, unsupported};

/// Checks that there is one at most.
///
/// # Errors
/// `ConfigUnsupported` for more.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    if domain
        .devices
        .smartcards
        .iter()
        .any(|card| !matches!(card.info.address, None | Some(Address::Ccid(_))))
    {
        return Err(nonsense("Controllers must use the 'ccid' address type"));
    }
    match domain.devices.smartcards.len() {
        0 | 1 => Ok(()),
        _ => Err(unsupported("this QEMU binary lacks multiple smartcard support")),
    }
}
