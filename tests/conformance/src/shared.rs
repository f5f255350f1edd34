//! Where the recorded data is.

use std::path::{Path, PathBuf};

/// The directory or file `relative` of the shared data, or the sentence that says why a test is skipped.
///
/// # Errors
/// When it is not there.
pub fn shared(relative: &str) -> Result<PathBuf, String> {
    let root = match std::env::var_os("FERROVIRT_SHARED") {
        Some(root) => PathBuf::from(root),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
    };
    let path = root.join(relative);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("skipped: no {relative} here; FERROVIRT_SHARED names the directory that holds it"))
    }
}
