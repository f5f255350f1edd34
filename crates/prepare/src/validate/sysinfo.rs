//! What firmware may be told to tell the guest.

use errors::Result;
use model::sysinfo::{Smbios, Sysinfo};
use model::{Domain, Uuid};

use crate::refusal::{plain, unsupported};

/// Rules about what the definition itself says: the machine has one identity.
pub(super) fn validate_asked(domain: &Domain) -> Result<()> {
    let told = tables(domain).and_then(|tables| tables.system.as_ref()?.get("uuid"));
    match (told.and_then(Uuid::parse), domain.uuid) {
        (Some(told), Some(own)) if told != own => Err(plain("UUID mismatch between <uuid> and <sysinfo>")),
        _ => Ok(()),
    }
}

fn tables(domain: &Domain) -> Option<&Smbios> {
    domain.sysinfo.iter().find_map(|sysinfo| match sysinfo {
        Sysinfo::Smbios(tables) => Some(&**tables),
        Sysinfo::FwCfg(_) => None,
    })
}

pub(super) fn validate(domain: &Domain) -> Result<()> {
    for sysinfo in &domain.sysinfo {
        if let Sysinfo::FwCfg(blobs) = sysinfo {
            blobs.iter().try_for_each(|blob| name_is_ours(&blob.name))?;
        }
    }
    Ok(())
}

/// Blobs of users have names of their own.
fn name_is_ours(name: &str) -> Result<()> {
    if !name.starts_with("opt/") {
        return Err(unsupported("Invalid firmware name"));
    }
    if name.starts_with("opt/ovmf/") || name.starts_with("opt/org.qemu/") {
        return Err(unsupported("That firmware name is reserved"));
    }
    Ok(())
}
