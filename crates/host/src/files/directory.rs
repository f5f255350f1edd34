//! Directories, and what is in them.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::error::{About as _, FileError};

/// Makes a directory with exactly these permission bits, and what is missing above it with 0755. One that is
/// there already keeps the bits it has.
///
/// # Errors
/// When it cannot be made, or something else is in its place.
pub fn make_directory(path: &Path, mode: u32) -> Result<(), FileError> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent()
        && !parent.as_os_str().is_empty()
    {
        make_directory(parent, 0o755)?;
    }
    match DirBuilder::new().mode(mode).create(path) {
        // Another process made it meanwhile.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        // The creation mask may have taken bits away.
        made => made.and_then(|()| fs::set_permissions(path, fs::Permissions::from_mode(mode))),
    }
    .about("make directory", path)
}

/// The paths in a directory whose names end with `suffix`, sorted; not those that begin with a dot, where
/// half-written files are. None when there is no such directory.
///
/// # Errors
/// When the directory cannot be read.
pub fn entries(directory: &Path, suffix: &str) -> Result<Vec<PathBuf>, FileError> {
    let found = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.about("read directory", directory)?,
    };
    let mut paths = Vec::new();
    for entry in found {
        let name = entry.about("read directory", directory)?.file_name();
        if name.as_bytes().ends_with(suffix.as_bytes()) && !name.as_bytes().starts_with(b".") {
            paths.push(directory.join(name));
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn with_what_is_missing_above() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b/c");
        make_directory(&deep, 0o711).unwrap();
        assert_eq!(mode(&deep), 0o711);
        assert_eq!(mode(&root.path().join("a/b")), 0o755);
        make_directory(&deep, 0o700).unwrap();
        assert_eq!(mode(&deep), 0o711);
        fs::write(root.path().join("file"), "").unwrap();
        assert!(make_directory(&root.path().join("file"), 0o700).is_err());
        assert!(make_directory(&root.path().join("file/x"), 0o700).is_err());
    }

    #[test]
    fn what_is_listed() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.xml", "a.xml", ".c.xml", "d.xml.unreadable", "e"] {
            fs::write(root.path().join(name), "").unwrap();
        }
        assert_eq!(
            entries(root.path(), ".xml").unwrap(),
            [root.path().join("a.xml"), root.path().join("b.xml")]
        );
        assert!(entries(&root.path().join("none"), "").unwrap().is_empty());
        assert!(entries(&root.path().join("e"), "").is_err());
    }
}
