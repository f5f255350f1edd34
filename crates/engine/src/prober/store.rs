//! Outcomes on disk: one file for each binary, named by its path.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use caps::{Cached, EmulatorCapabilities, Identity};

/// The largest cache file that is believed, in bytes.
const LIMIT: u64 = 64 << 20;

/// The file for the binary at `path`.
pub(super) fn file(directory: &Path, path: &Path) -> PathBuf {
    let name: String = path.to_string_lossy().chars().map(|c| if c == '/' { '_' } else { c }).collect();
    directory.join(format!("{}.json", name.trim_start_matches('_')))
}

/// Where what one binary says is kept. None for one that is not there.
#[derive(Debug, Default)]
pub(super) struct Place {
    of: Option<(PathBuf, Identity)>,
    /// All that it says is in the file.
    whole: Mutex<bool>,
}

impl Place {
    pub(super) fn new(file: PathBuf, identity: Identity) -> Self {
        Self { of: Some((file, identity)), whole: Mutex::default() }
    }

    /// What is stored for exactly that binary on exactly this host.
    pub(super) fn read(&self) -> Option<EmulatorCapabilities> {
        let (file, identity) = self.of.as_ref()?;
        let text = host::files::read_text_bounded(file, LIMIT).ok()?;
        Cached::read(&text, identity).unwrap_or_else(|why| {
            tracing::warn!("{} is damaged and passed over: {why}", file.display());
            None
        })
    }

    /// Stores an outcome, whole or not at all. One that says less than what is stored already is passed over: the
    /// order in which writers come to their turn is not theirs.
    pub(super) fn write(&self, capabilities: &EmulatorCapabilities) {
        let Some((file, identity)) = &self.of else { return };
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        let is_whole = capabilities.unasked.is_empty();
        if *whole && !is_whole {
            return;
        }
        let cached = Cached { identity: identity.clone(), capabilities: capabilities.clone() };
        let written = cached.to_json().map_err(|why| why.to_string()).and_then(|text| {
            let directory = file.parent().unwrap_or(Path::new("/"));
            host::files::make_directory(directory, 0o700)
                .and_then(|()| host::files::write_atomic(file, text.as_bytes(), 0o600))
                .map_err(|why| why.to_string())
        });
        match written {
            Ok(()) => *whole = is_whole,
            Err(why) => tracing::warn!("what {} can do is not kept: {why}", identity.path.display()),
        }
    }
}
