//! What a daemon's folder still holds: files in it, and processes that have to do with it.

use std::fs;
use std::path::{Path, PathBuf};

/// Every process other than ours that has a file below `root` open or names it on its command line.
///
/// A guest's QEMU writes its errors straight into a log below the daemon's folder, so it is found by that
/// even when nothing else tells whose it is.
pub fn processes_of(root: &Path) -> Vec<i32> {
    let own = std::process::id();
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = numbers.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|&pid| pid != own && belongs(pid, root)).map(u32::cast_signed).collect()
}

fn belongs(pid: u32, root: &Path) -> bool {
    let process = PathBuf::from(format!("/proc/{pid}"));
    let named = fs::read(process.join("cmdline"))
        .is_ok_and(|line| contains(&line, root.as_os_str().as_encoded_bytes()));
    let mut open = fs::read_dir(process.join("fd")).into_iter().flatten().flatten();
    named || open.any(|entry| fs::read_link(entry.path()).is_ok_and(|target| target.starts_with(root)))
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|part| part == needle)
}

/// Every file, socket and folder below `root`, in order.
pub fn files_below(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found.sort();
    found
}
