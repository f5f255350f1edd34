//! What SCSI controllers can address.

use model::device::controller::{Controller, ControllerKind, ScsiModel};

/// A narrow controller knows targets only; others know channels, targets and units.
pub(crate) fn is_narrow(controller: &Controller) -> bool {
    match controller.kind {
        ControllerKind::Scsi { model } => model.is_some_and(ScsiModel::is_narrow),
        _ => false,
    }
}
