//! What a panic device is when its definition does not say.

use model::Domain;
use model::device::panic::PanicModel;

use crate::Board;

/// Writes down the model: each family of boards has one of its own.
pub(crate) fn complete(domain: &mut Domain) {
    let board = Board::of(domain);
    for panic in &mut domain.devices.panics {
        if panic.model.is_none() {
            panic.model = match board {
                Board::I440fx | Board::Q35 | Board::Isapc | Board::Microvm => Some(PanicModel::Isa),
                Board::Pseries => Some(PanicModel::Pseries),
                Board::S390Ccw => Some(PanicModel::S390),
                Board::Virt => Some(PanicModel::Pvpanic),
                Board::Other => None,
            };
        }
    }
}
