//! Keeping what cannot be understood.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::atomic::sync_directory_of;
use crate::error::{About as _, FileError};

/// More files of one name set aside than anybody will look at.
const MOST: u32 = 1000;

/// Gives a file a name beside its own that nothing reads (`NAME.unreadable`, `NAME.unreadable-1`, ...), never
/// one that is taken, and returns it.
///
/// # Errors
/// When the file is not there or the directory cannot be written.
pub fn set_aside(path: &Path) -> Result<PathBuf, FileError> {
    for number in 0..MOST {
        let mut name = OsString::from(path.file_name().unwrap_or_default());
        name.push(".unreadable");
        if number > 0 {
            name.push(format!("-{number}"));
        }
        let aside = path.with_file_name(name);
        match renameat_with(CWD, path, CWD, &aside, RenameFlags::NOREPLACE) {
            Err(Errno::EXIST) => {}
            renamed => {
                renamed.about("set aside", path)?;
                sync_directory_of(path).about("set aside", path)?;
                return Ok(aside);
            }
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists)).about("set aside", path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn nothing_is_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("g.xml");
        for (content, name) in
            [("1", "g.xml.unreadable"), ("2", "g.xml.unreadable-1"), ("3", "g.xml.unreadable-2")]
        {
            fs::write(&path, content).unwrap();
            assert_eq!(set_aside(&path).unwrap(), directory.path().join(name));
            assert_eq!(fs::read_to_string(directory.path().join(name)).unwrap(), content);
        }
        assert!(set_aside(&path).unwrap_err().is_not_found());
        assert!(crate::files::entries(directory.path(), ".xml").unwrap().is_empty());
    }
}
