//! What a disk's definition says about the host.

use model::device::disk::Disk;
use model::device::storage::{Location, StorageSource};

/// The path behind a disk, if it is one of the host's own file tree.
pub(crate) fn source_path(disk: &Disk) -> Option<String> {
    path_of(&disk.source).map(str::to_owned)
}

/// The path of an image of the host's own file tree.
pub(crate) fn path_of(source: &StorageSource) -> Option<&str> {
    match &source.location {
        Location::File(path) | Location::Block(path) | Location::Dir(path) => path.as_deref(),
        _ => None,
    }
}

/// Whether there is nothing in the drive.
pub(crate) const fn is_empty(disk: &Disk) -> bool {
    disk.source.location.is_empty()
}
