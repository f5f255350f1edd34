//! What a panic device is when its definition does not say.

use model::Domain;
use model::device::panic::PanicModel;

use crate::Board;

/// Writes down the model: each family of boards has one of its own.
pub(crate) fn complete(domain: &mut Domain) {
    let board = Board::of(domain);
    let arm = matches!(domain.os.arch.as_deref(), Some("aarch64" | "armv7l"));
    for panic in &mut domain.devices.panics {
        if panic.model.is_none() {
            panic.model = match board {
                Board::I440fx | Board::Q35 | Board::Isapc | Board::Microvm => Some(PanicModel::Isa),
                Board::Pseries => Some(PanicModel::Pseries),
                Board::S390Ccw => Some(PanicModel::S390),
                Board::Virt if arm => Some(PanicModel::Pvpanic),
                Board::Virt | Board::PowerPc | Board::Other => None,
            };
        }
    }
}
