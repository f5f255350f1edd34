//! `-device ivshmem-plain` and `ivshmem-doorbell`, each with what is behind it.

use errors::Result;
use model::device::shmem::{Shmem, ShmemModel, ShmemRole};

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::{Pairs, Props};

/// Writes the shared memory devices.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for shmem in &build.guest.devices.shmems {
        let id = alias(&shmem.info)?;
        let place = place(build.guest, &shmem.info)?;
        if shmem.model == Some(ShmemModel::Doorbell) {
            let chardev = format!("char{id}");
            build.device(doorbell(shmem, id, &chardev).and(place));
            build.chardev(server(shmem, &chardev));
        } else {
            let memory = format!("shmmem-{id}");
            build.object(&memory_of(shmem, &memory));
            build.device(plain(shmem, id, &memory).and(place));
        }
    }
    Ok(())
}

/// Whether a guest that uses it can be migrated.
fn master(shmem: &Shmem) -> Option<&'static str> {
    shmem.role.map(|role| if role == ShmemRole::Master { "on" } else { "off" })
}

/// A file in the host's shared memory.
fn memory_of(shmem: &Shmem, id: &str) -> Props {
    Props::new()
        .with("qom-type", "memory-backend-file")
        .with("id", id)
        .with("mem-path", format!("/dev/shm/{}", shmem.name))
        .maybe("size", shmem.size.map(|kib| kib.saturating_mul(1024)))
        .with("share", true)
}

fn plain(shmem: &Shmem, id: &str, memory: &str) -> Props {
    Props::new()
        .with("driver", "ivshmem-plain")
        .with("id", id)
        .with("memdev", memory)
        .maybe("master", master(shmem))
}

/// Memory that a server hands out, with interrupts: they are handled in the kernel unless they are not to be.
fn doorbell(shmem: &Shmem, id: &str, chardev: &str) -> Props {
    let msi = shmem.msi;
    Props::new()
        .with("driver", "ivshmem-doorbell")
        .with("id", id)
        .with("chardev", chardev)
        .maybe("vectors", msi.and_then(|msi| msi.vectors))
        .with("ioeventfd", msi.and_then(|msi| msi.ioeventfd).unwrap_or(true))
}

/// The connection to the server: at its own place unless the definition names one.
fn server(shmem: &Shmem, id: &str) -> Pairs {
    let given = shmem.server.as_ref().and_then(|server| server.path.clone());
    let path = given.unwrap_or_else(|| format!("/var/lib/libvirt/shmem-{}-sock", shmem.name));
    Pairs::new("socket").with("id", id).with("path", path)
}
