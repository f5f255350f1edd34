//! Logs that this daemon and the programs it starts write together.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use crate::error::{About as _, FileError};

/// Opens a log for appending, readable by its owner alone, and makes it if it is not there. Every write goes
/// to its end, whoever else writes. A symbolic link in its place is not followed.
///
/// # Errors
/// When it cannot be opened or made.
pub fn open_log(path: &Path) -> Result<File, FileError> {
    let flags = OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::NONBLOCK;
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(0o600);
    // Flags are small and positive.
    options.custom_flags(flags.bits().cast_signed());
    let file = options.open(path).about("open", path)?;
    if !file.metadata().about("open", path)?.is_file() {
        return Err(io::Error::other("not a regular file")).about("open", path);
    }
    Ok(file)
}

/// Appends a line in one piece, so that lines of several writers do not mix. `line` comes without its end.
///
/// # Errors
/// When the disk is full or fails.
pub fn append_line(mut log: &File, line: &str) -> io::Result<()> {
    log.write_all(format!("{line}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn two_writers_append() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("guest.log");
        let (one, two) = (open_log(&path).unwrap(), open_log(&path).unwrap());
        append_line(&one, "1").unwrap();
        append_line(&two, "2").unwrap();
        append_line(&one, "3").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "1\n2\n3\n");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_no_log_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("link");
        std::os::unix::fs::symlink(directory.path().join("elsewhere"), &link).unwrap();
        assert!(open_log(&link).is_err());
        assert!(!directory.path().join("elsewhere").exists());
        assert!(open_log(directory.path()).is_err());
    }
}
