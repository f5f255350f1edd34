//! Where recordings are looked up.

use std::path::{Path, PathBuf};

use caps::EmulatorCapabilities;

use crate::Recording;

/// Directories that hold `.replies` files, the most important first.
#[derive(Debug, Clone, Default)]
pub struct Recordings {
    directories: Vec<PathBuf>,
}

impl Recordings {
    /// Looks in each of these directories, and in `recordings` below each, where there is one.
    pub fn in_directories<P: AsRef<Path>>(directories: impl IntoIterator<Item = P>) -> Self {
        let places = |directory: P| {
            let directory = directory.as_ref();
            [directory.join("recordings"), directory.to_owned()]
        };
        Self { directories: directories.into_iter().flat_map(places).collect() }
    }

    /// The file with that recording.
    ///
    /// # Errors
    /// A sentence when no directory has it.
    pub fn path(&self, name: &str) -> Result<PathBuf, String> {
        let file = format!("{name}.replies");
        let mut candidates = self.directories.iter().map(|directory| directory.join(&file));
        candidates.find(|path| path.is_file()).ok_or_else(|| format!("there is no recording {file}"))
    }

    /// What the recorded emulator can do.
    ///
    /// # Errors
    /// A sentence when the recording is not there, or lacks an answer that everything rests on.
    pub fn probe(&self, name: &str) -> Result<EmulatorCapabilities, String> {
        Recording::read(&self.path(name)?)?.probe()
    }
}
