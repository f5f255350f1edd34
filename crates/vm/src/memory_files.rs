//! Where files are that back a guest's memory: a directory of its own beside those of the guests, which ends
//! with the guest.

use std::path::{Path, PathBuf};

use errors::Result;
use model::Domain;
use model::memory::MemorySource;

use crate::Settings;
use crate::definition_files::file_trouble;
use crate::files;
use crate::stopping::remove;

/// The directory for the memory of the guest whose own directory that is: `ram/3-name` for `domain-3-name`.
pub(crate) fn directory(guest: &Path) -> PathBuf {
    let name = guest.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let short = name.strip_prefix("domain-").unwrap_or(&name);
    guest.parent().unwrap_or(guest).join("ram").join(short)
}

/// Makes it for a guest that has such files, or may get them with modules that come later.
///
/// # Errors
/// When it cannot be made, or not be given to QEMU's user.
pub(crate) fn make(settings: &Settings, domain: &Domain, guest: &Path) -> Result<()> {
    let backing = &domain.memory_backing;
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells);
    let shared = backing.access.is_some() || { cells }.any(|cell| cell.access.is_some());
    if backing.source == Some(MemorySource::File) || shared || domain.memory.maximum.is_some() {
        let own = directory(guest);
        if let Some(all) = own.parent() {
            host::files::make_directory(all, 0o751).map_err(|why| file_trouble(&why))?;
        }
        host::files::make_directory(&own, 0o750).map_err(|why| file_trouble(&why))?;
        files::give(settings, &own)?;
    }
    Ok(())
}

/// Takes it away with what is in it.
pub(crate) fn forget(name: &str, guest: &Path) {
    let own = directory(guest);
    if own.exists() {
        remove("directory", name, &own, std::fs::remove_dir_all(&own));
    }
}
