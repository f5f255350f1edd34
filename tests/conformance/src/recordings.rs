//! Where recordings are looked up.

use std::fs;
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

    /// The newest version of which there is a plain recording (no `+variant`) of that architecture.
    pub fn newest(&self, arch: &str) -> Option<String> {
        let files = self.directories.iter().filter_map(|directory| fs::read_dir(directory).ok()).flatten();
        let names = files.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let versions = names.filter_map(|name| {
            let version = name.strip_prefix("caps_")?.strip_suffix(&format!("_{arch}.replies"))?.to_owned();
            let numbers: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
            Some((numbers?, version))
        });
        versions.max().map(|(_, version)| version)
    }

    /// The names of all recordings, sorted.
    pub fn names(&self) -> Vec<String> {
        let files = self.directories.iter().filter_map(|directory| fs::read_dir(directory).ok()).flatten();
        let names = files.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> =
            names.filter_map(|name| name.strip_suffix(".replies").map(str::to_owned)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// What the recorded emulator can do.
    ///
    /// # Errors
    /// A sentence when the recording is not there, or lacks an answer that everything rests on.
    pub fn probe(&self, name: &str) -> Result<EmulatorCapabilities, String> {
        Recording::read(&self.path(name)?)?.probe()
    }
}
