//! Reading no more than expected.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::error::{About as _, FileError};

/// The content of a file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read; `FileTooLarge` when there is more.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut content)?;
        if content.len() as u64 > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(content) }
    };
    read().about("read", path)
}

/// The same for text.
///
/// # Errors
/// As [`read_bounded`]; `InvalidData` when it is not UTF-8.
pub fn read_text_bounded(path: &Path, limit: u64) -> Result<String, FileError> {
    let text = String::from_utf8(read_bounded(path, limit)?);
    text.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error)).about("read", path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_limit_is_fine() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read_bounded(&path, 5).unwrap(), b"12345");
        assert_eq!(read_bounded(&path, 4).unwrap_err().source.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_text_bounded(&path, u64::MAX).unwrap(), "12345");
        std::fs::write(&path, [0xff]).unwrap();
        assert_eq!(read_text_bounded(&path, 9).unwrap_err().source.kind(), io::ErrorKind::InvalidData);
        assert!(read_bounded(&directory.path().join("y"), 5).unwrap_err().is_not_found());
    }

    #[test]
    fn endless_files_end() {
        assert!(read_bounded(Path::new("/dev/zero"), 1 << 16).is_err());
    }
}
