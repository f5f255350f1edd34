//! The log of one guest: what started it, what QEMU wrote, what befell it.
//!
//! QEMU's standard error goes straight into the file, so that it needs no living daemon.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use host::clock::Timestamp;
use host::{FileError, files};

/// A log is put aside at the next start when it has grown beyond this, in bytes (as virtlogd does).
const ROTATE_AT: u64 = 2 << 20;

/// How many logs that were put aside are kept.
const KEPT: u32 = 3;

/// The most that is quoted of QEMU's last words, in bytes.
const QUOTE: u64 = 4096;

/// One guest's log file.
#[derive(Debug, Clone)]
pub struct GuestLog {
    path: PathBuf,
}

impl GuestLog {
    /// The log of the guest with this name.
    pub fn new(directory: &Path, name: &str) -> Self {
        Self { path: directory.join(format!("{name}.log")) }
    }

    /// Appends one line with the time. A failure is told to the daemon's log and disturbs nothing else.
    pub fn line(&self, text: &str) {
        let line = format!("{}: {text}", Timestamp::now());
        let file = match files::open_log(&self.path) {
            Ok(file) => file,
            Err(why) => return tracing::warn!("{why}"),
        };
        if let Err(why) = files::append_line(&file, &line) {
            tracing::warn!("cannot write to {}: {why}", self.path.display());
        }
    }

    /// Opens it for a start: an overgrown file is put aside, `opening` is the first that is written.
    ///
    /// # Errors
    /// The file cannot be opened. A file that cannot be written to (a full disk) keeps no guest from starting.
    pub fn open_for_start(&self, opening: &str) -> Result<File, FileError> {
        if std::fs::metadata(&self.path).is_ok_and(|data| data.len() > ROTATE_AT) {
            self.rotate();
        }
        let mut file = files::open_log(&self.path)?;
        let text = format!("{}: {opening}", Timestamp::now());
        if let Err(why) = file.write_all(text.as_bytes()) {
            tracing::warn!("cannot write to {}: {why}", self.path.display());
        }
        Ok(file)
    }

    /// How long the file is now, in bytes: what comes later is new.
    pub fn end(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |data| data.len())
    }

    /// What was written since `start` (a value of [`GuestLog::end`]), its last 4 KiB at most.
    pub fn since(&self, start: u64) -> String {
        let read = || -> io::Result<Vec<u8>> {
            let mut file = File::open(&self.path)?;
            let end = file.metadata()?.len();
            file.seek(SeekFrom::Start(start.max(end.saturating_sub(QUOTE))))?;
            let mut bytes = Vec::new();
            file.take(QUOTE).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }

    /// The guest has another name: its log goes with it.
    pub fn follow(&self, to: &Self) {
        match std::fs::rename(&self.path, &to.path) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => {
                tracing::warn!("the log {} does not follow its guest: {why}", self.path.display());
            }
            _ => {}
        }
    }

    fn rotate(&self) {
        let numbered = |number: u32| PathBuf::from(format!("{}.{number}", self.path.display()));
        for number in (0..KEPT - 1).rev() {
            let _ = std::fs::rename(numbered(number), numbered(number + 1));
        }
        if let Err(why) = std::fs::rename(&self.path, numbered(0)) {
            tracing::warn!("cannot put {} aside: {why}", self.path.display());
        }
    }
}

/// The text that opens a start in the log: who starts what, and the command line as a shell would take it.
pub(crate) fn opening(version: &str, kernel: &str, hostname: &str, command: &launch::CommandLine) -> String {
    format!(
        "starting up ferrovirt version: {}, qemu version: {version}, kernel: {kernel}, hostname: {hostname}\n{}\n",
        env!("CARGO_PKG_VERSION"),
        command.lines()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overgrown_log_is_put_aside_and_the_last_words_are_quoted() {
        let directory = tempfile::tempdir().unwrap();
        let log = GuestLog::new(directory.path(), "g");
        std::fs::write(directory.path().join("g.log"), vec![b'x'; (ROTATE_AT + 1) as usize]).unwrap();
        drop(log.open_for_start("starting up\n").unwrap());
        assert!(directory.path().join("g.log.0").exists());
        let before = log.end();
        log.line("one");
        log.line("two");
        let since = log.since(before);
        assert!(since.ends_with(": two") && since.contains(": one\n"), "{since}");
    }
}
