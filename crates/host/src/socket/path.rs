//! Making long socket paths short.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;

/// The longest path, in bytes, that the kernel takes as it is: 108 less the closing zero.
pub const MAX_PATH: usize = 107;

/// Whether the kernel takes this path as it is. A program that is given the path needs one that fits.
#[must_use]
pub fn fits(path: &Path) -> bool {
    path.as_os_str().len() <= MAX_PATH
}

/// Another way to a path, which holds as long as it lives.
#[derive(Debug)]
pub(super) struct ShortPath {
    pub(super) path: PathBuf,
    _through: Option<OwnedFd>,
}

impl ShortPath {
    /// A way to `path` through its directory, whether or not there is anything of that name in it.
    pub(super) fn through_directory(path: &Path) -> io::Result<Self> {
        if fits(path) {
            return Ok(Self { path: path.to_owned(), _through: None });
        }
        let (Some(directory), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Errno::NAMETOOLONG.into());
        };
        let through = open_path(directory, OFlags::DIRECTORY)?;
        let path = Path::new("/proc/self/fd").join(through.as_raw_fd().to_string()).join(name);
        // A name too long to be reached by any path.
        if fits(&path) { Ok(Self { path, _through: Some(through) }) } else { Err(Errno::NAMETOOLONG.into()) }
    }

    /// A way to what `path` leads to.
    pub(super) fn to_existing(path: &Path) -> io::Result<Self> {
        if fits(path) {
            return Ok(Self { path: path.to_owned(), _through: None });
        }
        let through = open_path(path, OFlags::empty())?;
        let path = Path::new("/proc/self/fd").join(through.as_raw_fd().to_string());
        Ok(Self { path, _through: Some(through) })
    }
}

fn open_path(path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
    // The kernel would take an empty path for nothing, not for the working directory.
    let path = if path.as_os_str().is_empty() { Path::new(OsStr::from_bytes(b".")) } else { path };
    let flags = OFlags::PATH | flags;
    // `read` is what O_PATH leaves of the access mode.
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    Ok(file.into())
}
