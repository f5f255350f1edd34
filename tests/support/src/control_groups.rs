//! The control groups of a private daemon's guests: a partition of its own, named by its folder.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the host's control groups are mounted.
const TREES: &str = "/sys/fs/cgroup";

/// The partition's directories, in every tree that has it.
pub fn partition_of(root: &Path) -> Vec<PathBuf> {
    let name = format!("ferrovirt{}", root.to_string_lossy().replace('/', "-"));
    let trees = fs::read_dir(TREES).into_iter().flatten().flatten().map(|tree| tree.path());
    let places = trees.chain([PathBuf::from(TREES)]).map(|tree| tree.join(&name));
    places.filter(|place| place.is_dir()).collect()
}

/// A guest's own directories in a partition's.
pub fn groups_below(partition: &[PathBuf]) -> Vec<PathBuf> {
    let inside = partition.iter().flat_map(|place| fs::read_dir(place).into_iter().flatten().flatten());
    inside
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect()
}

/// Removes what a daemon that was killed has left there; whether all of it is gone. Only empty groups go.
pub fn remove_partition(root: &Path) -> bool {
    fn remove(directory: &Path) {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                remove(&entry.path());
            }
        }
        let _busy_or_gone = fs::remove_dir(directory);
    }
    partition_of(root).iter().for_each(|place| remove(place));
    partition_of(root).is_empty()
}
