//! What is booted from.

use model::Domain;
use model::os::{BootDevice, OsType};

/// A guest that says nothing about booting boots from its first disk.
pub(super) fn complete(domain: &mut Domain) {
    let by_device = domain.devices.infos().any(|info| info.boot.is_some());
    if domain.os.os_type == Some(OsType::Hvm) && domain.os.boot.is_empty() && !by_device {
        domain.os.boot.push(BootDevice::Hd);
    }
}
