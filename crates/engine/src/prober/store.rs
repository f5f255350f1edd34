//! Outcomes on disk: one file for each binary, named by its path.

use std::path::{Path, PathBuf};

use caps::{Cached, EmulatorCapabilities, Identity};

/// The largest cache file that is believed, in bytes.
const LIMIT: u64 = 64 << 20;

/// The file for the binary at `path`.
pub(super) fn file(directory: &Path, path: &Path) -> PathBuf {
    let name: String = path.to_string_lossy().chars().map(|c| if c == '/' { '_' } else { c }).collect();
    directory.join(format!("{}.json", name.trim_start_matches('_')))
}

/// What is stored for exactly that binary on exactly this host.
pub(super) fn read(file: &Path, identity: &Identity) -> Option<EmulatorCapabilities> {
    let text = host::files::read_text_bounded(file, LIMIT).ok()?;
    Cached::read(&text, identity).unwrap_or_else(|why| {
        tracing::warn!("{} is damaged and passed over: {why}", file.display());
        None
    })
}

/// Stores an outcome, whole or not at all.
pub(super) fn write(file: &Path, identity: &Identity, capabilities: &EmulatorCapabilities) {
    let cached = Cached { identity: identity.clone(), capabilities: capabilities.clone() };
    let written = cached.to_json().map_err(|why| why.to_string()).and_then(|text| {
        let directory = file.parent().unwrap_or(Path::new("/"));
        host::files::make_directory(directory, 0o700)
            .and_then(|()| host::files::write_atomic(file, text.as_bytes(), 0o600))
            .map_err(|why| why.to_string())
    });
    if let Err(why) = written {
        tracing::warn!("what {} can do is not kept: {why}", identity.path.display());
    }
}
