//! Changes to files that a crash finds done or not begun.
//!
//! A new content is written beside the old one, made durable, and put in its place by rename(2), which is one
//! step for everybody who looks; then the directory is made durable too, since the name is in there.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{About as _, FileError};

/// Puts a file with this content and these permission bits in place of whatever `path` is. When it returns,
/// the change survives a power cut; when it fails, the old file is as it was.
///
/// # Errors
/// When the directory cannot be written or the disk is full.
pub fn write_atomic(path: &Path, content: &[u8], mode: u32) -> Result<(), FileError> {
    let temporary = temporary_beside(path).about("write", path)?;
    let written = write_durably(&temporary, content, mode).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Best effort: one that stays is hidden from `entries`, and the error to tell is the first one.
        let _ = fs::remove_file(&temporary);
    }
    written.and_then(|()| sync_directory_of(path)).about("write", path)
}

/// Removes a file for good; one that is not there is removed already.
///
/// # Errors
/// When the directory cannot be written.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.and_then(|()| sync_directory_of(path)).about("remove", path),
    }
}

/// Renames a file for good, in place of whatever `to` is.
///
/// # Errors
/// When it is not there, a directory cannot be written, or the two are on different file systems.
pub fn rename(from: &Path, to: &Path) -> Result<(), FileError> {
    let renamed = fs::rename(from, to).and_then(|()| sync_directory_of(to));
    let renamed =
        renamed.and_then(|()| if from.parent() == to.parent() { Ok(()) } else { sync_directory_of(from) });
    renamed.about("rename", from)
}

pub(super) fn sync_directory_of(path: &Path) -> io::Result<()> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(directory)?.sync_all()
}

/// A name that begins with a dot, so that [`super::entries`] passes it over.
fn temporary_beside(path: &Path) -> io::Result<PathBuf> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let mut temporary = OsString::from(".");
    // A name may have 255 bytes; of a long one the beginning is enough.
    temporary.push(name.to_string_lossy().chars().take(40).collect::<String>());
    temporary.push(format!(".{}-{number}.new", std::process::id()));
    Ok(path.with_file_name(temporary))
}

fn write_durably(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    // One of that name is left from a crash of a process that had our pid.
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode & 0o600).open(path)?;
    file.write_all(content)?;
    file.set_permissions(Permissions::from_mode(mode))?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::entries;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn the_new_content_or_the_old_one() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("guest.xml");
        write_atomic(&path, b"one", 0o600).unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"one".to_vec(), 0o600));
        let reader = File::open(&path).unwrap();
        write_atomic(&path, b"two", 0o644).unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"two".to_vec(), 0o644));
        assert_eq!(io::read_to_string(reader).unwrap(), "one", "the old file was changed in place");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "something was left behind");
    }

    #[test]
    fn a_failure_leaves_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("taken");
        fs::create_dir(&path).unwrap();
        let error = write_atomic(&path, b"x", 0o600).unwrap_err();
        assert!(error.to_string().starts_with("cannot write '/"), "{error}");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert!(write_atomic(Path::new("/no/such/directory/x"), b"", 0o600).unwrap_err().is_not_found());
    }

    #[test]
    fn what_a_crash_left_is_no_entry_and_in_nobodys_way() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("guest.xml");
        for number in 0..100 {
            let left = format!(".guest.xml.{}-{number}.new", std::process::id());
            fs::write(directory.path().join(left), "half").unwrap();
        }
        write_atomic(&path, b"whole", 0o600).unwrap();
        assert_eq!(entries(directory.path(), ".xml").unwrap(), std::slice::from_ref(&path));
        assert_eq!(fs::read(&path).unwrap(), b"whole");
    }

    #[test]
    fn the_longest_names() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["x".repeat(255), "ü".repeat(127)] {
            write_atomic(&directory.path().join(name), b"x", 0o600).unwrap();
        }
    }

    #[test]
    fn removing_and_renaming() {
        let directory = tempfile::tempdir().unwrap();
        let (from, to) = (directory.path().join("a"), directory.path().join("b"));
        write_atomic(&from, b"x", 0o600).unwrap();
        rename(&from, &to).unwrap();
        assert!(!from.exists() && to.exists());
        assert!(rename(&from, &to).unwrap_err().is_not_found());
        remove(&to).unwrap();
        remove(&to).unwrap();
        assert!(!to.exists());
    }
}
