//! How large the disk in an image is, from the image's own header.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// Enough of any header that is understood here.
const HEADER: usize = 4096;

/// The size of a block device, in bytes.
///
/// # Errors
/// When it cannot be opened.
pub(crate) fn of_device(path: &Path) -> io::Result<u64> {
    File::open(path)?.seek(SeekFrom::End(0))
}

/// What the guest sees of an image, in bytes; `None` when the header is of no known kind.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn virtual_size(path: &Path) -> io::Result<Option<u64>> {
    let mut header = Vec::with_capacity(HEADER);
    File::open(path)?.take(HEADER as u64).read_to_end(&mut header)?;
    Ok(of_header(&header))
}

fn of_header(header: &[u8]) -> Option<u64> {
    let big = |at: usize| header.get(at..at + 8)?.try_into().ok().map(u64::from_be_bytes);
    let little = |at: usize| header.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
    match header {
        [b'Q', b'F', b'I', 0xfb, ..] => big(24),
        [b'Q', b'E', b'D', 0, ..] => little(48),
        // Counted in sectors.
        [b'K', b'D', b'M', b'V', ..] => little(12)?.checked_mul(512),
        [b'c', b'o', b'n', b'e', b'c', b't', b'i', b'x', ..] => big(48),
        _ if header.get(64..68) == Some(&[0x7f, 0x10, 0xda, 0xbe]) => little(368),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(magic: &[u8], at: usize, size: [u8; 8]) -> Vec<u8> {
        let mut header = vec![0; 512];
        header[..magic.len()].copy_from_slice(magic);
        header[at..at + 8].copy_from_slice(&size);
        header
    }

    #[test]
    fn each_kind_has_its_place() {
        let size = 200_u64 << 20;
        for (what, header) in [
            ("qcow2", header(b"QFI\xfb", 24, size.to_be_bytes())),
            ("qed", header(b"QED\0", 48, size.to_le_bytes())),
            ("vmdk", header(b"KDMV", 12, (size / 512).to_le_bytes())),
            ("vpc", header(b"conectix", 48, size.to_be_bytes())),
        ] {
            assert_eq!(of_header(&header), Some(size), "{what}");
        }
        assert_eq!(of_header(&[0; 4096]), None);
        assert_eq!(of_header(b"QFI\xfb"), None);
    }
}
