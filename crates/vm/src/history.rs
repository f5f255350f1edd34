//! What was found for a guest at each of its starts, kept for later: one line of JSON a start.
//!
//! Text that is only ever appended, so that `jq`, `grep` and `tail` read it, and nothing that goes wrong in the
//! daemon can change what is written already. A file that has grown is put aside once; the one before is gone then.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use findings::Finding;
use host::files;
use model::Uuid;
use serde::{Serialize, Serializer};

/// A guest's history is put aside when it has grown beyond this, in bytes: some thousand starts.
const ROTATE_AT: u64 = 1 << 20;

/// One start, as a line of the history has it.
#[derive(Debug, Serialize)]
pub(crate) struct Started<'a> {
    /// libvirt's form of a moment.
    pub(crate) time: String,
    /// The guest's name then.
    pub(crate) name: &'a str,
    /// The guest.
    #[serde(serialize_with = "as_text")]
    pub(crate) uuid: Uuid,
    /// The run's id.
    pub(crate) id: i32,
    /// The path of its QEMU.
    pub(crate) emulator: &'a str,
    /// QEMU's version, where it is known.
    pub(crate) version: Option<String>,
    /// The machine type.
    pub(crate) machine: Option<&'a str>,
    /// State came in: it was restored.
    pub(crate) restored: bool,
    /// Whose client started it, by user id and process id.
    pub(crate) by: (u32, i32),
    /// What was found.
    pub(crate) findings: &'a [Finding],
}

fn as_text<S: Serializer>(value: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Appends a start. A failure is told to the daemon's log: no guest is kept from starting by it.
pub(crate) fn append(directory: &Path, started: &Started<'_>) {
    let (uuid, name) = (started.uuid, started.name);
    let line = match serde_json::to_string(started) {
        Ok(line) => line,
        Err(why) => return tracing::warn!("the history of domain '{name}' lacks a start: {why}"),
    };
    let path = directory.join(format!("{uuid}.jsonl"));
    if std::fs::metadata(&path).is_ok_and(|data| data.len() > ROTATE_AT) {
        let aside = PathBuf::from(format!("{}.0", path.display()));
        if let Err(why) = std::fs::rename(&path, &aside) {
            tracing::warn!("cannot put {} aside: {why}", path.display());
        }
    }
    let written = files::open_log(&path).map_err(|why| why.to_string()).and_then(|file| {
        files::append_line(&file, &line).map_err(|why| format!("{}: {why}", path.display()))
    });
    if let Err(why) = written {
        tracing::warn!("the history of domain '{name}' lacks a start: {why}");
    }
}

/// Removes histories that nothing was added to for `age`.
pub fn forget_old_history(directory: &Path, age: Duration) {
    let Ok(files) = std::fs::read_dir(directory) else { return };
    let now = SystemTime::now();
    for file in files.flatten() {
        let is_ours = file.file_name().to_string_lossy().contains(".jsonl");
        let modified = file.metadata().and_then(|data| data.modified());
        let is_old = modified.is_ok_and(|at| now.duration_since(at).is_ok_and(|past| past > age));
        if is_ours
            && is_old
            && let Err(why) = std::fs::remove_file(file.path())
        {
            tracing::warn!("cannot remove {}: {why}", file.path().display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grown_history_is_put_aside_and_an_old_one_forgotten() {
        let directory = tempfile::tempdir().unwrap();
        let uuid: Uuid = Uuid::parse("a75aca4b-a02f-2bcb-4a91-c93cd848c34b").unwrap();
        let started = Started {
            time: "2026-11-23 21:25:20.759+0000".into(),
            name: "g",
            uuid,
            id: 3,
            emulator: "/q",
            version: Some("10.0.2".into()),
            machine: Some("pc-i440fx-10.0"),
            restored: false,
            by: (0, 12),
            findings: &[],
        };
        let write = || append(directory.path(), &started);
        write();
        write();
        let path = directory.path().join(format!("{uuid}.jsonl"));
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 2);
        let entry: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!((entry["name"].as_str(), entry["id"].as_i64()), (Some("g"), Some(3)));
        std::fs::write(&path, vec![b'\n'; 2 << 20]).unwrap();
        write();
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 1);
        forget_old_history(directory.path(), Duration::from_secs(3600));
        assert!(path.exists());
        forget_old_history(directory.path(), Duration::ZERO);
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
