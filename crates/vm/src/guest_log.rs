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
    use std::fmt::Write as _;
    let mut text = format!(
        "starting up ferrovirt version: {}, qemu version: {version}, kernel: {kernel}, hostname: {hostname}\n",
        env!("CARGO_PKG_VERSION")
    );
    for (name, value) in &command.env {
        let _ = writeln!(text, "{name}={} \\", quote(value));
    }
    text.push_str(&quote(&command.program));
    for arg in &command.args {
        // An option begins a line of its own, its value follows it.
        text.push_str(if arg.starts_with('-') { " \\\n" } else { " " });
        text.push_str(&quote(arg));
    }
    text.push('\n');
    text
}

fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=+.,/:%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_can_be_pasted_into_a_shell() {
        let command = launch::CommandLine {
            program: "/usr/bin/qemu".into(),
            args: vec!["-name".into(), "guest=a b".into(), "-S".into(), "-device".into(), "{\"a\":1}".into()],
            env: vec![("LC_ALL".into(), "C".into())],
            ..Default::default()
        };
        let text = opening("10.0.2", "6.1", "host", &command);
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            ["LC_ALL=C \\", "/usr/bin/qemu \\", "-name 'guest=a b' \\", "-S \\", "-device '{\"a\":1}'"]
        );
    }

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
