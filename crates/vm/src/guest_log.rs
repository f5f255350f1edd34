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

/// How much of a log is looked at in one go, in bytes.
const AT_ONCE: u64 = 1 << 20;

/// The longest line that is looked at, in bytes.
const LINE: usize = 4096;

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

    /// The whole lines from `start` on that have been written since, and where the next one begins. Very long lines
    /// are left out. Of a log that has grown very fast, only the end is looked at: then true.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn lines(&self, start: u64) -> io::Result<(Vec<String>, u64, bool)> {
        let mut file = File::open(&self.path)?;
        let end = file.metadata()?.len();
        // A file that is shorter than it was is another one.
        let mut from = if start > end { 0 } else { start };
        let skipped = end - from > AT_ONCE;
        if skipped {
            from = end - AT_ONCE;
        }
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(AT_ONCE).read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        bytes.truncate(whole);
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| (1..=LINE).contains(&line.len()));
        let lines = lines.map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        Ok((lines, from + u64::try_from(whole).unwrap_or(0), skipped))
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

    #[test]
    fn lines_are_read_once_and_whole_and_a_flood_is_passed_over() {
        let directory = tempfile::tempdir().unwrap();
        let (log, path) = (GuestLog::new(directory.path(), "g"), directory.path().join("g.log"));
        assert!(log.lines(0).is_err());
        std::fs::write(&path, "one\n\ntwo\nthr").unwrap();
        assert_eq!(log.lines(0).unwrap(), (vec!["one".into(), "two".into()], 9, false));
        assert_eq!(log.lines(9).unwrap(), (vec![], 9, false));
        std::fs::write(&path, format!("one\n\ntwo\nthree\n{}\n", "x".repeat(LINE + 1))).unwrap();
        let (lines, next, _) = log.lines(9).unwrap();
        assert_eq!(lines, ["three"]);
        std::fs::write(&path, format!("{}\nlast\n", "y\n".repeat(1 << 20))).unwrap();
        let (lines, end, skipped) = log.lines(next).unwrap();
        assert!(skipped && lines.last().unwrap() == "last");
        assert_eq!(log.lines(end).unwrap().0.len(), 0);
        std::fs::write(&path, "new\n").unwrap();
        assert_eq!(log.lines(end).unwrap().0, ["new"]);
    }
}
