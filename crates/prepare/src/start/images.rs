//! Numbers of images, by which block jobs and events call them.

use model::Domain;
use model::device::disk::Disk;
use model::device::storage::{BackingStore, StorageSource};

/// Numbers every image: from the last disk to the first, each from the top of its chain down. A drive without a
/// medium keeps a number for the one it may get, and says no format until then.
pub(super) fn number(domain: &mut Domain) {
    let mut next = 1;
    for disk in domain.devices.disks.iter_mut().rev() {
        if disk.source.location.is_empty() {
            disk.driver.format = None;
            next += 1;
        } else {
            number_chain(disk, &mut next);
        }
        next += u32::try_from(disk.throttle_filters.len()).unwrap_or_default();
    }
}

/// How many block nodes of a live definition have a number.
pub fn taken(domain: &Domain) -> u32 {
    let mut domain = domain.clone();
    number(&mut domain);
    let chains = domain.devices.disks.iter().map(|disk| chain_length(disk).max(1));
    let filters = domain.devices.disks.iter().map(|disk| disk.throttle_filters.len());
    u32::try_from(chains.chain(filters).sum::<usize>()).unwrap_or_default()
}

fn chain_length(disk: &Disk) -> usize {
    disk.sources().map(|source| 1 + usize::from(source.data_store.is_some())).sum()
}

/// Numbers the images of one disk that comes later; a drive without a medium says no format.
pub(crate) fn number_disk(disk: &mut Disk, next: &mut u32) {
    if disk.source.location.is_empty() {
        disk.driver.format = None;
    } else {
        number_chain(disk, next);
    }
}

fn number_chain(disk: &mut Disk, next: &mut u32) {
    number_source(&mut disk.source, next);
    let mut backing = disk.backing.as_mut();
    while let Some(BackingStore::Image(image)) = backing {
        number_source(&mut image.source, next);
        backing = image.backing.as_deref_mut();
    }
}

fn number_source(source: &mut StorageSource, next: &mut u32) {
    source.index = Some(*next);
    *next += 1;
    if let Some(data) = &mut source.data_store {
        data.source.index = Some(*next);
        *next += 1;
    }
}
