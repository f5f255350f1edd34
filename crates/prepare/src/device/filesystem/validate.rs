//! What a shared directory must not be.

use errors::Result;
use model::Domain;
use model::device::filesystem::{AccessMode, Filesystem, FilesystemDriverType, FilesystemSource};

use crate::device::{needs_shared_memory, no_such_bus};
use crate::refusal::{nonsense, unsupported};

/// Checks that each can be shared in the way it asks for.
///
/// # Errors
/// `ConfigUnsupported` for one that cannot.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    domain.devices.filesystems.iter().try_for_each(|filesystem| one(domain, filesystem))
}

fn one(domain: &Domain, filesystem: &Filesystem) -> Result<()> {
    let driver = filesystem.driver.driver_type;
    if filesystem.info.boot.is_some() && driver != Some(FilesystemDriverType::Virtiofs) {
        return Err(nonsense("boot order is only supported for virtiofs"));
    }
    let known = matches!(
        driver,
        None | Some(
            FilesystemDriverType::Path
                | FilesystemDriverType::Handle
                | FilesystemDriverType::Virtiofs
                | FilesystemDriverType::Mtp
        )
    );
    if !known {
        return Err(no_such_bus());
    }
    if !matches!(filesystem.source, FilesystemSource::Mount { .. }) {
        return Err(unsupported("only supports mount filesystem type"));
    }
    if filesystem.space_hard_limit.is_some() || filesystem.space_soft_limit.is_some() {
        return Err(unsupported("filesystem usage limits are not supported with QEMU"));
    }
    let modes = filesystem.fmode.is_some() || filesystem.dmode.is_some();
    if modes && filesystem.access_mode != Some(AccessMode::Mapped) {
        return Err(unsupported("fmode and dmode must be used with accessmode=mapped"));
    }
    if driver == Some(FilesystemDriverType::Virtiofs) {
        if !matches!(filesystem.access_mode, None | Some(AccessMode::Passthrough)) {
            return Err(unsupported("virtiofs only supports passthrough accessmode"));
        }
        needs_shared_memory(domain, "virtiofs")?;
    }
    Ok(())
}
