//! What the kernel says about files, as clients are told.

use errors::{Domain, Error};
use host::FileError;

/// The same as an error of libvirt's.
pub(crate) fn file_trouble(why: &FileError) -> Error {
    Error::io(Domain::Qemu, &why.source, format_args!("cannot {} {}", why.action, why.path.display()))
}
