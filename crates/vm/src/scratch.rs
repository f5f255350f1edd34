//! A file that QEMU writes something to for a client: made here, read here, and removed in any case.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use errors::Result;

use crate::Settings;
use crate::definition_files::file_trouble;
use crate::starting::trouble;

/// Makes the names of files different from each other.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Such a file; removed with this.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// A new empty file that QEMU can write and nobody else can read.
    pub(crate) fn new(settings: &Settings, purpose: &str) -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = settings.guests.join(format!("{purpose}-{}-{number}", std::process::id()));
        host::files::write_atomic(&path, b"", 0o600).map_err(|why| file_trouble(&why))?;
        let scratch = Self(path);
        crate::files::give(settings, &scratch.0)?;
        Ok(scratch)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// What QEMU has written, if it is at most `limit` bytes.
    pub(crate) fn read(&self, limit: u64) -> Result<Vec<u8>> {
        host::files::read_bounded(&self.0, limit).map_err(|why| file_trouble(&why))
    }

    /// The file, to be read piece by piece; it has no name any more then.
    pub(crate) fn into_file(self) -> Result<File> {
        File::open(&self.0).map_err(|why| trouble(&why, "cannot open", &self.0))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(why) = std::fs::remove_file(&self.0) {
            tracing::warn!("{} stays behind: {why}", self.0.display());
        }
    }
}
