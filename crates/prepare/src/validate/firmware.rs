//! What may be said about firmware.

use errors::Result;
use model::Domain;
use model::os::{Firmware, FirmwareFeatureName, LoaderType};

use crate::refusal::plain;

pub(super) fn validate(domain: &Domain) -> Result<()> {
    let os = &domain.os;
    let feature = |name| {
        os.firmware_features.iter().find(|feature| feature.name == name).map(|feature| feature.enabled)
    };
    if feature(FirmwareFeatureName::EnrolledKeys) == Some(true)
        && feature(FirmwareFeatureName::SecureBoot) == Some(false)
    {
        return Err(plain(
            "firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled",
        ));
    }
    if os.firmware == Some(Firmware::Bios) && os.nvram.is_some() {
        return Err(plain("firmware type 'bios' does not support nvram"));
    }
    let Some(loader) = &os.loader else { return Ok(()) };
    if os.firmware.is_none() && loader.path.is_none() && loader.loader_type != Some(LoaderType::None) {
        return Err(plain("no loader path specified and firmware auto selection disabled"));
    }
    if loader.stateless == Some(true)
        && let Some(nvram) = &os.nvram
    {
        let what = if nvram.template.is_some() { "NVRAM template is" } else { "NVRAM is" };
        return Err(plain(format!("{what} not permitted when loader is stateless")));
    }
    Ok(())
}
