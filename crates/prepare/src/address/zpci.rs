//! The identifiers that PCI devices have on IBM Z.

use std::collections::BTreeSet;

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;

use crate::Board;

/// Gives every PCI device a user's identifier (from 1) and a function's (from 0), each unique.
///
/// # Errors
/// `InternalError` when two devices have the same.
pub(super) fn assign(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    if Board::of(domain) != Board::S390Ccw || !caps.has_device("zpci") {
        return Ok(());
    }
    let (mut uids, mut fids) = (BTreeSet::new(), BTreeSet::new());
    for info in domain.devices.infos() {
        let Some(Address::Pci(Some(address))) = &info.address else { continue };
        let Some(zpci) = address.zpci else { continue };
        for (value, taken, word) in [(zpci.uid, &mut uids, "uid"), (zpci.fid, &mut fids, "fid")] {
            if let Some(value) = value
                && !taken.insert(value)
            {
                let detail = format!("zPCI {word} {value:#x} is already reserved");
                return Err(Error::new(Code::InternalError, errors::Domain::None, detail));
            }
        }
    }
    for info in domain.devices.infos_mut() {
        let Some(Address::Pci(Some(address))) = &mut info.address else { continue };
        let zpci = address.zpci.get_or_insert_default();
        if zpci.uid.is_none() {
            zpci.uid = (1..=0xffff).find(|uid| uids.insert(*uid));
        }
        if zpci.fid.is_none() {
            zpci.fid = (0..=u32::MAX).find(|fid| fids.insert(*fid));
        }
    }
    Ok(())
}
