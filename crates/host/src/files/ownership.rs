//! Whose a file is, and who may do what with it.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Gid, Uid, chownat};

use crate::error::{About as _, FileError};

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// Its user.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// Its permission bits.
    pub mode: u32,
}

/// What to do when the path is a symbolic link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Act on what it points to: right for paths that an administrator wrote, such as disks.
    Links,
    /// Act on the link itself: right where somebody less privileged could have put it.
    No,
}

/// Whose a file is.
///
/// # Errors
/// When it is not there.
pub fn ownership(path: &Path, follow: Follow) -> Result<Ownership, FileError> {
    let metadata = match follow {
        Follow::Links => fs::metadata(path),
        Follow::No => fs::symlink_metadata(path),
    };
    let metadata = metadata.about("look at", path)?;
    Ok(Ownership { uid: metadata.uid(), gid: metadata.gid(), mode: metadata.mode() & 0o7777 })
}

/// Gives a file to a user and a group; the kernel takes set-user-id bits from it then.
///
/// # Errors
/// When it is not there, or we may not.
pub fn set_owner(path: &Path, uid: u32, gid: u32, follow: Follow) -> Result<(), FileError> {
    let flags = match follow {
        Follow::Links => AtFlags::empty(),
        Follow::No => AtFlags::SYMLINK_NOFOLLOW,
    };
    chownat(CWD, path, Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)), flags)
        .about("change the owner of", path)
}

/// Sets the permission bits of what a path leads to.
///
/// # Errors
/// When it is not there, or we may not.
pub fn set_mode(path: &Path, mode: u32) -> Result<(), FileError> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).about("change the mode of", path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_and_links() {
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("file"), directory.path().join("link"));
        fs::write(&file, "").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        set_mode(&file, 0o640).unwrap();
        let ours = ownership(&file, Follow::No).unwrap();
        assert_eq!(ours.mode, 0o640);
        assert_eq!(ownership(&link, Follow::Links).unwrap(), ours);
        if !rustix::process::geteuid().is_root() {
            assert!(set_owner(&file, 0, 0, Follow::Links).is_err());
            return;
        }
        set_owner(&link, 4242, 4243, Follow::No).unwrap();
        assert_eq!(ownership(&file, Follow::No).unwrap(), ours, "the link was followed");
        set_owner(&link, 4242, 4243, Follow::Links).unwrap();
        assert_eq!(ownership(&file, Follow::No).unwrap(), Ownership { uid: 4242, gid: 4243, mode: 0o640 });
    }
}
