//! What a watchdog must not be.

use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::watchdog::WatchdogModel;

use crate::Board;
use crate::refusal::unsupported;

/// Checks that each is on a board that can have it, and that all of them do the same.
///
/// # Errors
/// `ConfigUnsupported` for others.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let board = Board::of(domain);
    let dogs = &domain.devices.watchdogs;
    for dog in dogs {
        let placed = dog.info.address.is_some();
        match dog.model {
            WatchdogModel::Diag288 if placed => {
                return Err(unsupported("diag288 model of watchdog is virtual and cannot go on any bus."));
            }
            WatchdogModel::Itco if placed => {
                return Err(unsupported(
                    "itco model of watchdog is part of the machine and cannot have any address set.",
                ));
            }
            WatchdogModel::Diag288 if board != Board::S390Ccw => {
                return Err(unsupported("diag288 model of watchdog is allowed for s390 and s390x only"));
            }
            WatchdogModel::Ib700 if !matches!(board, Board::I440fx | Board::Isapc) => {
                return Err(unsupported("ib700 model of watchdog cannot be used with this machine type"));
            }
            WatchdogModel::Itco if board != Board::Q35 => {
                return Err(unsupported("itco model of watchdog is only part of q35 machine"));
            }
            WatchdogModel::I6300esb if !matches!(dog.info.address, None | Some(Address::Pci(_))) => {
                return Err(unsupported("i6300esb model of watchdog can go only on PCI bus"));
            }
            _ => {}
        }
    }
    if let Some(first) = dogs.first()
        && dogs.iter().any(|dog| dog.action != first.action)
    {
        return Err(unsupported("watchdogs with different actions are not supported with this QEMU binary"));
    }
    Ok(())
}
