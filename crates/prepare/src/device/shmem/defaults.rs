//! What shared memory is when its definition does not say.

use model::Domain;
use model::device::shmem::ShmemModel;

/// Four MiB, in KiB.
const SIZE: u64 = 4096;

/// Writes down the size of memory that no server hands out, and that interrupts are handled in the kernel.
pub(crate) fn complete(domain: &mut Domain) {
    for shmem in &mut domain.devices.shmems {
        match shmem.model {
            Some(ShmemModel::Plain) => {
                let _ = shmem.size.get_or_insert(SIZE);
            }
            Some(ShmemModel::Doorbell) if shmem.server.is_some() => {
                let _ = shmem.msi.get_or_insert_default().ioeventfd.get_or_insert(true);
            }
            _ => {}
        }
    }
}
