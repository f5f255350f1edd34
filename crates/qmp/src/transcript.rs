//! Conversations on paper: what was said over a monitor, as JSON lines, to be read and replayed.
//!
//! ```text
//! {"ms":0,"from":"qemu","line":"{\"QMP\": ..."}
//! {"ms":1,"from":"client","line":"{\"execute\":\"qmp_capabilities\",...","descriptors":0}
//! ```

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};

/// Who said a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The one who sends commands: us.
    Client,
    /// QEMU.
    Qemu,
}

/// One line of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Milliseconds since the recording began.
    pub milliseconds: u64,
    /// Whose line it is.
    pub speaker: Speaker,
    /// The line without its end.
    pub line: String,
    /// How many file descriptors came with it.
    pub descriptors: usize,
}

/// Writes down what a monitor says and hears; clones write to the same file. Meant for tests and for finding
/// faults: it writes while the monitor waits, and a failure to write is logged once and ends the recording.
#[derive(Clone, Debug)]
pub struct Recorder {
    file: Arc<Mutex<Option<File>>>,
    begun: Instant,
}

impl Recorder {
    /// Begins a recording in a new or emptied file.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = File::create(path)?;
        Ok(Self { file: Arc::new(Mutex::new(Some(file))), begun: Instant::now() })
    }

    pub(crate) fn record(&self, speaker: Speaker, line: &[u8], descriptors: usize) {
        let milliseconds = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let line = String::from_utf8_lossy(line).trim_end().to_owned();
        let entry = Entry { milliseconds, speaker, line, descriptors };
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = file.as_mut()
            && let Err(error) = writeln!(open, "{}", entry.to_json())
        {
            tracing::warn!(%error, "the transcript of a monitor cannot be written");
            *file = None;
        }
    }
}

impl Entry {
    fn to_json(&self) -> Value {
        let from = match self.speaker {
            Speaker::Client => "client",
            Speaker::Qemu => "qemu",
        };
        json!({"ms": self.milliseconds, "from": from, "line": self.line, "descriptors": self.descriptors})
    }

    fn from_json(value: &Value) -> Option<Self> {
        let speaker = match value.get("from")?.as_str()? {
            "client" => Speaker::Client,
            "qemu" => Speaker::Qemu,
            _ => return None,
        };
        Some(Self {
            milliseconds: value.get("ms").and_then(Value::as_u64).unwrap_or(0),
            speaker,
            line: value.get("line")?.as_str()?.to_owned(),
            descriptors: value.get("descriptors").and_then(Value::as_u64).unwrap_or(0).try_into().ok()?,
        })
    }
}

/// Reads a recording.
///
/// # Errors
/// `InvalidData` naming the first line (counted from 1) that is none of a recording.
pub fn parse(text: &str) -> io::Result<Vec<Entry>> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let value = serde_json::from_str(line).ok();
            value.as_ref().and_then(Entry::from_json).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, format!("line {number} is none of a transcript"))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recorded_can_be_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("transcript");
        let recorder = Recorder::create(&path).unwrap();
        recorder.record(Speaker::Qemu, b"{\"QMP\": {}}\r\n", 0);
        recorder.clone().record(Speaker::Client, b"{\"execute\":\"getfd\"}\r\n", 1);
        let entries = parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let said: Vec<_> =
            entries.iter().map(|entry| (entry.speaker, entry.line.as_str(), entry.descriptors)).collect();
        let expected = [(Speaker::Qemu, "{\"QMP\": {}}", 0), (Speaker::Client, "{\"execute\":\"getfd\"}", 1)];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_no_recording_is_refused() {
        let good = r#"{"from":"qemu","line":"x"}"#;
        assert_eq!(parse(good).unwrap().len(), 1);
        for bad in ["x", "{}", r#"{"from":"me","line":"x"}"#, r#"{"from":"qemu","line":1}"#] {
            let error = parse(&format!("{good}\n\n{bad}\n")).unwrap_err();
            assert_eq!(error.to_string(), "line 3 is none of a transcript", "{bad}");
        }
    }
}
