//! Errors about a path: what was tried, with which, and what the kernel said.

use std::io;
use std::path::{Path, PathBuf};

/// Something could not be done with a path.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} '{}': {source}", path.display())]
pub struct FileError {
    /// What was tried, as it follows "cannot": `read`, `change the owner of`.
    pub action: &'static str,
    /// With what.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl FileError {
    /// Whether the path does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }
}

/// Says about the errors of an operation what it was and with which path.
pub(crate) trait About<T> {
    fn about(self, action: &'static str, path: &Path) -> Result<T, FileError>;
}

impl<T, E: Into<io::Error>> About<T> for Result<T, E> {
    fn about(self, action: &'static str, path: &Path) -> Result<T, FileError> {
        self.map_err(|error| FileError { action, path: path.to_owned(), source: error.into() })
    }
}
