//! What may be said about firmware.

use errors::Result;
use model::Domain;
use model::os::{Firmware, FirmwareFeatureName, LoaderType};

use crate::Board;
use crate::board::is_x86;
use crate::refusal::{plain, unsupported};

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
    if os.firmware.is_none() && !os.firmware_features.is_empty() {
        return Err(plain(
            "cannot use feature-based firmware autoselection when firmware autoselection is disabled",
        ));
    }
    let (path, kind) =
        os.loader.as_ref().map_or((None, None), |loader| (loader.path.as_ref(), loader.loader_type));
    let told = os.loader.is_some() || os.nvram.is_some();
    if os.firmware.is_none() && told && path.is_none() && kind != Some(LoaderType::None) {
        return Err(plain("no loader path specified and firmware auto selection disabled"));
    }
    let Some(loader) = &os.loader else { return Ok(()) };
    if loader.stateless == Some(true)
        && let Some(nvram) = &os.nvram
    {
        let what = if nvram.template.is_some() { "NVRAM template is" } else { "NVRAM is" };
        return Err(plain(format!("{what} not permitted when loader is stateless")));
    }
    Ok(())
}

/// What the chosen firmware needs of the board.
pub(super) fn suits_the_board(domain: &Domain) -> Result<()> {
    let Some(loader) = &domain.os.loader else { return Ok(()) };
    if loader.loader_type != Some(LoaderType::Pflash) {
        return Ok(());
    }
    if is_x86(domain) && !domain.features.acpi {
        return Err(unsupported("UEFI requires ACPI on this architecture"));
    }
    if loader.secure != Some(true) {
        return Ok(());
    }
    if Board::of(domain) != Board::Q35 {
        return Err(unsupported("Secure boot is supported with q35 machine types only"));
    }
    if domain.os.arch.as_deref() != Some("x86_64") {
        return Err(unsupported("Secure boot is supported for x86_64 architecture only"));
    }
    if domain.features.smm.and_then(|smm| smm.state) != Some(true) {
        return Err(unsupported("Secure boot requires SMM feature enabled"));
    }
    Ok(())
}
