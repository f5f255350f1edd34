//! A file that is there as a whole or not at all: written under another name, and renamed when it is complete.
//!
//! What is no regular file (a pipe, a device) cannot be replaced so, and is written directly.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use errors::{Domain as ErrorDomain, Error, Result};

use crate::patience::patiently;
use crate::random;

/// A file being written. Dropped before it is kept, it leaves no trace.
#[derive(Debug)]
pub(crate) struct OutputFile {
    file: File,
    path: PathBuf,
    /// The name it has while it is written; `None` for what cannot be renamed.
    working: Option<PathBuf>,
}

impl OutputFile {
    /// Opens the file that is to be `path`.
    ///
    /// # Errors
    /// 38 "Failed to create file '...'".
    pub(crate) fn create(path: &Path) -> Result<Self> {
        patiently(|| Self::open(path)).map_err(|why| {
            Error::io(ErrorDomain::Qemu, &why, format_args!("Failed to create file '{}'", path.display()))
        })
    }

    fn open(path: &Path) -> io::Result<Self> {
        // A link is followed: it is what it leads to that is replaced.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        match std::fs::metadata(&path) {
            Ok(data) if data.is_dir() => return Err(io::Error::from_raw_os_error(EISDIR)),
            Ok(data) if !data.is_file() => {
                // A pipe without a reader is an error; nobody is waited for.
                let file = OpenOptions::new().write(true).custom_flags(NONBLOCK).open(&path)?;
                return Ok(Self { file, path, working: None });
            }
            Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
            _ => {}
        }
        let number = u64::from_ne_bytes(random::bytes()?);
        let working = path.with_file_name(format!(".{PREFIX}{number:016x}"));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&working)?;
        Ok(Self { file, path, working: Some(working) })
    }

    pub(crate) const fn file(&self) -> &File {
        &self.file
    }

    /// Whether it has another name until it is complete, and can be gone back in.
    pub(crate) const fn is_replaceable(&self) -> bool {
        self.working.is_some()
    }

    /// Writes what comes next. A pipe that nobody reads from is tried again until `given_up`.
    ///
    /// # Errors
    /// What the kernel says; `Interrupted` when given up.
    pub(crate) async fn write(&self, bytes: Vec<u8>, given_up: impl Fn() -> bool) -> io::Result<()> {
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            match patiently(|| (&self.file).write(rest)) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Err(why) if why.kind() == io::ErrorKind::WouldBlock && !given_up() => {
                    tokio::time::sleep(AGAIN).await;
                }
                Err(why) if why.kind() == io::ErrorKind::WouldBlock => {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    /// Writes at a place that was written before. A pipe has no such place: it keeps what it was given.
    ///
    /// # Errors
    /// What the kernel says.
    pub(crate) fn write_over(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        if self.working.is_some() { self.file.write_all_at(bytes, at) } else { Ok(()) }
    }

    /// It is complete: on disk, and under its own name.
    ///
    /// # Errors
    /// What the kernel says; nothing of it is left then, and what had the name before still has it.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        let Some(working) = &self.working else { return Ok(()) };
        self.file.sync_all()?;
        std::fs::rename(working, &self.path)?;
        self.working = None;
        match self.path.parent() {
            Some(directory) => File::open(directory)?.sync_all(),
            None => Ok(()),
        }
    }
}

/// How the names of files begin that are being written.
const PREFIX: &str = "ferrovirt-writing-";

/// Removes what a daemon that crashed has left unfinished in a directory of its own.
pub(crate) fn sweep(directory: &Path) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(&format!(".{PREFIX}")) {
            tracing::warn!("removing {}, which was never finished", entry.path().display());
            if let Err(why) = std::fs::remove_file(entry.path()) {
                tracing::error!("cannot remove {}: {why}", entry.path().display());
            }
        }
    }
}

/// How long to wait before a full pipe is tried again.
const AGAIN: Duration = Duration::from_millis(20);

/// The kernel's number for what is a directory.
const EISDIR: i32 = 21;

/// `O_NONBLOCK`.
const NONBLOCK: i32 = 0o4000;

impl Drop for OutputFile {
    fn drop(&mut self) {
        let Some(working) = &self.working else { return };
        if let Err(why) = std::fs::remove_file(working) {
            tracing::error!("the unfinished {} cannot be removed: {why}", working.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_former_file_stays_until_the_new_one_is_complete() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        std::fs::write(&path, "old").unwrap();
        let output = OutputFile::create(&path).unwrap();
        output.file().write_all(b"part").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        drop(output);
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "no half file is left");

        let output = OutputFile::create(&path).unwrap();
        output.file().write_all(b"part").unwrap();
        output.write_over(b"P", 0).unwrap();
        output.keep().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"Part");
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_created_is_told_in_libvirts_words() {
        let directory = tempfile::tempdir().unwrap();
        let text = |path: &Path| OutputFile::create(path).unwrap_err().message;
        assert_eq!(
            text(directory.path()),
            format!("Failed to create file '{}': Is a directory", directory.path().display())
        );
        assert_eq!(
            text(Path::new("/nonexistent/x")),
            "Failed to create file '/nonexistent/x': No such file or directory"
        );
    }

    #[test]
    fn a_link_is_followed_and_leftovers_are_swept_up() {
        let directory = tempfile::tempdir().unwrap();
        let (target, link) = (directory.path().join("target"), directory.path().join("link"));
        std::fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let output = OutputFile::create(&link).unwrap();
        output.file().write_all(b"new").unwrap();
        output.keep().unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&target).unwrap(), b"new");

        std::mem::forget(OutputFile::create(&target).unwrap());
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 3);
        sweep(directory.path());
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 2);
    }
}
