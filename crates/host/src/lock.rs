//! One daemon for one directory.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::error::{About as _, FileError};

/// How long a holder that is dead may keep the lock: children that it was about to start have it until they run their
/// own programs.
const LAST_BREATH: Duration = Duration::from_secs(5);

/// How often is looked whether they do.
const LOOK: Duration = Duration::from_millis(10);

/// Held as long as it lives, and given up by the kernel however the process ends. The file stays.
#[derive(Debug)]
pub struct DaemonLock {
    _file: File,
}

/// Why the lock could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process has it.
    #[error("{} holds '{}'", holder(*pid), path.display())]
    Held {
        /// The holder as it wrote itself into the file.
        pid: Option<u32>,
        /// The lock file.
        path: std::path::PathBuf,
    },
    /// The file cannot be opened or locked.
    #[error(transparent)]
    File(#[from] FileError),
}

fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"))
}

impl DaemonLock {
    /// Takes the lock, or fails at once when its holder lives. The file then holds our pid and a line feed, as pid files
    /// do.
    ///
    /// # Errors
    /// See [`LockError`].
    pub fn acquire(path: &Path) -> Result<Self, LockError> {
        let begun = Instant::now();
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o644)
                .open(path)
                .about("open", path)?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Err(Errno::WOULDBLOCK) => {
                    let pid = written_pid(&mut file);
                    if pid.is_none_or(is_alive) || begun.elapsed() > LAST_BREATH {
                        return Err(LockError::Held { pid, path: path.to_owned() });
                    }
                    std::thread::sleep(LOOK);
                    continue;
                }
                locked => locked.about("lock", path)?,
            }
            // Somebody may have removed the file between opening and locking: that lock would bind nobody.
            if is_at(&file, path).about("lock", path)? {
                write_pid(&mut file).about("write", path)?;
                return Ok(Self { _file: file });
            }
        }
    }
}

/// Whether a process is there that has not ended: one that nobody has waited for yet has.
fn is_alive(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    state.is_some_and(|state| !matches!(state, 'Z' | 'X'))
}

fn written_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn write_pid(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(format!("{}\n", std::process::id()).as_bytes())
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match std::fs::metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("daemon.pid");
        let lock = DaemonLock::acquire(&path).unwrap();
        let error = DaemonLock::acquire(&path).unwrap_err();
        let expected = format!("process {} holds '{}'", std::process::id(), path.display());
        assert_eq!(error.to_string(), expected);
        drop(lock);
        drop(DaemonLock::acquire(&path).unwrap());
    }

    #[test]
    fn what_an_earlier_holder_wrote_is_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("daemon.pid");
        std::fs::write(&path, "12345678901234567890 and more\n").unwrap();
        let _lock = DaemonLock::acquire(&path).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{}\n", std::process::id()));
    }

    #[test]
    fn a_removed_file_binds_nobody_and_is_no_obstacle() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("daemon.pid");
        let _old = DaemonLock::acquire(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let _new = DaemonLock::acquire(&path).unwrap();
        assert!(matches!(DaemonLock::acquire(&path), Err(LockError::Held { pid: Some(_), .. })));
    }

    #[test]
    fn no_place_for_it() {
        assert!(matches!(DaemonLock::acquire(Path::new("/no/such/place")), Err(LockError::File(_))));
    }

    #[test]
    fn a_lock_that_outlives_its_holder_for_a_moment_is_waited_for() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pid");
        let mut dead = std::process::Command::new("true").spawn().unwrap();
        dead.wait().unwrap();
        std::fs::write(&path, format!("{}\n", dead.id())).unwrap();
        let child = File::open(&path).unwrap();
        flock(&child, FlockOperation::NonBlockingLockExclusive).unwrap();
        let runs_its_program = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            drop(child);
        });
        DaemonLock::acquire(&path).unwrap();
        runs_its_program.join().unwrap();
    }
}
