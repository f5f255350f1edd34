//! What a TPM is when its definition does not say.

use model::Domain;
use model::device::tpm::{TpmBackend, TpmModel, TpmVersion};

use crate::Board;

/// Writes down the model, and the version that an emulated one speaks.
pub(crate) fn complete(domain: &mut Domain) {
    let board = Board::of(domain);
    for tpm in &mut domain.devices.tpms {
        let model =
            *tpm.model.get_or_insert(if board == Board::Pseries { TpmModel::Spapr } else { TpmModel::Tis });
        if let TpmBackend::Passthrough { device } = &mut tpm.backend {
            let _ = device.get_or_insert_with(|| "/dev/tpm0".to_owned());
        }
        if let TpmBackend::Emulator(emulator) = &mut tpm.backend {
            let old = model == TpmModel::Tis && board != Board::Virt;
            if emulator.version.is_none() {
                emulator.version = Some(if old { TpmVersion::V1_2 } else { TpmVersion::V2_0 });
                // What an old one does not have was not meant.
                emulator.profile = emulator.profile.take().filter(|_| !old);
            }
        }
    }
}
