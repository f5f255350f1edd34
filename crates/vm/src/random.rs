//! Bytes nobody can guess, for keys, uuids and addresses.

use std::fs::File;
use std::io::{self, Read};

/// `N` random bytes of the kernel.
///
/// # Errors
/// The kernel's generator cannot be opened; there is no substitute for it.
pub fn bytes<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}
