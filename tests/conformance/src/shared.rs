//! Where the recorded data is.

use std::path::PathBuf;

/// The directory or file `relative` of the shared data, or the sentence that says why a test is skipped.
///
/// # Errors
/// When it is not there.
pub fn shared(relative: &str) -> Result<PathBuf, String> {
    let path = support::shared().map(|root| root.join(relative)).filter(|path| path.exists());
    path.ok_or_else(|| format!("no {relative} here; FERROVIRT_SHARED names the directory that holds it"))
}
