//! What is booted from.

use errors::Result;
use model::Domain;
use model::os::{BootDevice, OsType};

use crate::refusal::nonsense;

/// What is booted from is told in one place.
///
/// # Errors
/// `ConfigUnsupported` for a definition that orders devices and kinds of devices.
pub(crate) fn told_once(domain: &Domain) -> Result<()> {
    let by_device = domain.devices.infos().any(|info| info.boot.is_some());
    if by_device && !domain.os.boot.is_empty() {
        return Err(nonsense("per-device boot elements cannot be used together with os/boot elements"));
    }
    Ok(())
}

/// A guest that says nothing about booting boots from its first disk.
pub(super) fn complete(domain: &mut Domain) {
    let by_device = domain.devices.infos().any(|info| info.boot.is_some());
    if domain.os.os_type == Some(OsType::Hvm) && domain.os.boot.is_empty() && !by_device {
        domain.os.boot.push(BootDevice::Hd);
    }
}
