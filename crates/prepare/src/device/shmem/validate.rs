//! What shared memory must not be.

use errors::Result;
use model::Domain;
use model::device::shmem::{Shmem, ShmemModel};

use crate::refusal::{contradiction, unsupported};

/// Checks that each has what its model needs, and nothing else.
///
/// # Errors
/// `XmlError` for interrupts without a server that sends them, `ConfigUnsupported` for what a model has not.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    domain.devices.shmems.iter().try_for_each(one)
}

fn one(shmem: &Shmem) -> Result<()> {
    if shmem.msi.is_some() && shmem.server.is_none() {
        return Err(contradiction("msi option is only supported with a server"));
    }
    match shmem.model {
        Some(ShmemModel::Plain) if shmem.server.is_some() => {
            Err(unsupported("shmem model 'ivshmem-plain' is supported only with server option disabled"))
        }
        Some(ShmemModel::Doorbell) if shmem.server.is_none() => {
            Err(unsupported("shmem model 'ivshmem-doorbell' is supported only with server option enabled"))
        }
        Some(ShmemModel::Doorbell) if shmem.size.is_some() => {
            Err(unsupported("shmem model 'ivshmem-doorbell' does not support size setting"))
        }
        Some(ShmemModel::Ivshmem) | None => Err(unsupported("ivshmem device is no longer supported")),
        Some(ShmemModel::Plain | ShmemModel::Doorbell) => Ok(()),
    }
}
