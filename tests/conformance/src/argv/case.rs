//! What a case's file name says about it.

use std::collections::BTreeSet;
use std::path::Path;

use caps::Arch;

use crate::Recordings;

/// One case: `NAME.ARCH-VERSION` or `NAME.ARCH-VERSION.abi-update`, before the suffix of its files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Case {
    /// The input's name.
    pub(super) name: String,
    /// All that comes behind the name.
    pub(super) suffix: String,
    /// The recording with its emulator, where it is known.
    pub(super) recording: String,
}

impl Case {
    fn of(stem: &str, recordings: &Recordings) -> Option<Self> {
        // Names have no dots in front of the architecture that mean anything, versions do: take the first that fits.
        let (at, arch) = stem.match_indices('.').find_map(|(at, _)| {
            let (arch, _) = stem[at + 1..].split_once('-')?;
            Arch::from_libvirt(arch).map(|_| (at, arch))
        })?;
        let suffix = &stem[at + 1..];
        let version = suffix.strip_suffix(".abi-update").unwrap_or(suffix).strip_prefix(arch)?.get(1..)?;
        let (version, variant) = version.split_at(version.find('+').unwrap_or(version.len()));
        let version = match version {
            "latest" => recordings.newest(arch).unwrap_or_default(),
            version => version.to_owned(),
        };
        let recording = format!("caps_{version}_{arch}{variant}");
        Some(Self { name: stem[..at].to_owned(), suffix: suffix.to_owned(), recording })
    }

    /// Does it use the newest recording of its architecture?
    pub(super) fn is_latest(&self) -> bool {
        self.suffix.trim_end_matches(".abi-update").split('+').next().is_some_and(|s| s.ends_with("-latest"))
    }

    /// Is it of a definition that a client sends? All others are of one that was stored before.
    pub(super) fn is_abi_update(&self) -> bool {
        self.suffix.ends_with(".abi-update")
    }

    /// Name and suffix, as the settings have it.
    pub(super) fn id(&self) -> String {
        format!("{}.{}", self.name, self.suffix)
    }
}

/// The cases of a directory that have an expected command line or an expected refusal, by name.
pub(super) fn cases(directory: &Path, recordings: &Recordings) -> Vec<Case> {
    let files = std::fs::read_dir(directory).into_iter().flatten();
    let names = files.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let stems: BTreeSet<String> = names
        .filter_map(|name| {
            name.strip_suffix(".args").or_else(|| name.strip_suffix(".err")).map(str::to_owned)
        })
        .collect();
    stems.iter().filter_map(|stem| Case::of(stem, recordings)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_says_all() {
        let none = Recordings::default();
        for (stem, name, recording, latest, update) in [
            ("a-b.x86_64-7.2.0", "a-b", "caps_7.2.0_x86_64", false, false),
            ("a.1.s390x-latest", "a.1", "caps__s390x", true, false),
            ("a.x86_64-latest+amdsev", "a", "caps__x86_64+amdsev", true, false),
            ("a.ppc64-latest.abi-update", "a", "caps__ppc64", true, true),
        ] {
            let case = Case::of(stem, &none).unwrap();
            assert_eq!((case.name.as_str(), case.recording.as_str()), (name, recording), "{stem}");
            assert_eq!((case.is_latest(), case.is_abi_update()), (latest, update), "{stem}");
            assert_eq!(case.id(), stem);
        }
        assert_eq!(Case::of("no-architecture", &none), None);
    }
}
