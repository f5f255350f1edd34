//! How many TPMs a guest can have.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::tpm::{Tpm, TpmBackend, TpmModel, TpmVersion};

use crate::refusal::{contradiction, unsupported};

/// Checks that there is one of each sort at most: a real one, and one that only passes requests on.
///
/// # Errors
/// `ConfigUnsupported` for more.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let tpms = &domain.devices.tpms;
    let proxies = tpms.iter().filter(|tpm| tpm.model == Some(TpmModel::SpaprProxy)).count();
    if proxies > 1 {
        return Err(unsupported("only a single TPM Proxy device is supported"));
    }
    if tpms.len() - proxies > 1 {
        return Err(unsupported("only a single TPM non-proxy device is supported"));
    }
    tpms.iter().try_for_each(|tpm| one(tpm, caps))
}

fn one(tpm: &Tpm, caps: &EmulatorCapabilities) -> Result<()> {
    let model = tpm.model.unwrap_or(TpmModel::Tis);
    let old = match &tpm.backend {
        TpmBackend::Emulator(emulator) => {
            let old = emulator.version == Some(TpmVersion::V1_2);
            if old && emulator.active_pcr_banks.is_some() {
                return Err(contradiction("<active_pcr_banks/> requires TPM version '2.0'"));
            }
            if old && emulator.profile.is_some() {
                return Err(contradiction("<profile/> requires TPM version '2.0'"));
            }
            old
        }
        _ => false,
    };
    if old && model != TpmModel::Tis {
        return Err(unsupported(format!("TPM 1.2 is not supported for model '{model}'")));
    }
    let offered = caps.tpm_models.is_empty()
        || match model {
            TpmModel::Tis => ["tpm-tis", "tpm-tis-device"].iter().any(|name| caps.tpm_models.contains(*name)),
            TpmModel::SpaprProxy => caps.has_device("spapr-tpm-proxy"),
            other => caps.tpm_models.contains(&other.to_string()),
        };
    if !offered {
        return Err(unsupported(format!(
            "The QEMU executable {} does not support TPM model {model}",
            caps.binary
        )));
    }
    Ok(())
}
