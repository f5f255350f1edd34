//! What SCSI controllers can address.

use model::device::controller::{Controller, ControllerKind, ScsiModel};

/// A narrow controller knows targets only; others know channels, targets and units.
pub(crate) fn is_narrow(controller: &Controller) -> bool {
    matches!(
        controller.kind,
        ControllerKind::Scsi {
            model: Some(ScsiModel::LsiLogic | ScsiModel::Ncr53c90 | ScsiModel::Dc390 | ScsiModel::Am53c974)
        }
    )
}
