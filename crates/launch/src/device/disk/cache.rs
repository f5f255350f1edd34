//! Cache modes: three switches behind five names.

use model::device::disk::{Disk, DiskCache};

use crate::option::Props;

/// What a cache mode means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cache {
    /// The host's page cache is left out.
    direct: bool,
    /// The guest's flushes are ignored.
    no_flush: bool,
    /// The guest sees a write cache.
    pub(super) write_cache: bool,
}

/// The switches of a mode; `None` leaves all to QEMU.
fn of(mode: Option<DiskCache>) -> Option<Cache> {
    let cache = |direct, no_flush, write_cache| Some(Cache { direct, no_flush, write_cache });
    match mode {
        None | Some(DiskCache::Default) => None,
        Some(DiskCache::None) => cache(true, false, true),
        Some(DiskCache::Writeback) => cache(false, false, true),
        Some(DiskCache::Writethrough) => cache(false, false, false),
        Some(DiskCache::Directsync) => cache(true, false, false),
        Some(DiskCache::Unsafe) => cache(false, true, true),
    }
}

/// The switches of a disk: guests that write to one image must not keep each other's data from it.
pub(super) fn of_disk(disk: &Disk) -> Option<Cache> {
    let told = disk.driver.cache.filter(|mode| *mode != DiskCache::Default);
    of(told.or(disk.shareable.then_some(DiskCache::None)))
}

/// As a property of a node.
pub(super) fn props(disk: &Disk) -> Props {
    match of_disk(disk) {
        Some(cache) => {
            let switches = Props::new().with("direct", cache.direct).with("no-flush", cache.no_flush);
            Props::new().with("cache", switches.into_value())
        }
        None => Props::new(),
    }
}
