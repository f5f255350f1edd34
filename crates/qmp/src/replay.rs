//! QEMU's side of a monitor, for tests: by hand with [`Peer`], or from a recording with [`play`].

use std::io;
use std::os::fd::OwnedFd;

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncWriteExt as _, Interest};
use tokio::net::UnixStream;

use crate::descriptors;
use crate::line::LineBuffer;
use crate::transcript::{Entry, Speaker};

/// Whoever plays QEMU (or a guest agent) at the other end of a socket.
#[derive(Debug)]
pub struct Peer {
    stream: UnixStream,
    buffer: LineBuffer,
    received: Vec<OwnedFd>,
}

impl Peer {
    /// A peer at this end of a socket. Says nothing yet.
    #[must_use]
    pub fn new(stream: UnixStream) -> Self {
        Self { stream, buffer: LineBuffer::new(64 << 20), received: Vec::new() }
    }

    /// Greets as QEMU 10.0.2 does and answers `qmp_capabilities`, whose arguments are returned.
    ///
    /// # Errors
    /// When the other end is closed or begins with another command.
    pub async fn greet(&mut self) -> io::Result<Value> {
        let version = json!({"qemu": {"micro": 2, "minor": 0, "major": 10}, "package": "peer"});
        self.say(&json!({"QMP": {"version": version, "capabilities": ["oob"]}})).await?;
        let command = self.hear().await?;
        if command.get("execute") != Some(&json!("qmp_capabilities")) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, command.to_string()));
        }
        self.reply(&command, json!({})).await?;
        Ok(command.get("arguments").cloned().unwrap_or_default())
    }

    /// The next line of the other end.
    ///
    /// # Errors
    /// `UnexpectedEof` when it is closed; `InvalidData` when the line is too long.
    pub async fn hear_line(&mut self) -> io::Result<Bytes> {
        loop {
            let line = self.buffer.next_line();
            if let Some(line) = line.map_err(|long| io::Error::new(io::ErrorKind::InvalidData, long))? {
                return Ok(line);
            }
            self.stream.readable().await?;
            let mut piece = [0; 16 * 1024];
            let received = self.stream.try_io(Interest::READABLE, || {
                descriptors::receive(&self.stream, &mut piece, &mut self.received)
            });
            match received {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => self.buffer.input().extend_from_slice(piece.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The next command of the other end.
    ///
    /// # Errors
    /// As [`Peer::hear_line`]; `InvalidData` when it is no JSON.
    pub async fn hear(&mut self) -> io::Result<Value> {
        let line = self.hear_line().await?;
        Ok(serde_json::from_slice(&line)?)
    }

    /// The descriptors that have come since this was last asked.
    pub fn take_descriptors(&mut self) -> Vec<OwnedFd> {
        std::mem::take(&mut self.received)
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the other end is closed.
    pub async fn say(&mut self, message: &Value) -> io::Result<()> {
        self.say_bytes(format!("{message}\r\n").as_bytes()).await
    }

    /// Sends any bytes.
    ///
    /// # Errors
    /// When the other end is closed.
    pub async fn say_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Answers `command` with a value.
    ///
    /// # Errors
    /// When the other end is closed.
    pub async fn reply(&mut self, command: &Value, value: Value) -> io::Result<()> {
        let id = command.get("id").cloned().unwrap_or_default();
        self.say(&json!({"return": value, "id": id})).await
    }

    /// Answers `command` with an error.
    ///
    /// # Errors
    /// When the other end is closed.
    pub async fn refuse(&mut self, command: &Value, class: &str, desc: &str) -> io::Result<()> {
        let id = command.get("id").cloned().unwrap_or_default();
        self.say(&json!({"id": id, "error": {"class": class, "desc": desc}})).await
    }

    /// Reports an event.
    ///
    /// # Errors
    /// When the other end is closed.
    pub async fn event(&mut self, name: &str, data: Value) -> io::Result<()> {
        let timestamp = json!({"seconds": 1_700_000_000, "microseconds": 0});
        self.say(&json!({"timestamp": timestamp, "event": name, "data": data})).await
    }
}

/// Plays QEMU's side of a recording: waits for each recorded command and says what QEMU said after it. Ids
/// count for nothing; what is answered bears the ids that are asked with.
///
/// # Errors
/// `InvalidData` when another command comes than the recorded one; those of the socket.
pub async fn play(stream: UnixStream, recording: &[Entry]) -> io::Result<()> {
    let mut peer = Peer::new(stream);
    let mut ids: Vec<(Value, Value)> = Vec::new();
    for entry in recording {
        let mut recorded: Value = serde_json::from_str(&entry.line)?;
        match entry.speaker {
            Speaker::Client => {
                let mut heard = peer.hear().await?;
                ids.push((take_id(&mut recorded), take_id(&mut heard)));
                if heard != recorded {
                    let text = format!("expected {recorded}, heard {heard}");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, text));
                }
            }
            Speaker::Qemu => {
                let id = recorded.get("id");
                let given = ids.iter().find(|(old, _)| Some(old) == id).map(|(_, given)| given.clone());
                if let (Some(given), Value::Object(members)) = (given, &mut recorded) {
                    members.insert("id".to_owned(), given);
                }
                peer.say(&recorded).await?;
            }
        }
    }
    Ok(())
}

fn take_id(command: &mut Value) -> Value {
    command.as_object_mut().and_then(|members| members.shift_remove("id")).unwrap_or_default()
}
