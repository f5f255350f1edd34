//! What a guest's definition was before it was changed: the way back.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::survey::uuid_text;

/// The form of the file.
const FORM: u32 = 1;

/// One change, and what was there before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    form: u32,
    /// The host.
    pub uri: String,
    /// The guest's name.
    pub name: String,
    /// The machine type before.
    pub from: String,
    /// The machine type after.
    pub to: String,
    /// The definition before, byte for byte, with its secrets.
    pub before: String,
    /// The definition after, as the host had it then; empty while that is not known.
    pub after: String,
}

impl Backup {
    /// Of a change that is about to be made.
    pub fn new(uri: &str, name: &str, (from, to): (&str, &str), before: &str) -> Self {
        let text = str::to_owned;
        let (uri, name, from, to, before) = (text(uri), text(name), text(from), text(to), text(before));
        Self { form: FORM, uri, name, from, to, before, after: String::new() }
    }

    /// Puts it on disk, readable by its owner alone, before this returns.
    ///
    /// # Errors
    /// When it cannot be written: then nothing may be changed.
    pub fn keep(&self, path: &Path) -> Result<()> {
        let write = || -> std::io::Result<()> {
            if let Some(directory) = path.parent() {
                DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
            }
            let fresh = path.with_extension("new");
            let _ = fs::remove_file(&fresh);
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            fs::rename(&fresh, path)
        };
        write().with_context(|| format!("cannot keep the former definition in {}", path.display()))
    }

    /// The last change of a guest, with the file that it is in.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn last(guest: &[u8; 16]) -> Result<(PathBuf, Self)> {
        let directory = directory()?;
        let numbers = numbers(&directory, guest);
        let Some(last) = numbers.last() else {
            bail!("no change of this guest is kept in {}: there is nothing to undo", directory.display());
        };
        let path = path(&directory, guest, *last);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let backup: Self =
            serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))?;
        Ok((path, backup))
    }

    /// The file for a guest's next change.
    ///
    /// # Errors
    /// When nobody says where the user's files are.
    pub fn next_file(guest: &[u8; 16]) -> Result<PathBuf> {
        let directory = directory()?;
        let next = numbers(&directory, guest).last().map_or(1, |last| last.saturating_add(1));
        Ok(path(&directory, guest, next))
    }
}

/// `$XDG_STATE_HOME/ferrovirt/fixes`.
fn directory() -> Result<PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = variable("XDG_STATE_HOME").or_else(|| Some(variable("HOME")?.join(".local/state")));
    match state {
        Some(state) => Ok(state.join("ferrovirt/fixes")),
        None => bail!("neither XDG_STATE_HOME nor HOME says where the former definition could be kept"),
    }
}

fn path(directory: &Path, guest: &[u8; 16], number: u32) -> PathBuf {
    directory.join(format!("{}.{number}.json", uuid_text(guest)))
}

/// The numbers of a guest's changes, in order.
fn numbers(directory: &Path, guest: &[u8; 16]) -> Vec<u32> {
    let prefix = format!("{}.", uuid_text(guest));
    let files = fs::read_dir(directory).into_iter().flatten().flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    let mut numbers: Vec<u32> =
        names.filter_map(|name| name.strip_prefix(&prefix)?.strip_suffix(".json")?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn only_its_owner_can_read_it_and_the_last_one_counts() {
        let directory = tempfile::tempdir().unwrap();
        let guest = [7; 16];
        let backup = Backup::new("qemu:///system", "g", ("a", "b"), "<domain/>");
        for number in [2, 10, 9] {
            backup.keep(&path(&directory.path().join("fixes"), &guest, number)).unwrap();
        }
        let kept = directory.path().join("fixes");
        assert_eq!(numbers(&kept, &guest), [2, 9, 10]);
        assert_eq!(numbers(&kept, &[8; 16]), [0; 0]);
        let file = path(&kept, &guest, 10);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o700);
        let text = fs::read_to_string(file).unwrap();
        assert_eq!(serde_json::from_str::<Backup>(&text).unwrap(), backup);
    }
}
