//! What a disk's definition says about the host.

use model::device::disk::Disk;
use model::device::storage::Location;

/// The path behind a disk, if it is one of the host's own file tree.
pub(crate) fn source_path(disk: &Disk) -> Option<String> {
    match &disk.source.location {
        Location::File(path) | Location::Block(path) | Location::Dir(path) => path.clone(),
        _ => None,
    }
}
