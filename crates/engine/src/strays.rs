//! QEMU processes of this daemon's guests that no readable status file leads to.
//!
//! One whose start was only begun is ended: its vcpus never ran, and nobody was told that it exists. Any other is
//! left alone, since it may be somebody's running guest whose status file was damaged; but its guest is not
//! started a second time beside it.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use host::process::accounting::command_line;
use host::process::{ProcessHandle, ProcessIdentity, Signal};
use model::Uuid;

use crate::engine::Engine;

/// How long a process that was killed may take to be gone.
const DEATH: Duration = Duration::from_secs(5);

/// How often to look whether it is.
const LOOK: Duration = Duration::from_millis(5);

/// The processes that are left alone, by the guest they run.
#[derive(Debug, Default)]
pub(crate) struct Strays(Mutex<HashMap<Uuid, ProcessHandle>>);

/// A process that has a directory of this daemon's guests.
#[derive(Debug)]
struct Holder {
    identity: ProcessIdentity,
    /// The directory's name, such as `domain-7-web`.
    directory: String,
    uuid: Option<Uuid>,
}

impl Strays {
    /// The pid of a guest's stray process, while it lives.
    pub(crate) fn of(&self, guest: Uuid) -> Option<u32> {
        let mut strays = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let process = strays.get(&guest)?;
        if let Ok(Some(_)) = process.try_exited() {
            strays.remove(&guest);
            return None;
        }
        Some(process.pid())
    }

    fn insert(&self, guest: Uuid, process: ProcessHandle) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(guest, process);
    }
}

impl Engine {
    /// Ends the processes that hold the directory of a start that was only begun.
    pub(crate) fn end_begun(&self, directory: &Path) {
        let guests = &self.inner.settings.guests;
        let Some(name) = directory.strip_prefix(guests).ok().and_then(Path::to_str) else { return };
        for holder in holders(guests).into_iter().filter(|holder| holder.directory == name) {
            let pid = holder.identity.pid;
            tracing::warn!("ending QEMU process {pid}: its start was never completed");
            if let Err(why) = kill(holder.identity) {
                tracing::error!("process {pid} cannot be ended: {why}");
            }
        }
    }

    /// Takes note of processes that belong to none of the guests that are known, and removes the directories of starts
    /// that did not get as far as a status file.
    pub(crate) fn look_for_strays(&self) {
        let known: HashSet<u32> = self.guests().iter().filter_map(vm::Guest::pid).collect();
        let holders = holders(&self.inner.settings.guests);
        self.sweep_directories(&holders);
        for holder in holders.into_iter().filter(|holder| !known.contains(&holder.identity.pid)) {
            tracing::error!(
                "QEMU process {} runs in {} and cannot be controlled: its status is not known",
                holder.identity.pid,
                holder.directory
            );
            // Nobody else may get its directory.
            let id = holder.directory.split('-').nth(1).and_then(|id| id.parse().ok());
            self.inner.registry.pass_over_id(id.unwrap_or_default());
            if let (Some(uuid), Ok(Some(process))) = (holder.uuid, ProcessHandle::reopen(holder.identity)) {
                self.inner.strays.insert(uuid, process);
            }
        }
    }
}

impl Engine {
    /// Removes directories of guests that no process holds and no running guest has.
    fn sweep_directories(&self, holders: &[Holder]) {
        let guests = &self.inner.settings.guests;
        let running: HashSet<i32> = self.guests().iter().map(|guest| guest.view().id).collect();
        for entry in std::fs::read_dir(guests).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let id = name.strip_prefix("domain-").and_then(|rest| rest.split('-').next()?.parse().ok());
            let is_left = id.is_some_and(|id| !running.contains(&id))
                && !holders.iter().any(|holder| holder.directory == name);
            if is_left && let Err(why) = std::fs::remove_dir_all(entry.path()) {
                tracing::warn!("cannot remove {}: {why}", entry.path().display());
            }
        }
    }
}

/// Kills a process and waits until it is gone.
fn kill(identity: ProcessIdentity) -> std::io::Result<()> {
    let Some(process) = ProcessHandle::reopen(identity)? else { return Ok(()) };
    process.kill(Signal::KILL)?;
    let deadline = Instant::now() + DEATH;
    while process.try_exited()?.is_none() {
        if Instant::now() > deadline {
            return Err(std::io::ErrorKind::TimedOut.into());
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// Processes whose command line or environment names a directory of a guest below `guests`.
fn holders(guests: &Path) -> Vec<Holder> {
    let mark = format!("{}/", guests.display());
    let pids = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    pids.filter_map(|pid| {
        let words = command_line(pid).ok()?;
        let mut words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
        if !words.iter().any(|word| word == "-S") {
            return None;
        }
        // QEMU's home is the guest's directory, also where no path on its command line leads there.
        let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        words.extend(
            environment
                .split(|byte| *byte == 0)
                .map(|word| String::from_utf8_lossy(word).into_owned().into()),
        );
        let (directory, uuid) = held(&words, &mark)?;
        Some(Holder { identity: ProcessIdentity::of(pid).ok()?, directory, uuid })
    })
    .collect()
}

/// Which guest's directory a QEMU's command line names, and the guest's uuid.
fn held(words: &[impl AsRef<str>], mark: &str) -> Option<(String, Option<Uuid>)> {
    let words = || words.iter().map(AsRef::as_ref);
    let behind = words().find_map(|word| word.split_once(mark).map(|(_, rest)| rest))?;
    let end = behind.find(['/', ',', '"', '\'']).unwrap_or(behind.len());
    let directory = behind.get(..end).filter(|name| name.starts_with("domain-"))?;
    let uuid = words().skip_while(|word| *word != "-uuid").nth(1).and_then(Uuid::parse);
    Some((directory.to_owned(), uuid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_by_the_directory_on_its_command_line() {
        let uuid = "11111111-1111-1111-1111-111111111111";
        let json = r#"{"qom-type":"secret","file":"/r/lib/qemu/domain-7-a b/master-key.aes"}"#;
        let words = ["qemu", "-S", "-object", json, "-uuid", uuid];
        let expected = Some(("domain-7-a b".to_owned(), Uuid::parse(uuid)));
        assert_eq!(held(&words, "/r/lib/qemu/"), expected);
        assert_eq!(held(&words, "/other/lib/qemu/"), None);
        let at_home = ["qemu", "-S", "HOME=/r/lib/qemu/domain-7-a"];
        assert_eq!(held(&at_home, "/r/lib/qemu/"), Some(("domain-7-a".to_owned(), None)));
        assert_eq!(held(&["qemu", "-S", "/r/lib/qemu/nvram/x"], "/r/lib/qemu/"), None);
    }
}
