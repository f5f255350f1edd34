//! A recorded QMP conversation in the place of an emulator.
//!
//! A recording is a sequence of JSON documents, command and reply in turn. Each `qmp_capabilities` begins
//! a new part: the first is the conversation under the best accelerator, the second the one under TCG.

use std::fs;
use std::path::Path;

use caps::EmulatorCapabilities;
use caps::probe::{Command, Conversation, QmpError, Scope, reply_from_json};
use serde_json::{Value, json};

/// Commands whose replies depend on the accelerator, so that no other part can answer them.
const ACCELERATED: &[&str] =
    &["query-kvm", "query-machines", "query-cpu-definitions", "query-cpu-model-expansion"];

/// A recording, cut into its parts.
#[derive(Debug)]
pub struct Recording {
    /// The file's name without the suffix.
    pub name: String,
    parts: Vec<Vec<(Value, Value)>>,
}

impl Recording {
    /// Reads a `.replies` file.
    ///
    /// # Errors
    /// A sentence when it cannot be read or is not such a file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Self::parse(name, &text)
    }

    /// Takes the text of a `.replies` file apart.
    ///
    /// # Errors
    /// A sentence when it is not such a text.
    pub fn parse(name: String, text: &str) -> Result<Self, String> {
        let mut documents = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let mut parts: Vec<Vec<(Value, Value)>> = Vec::new();
        while let Some(command) = documents.next() {
            let command = command.map_err(|error| format!("{name}: {error}"))?;
            let reply = documents.next().ok_or_else(|| format!("{name}: a command without a reply"))?;
            let reply = reply.map_err(|error| format!("{name}: {error}"))?;
            if parts.is_empty() || command["execute"] == "qmp_capabilities" {
                parts.push(Vec::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push((command, reply));
            }
        }
        Ok(Self { name, parts })
    }

    /// What the first part's first command of that name returned.
    pub fn first_reply(&self, command: &str) -> Option<&Value> {
        let mut exchanges = self.parts.first()?.iter();
        exchanges.find(|(asked, _)| asked["execute"] == command)?.1.get("return")
    }

    /// What the recorded emulator can do, by the same questions that the daemon asks.
    ///
    /// # Errors
    /// When the recording lacks an answer that everything rests on.
    pub fn probe(&self) -> Result<EmulatorCapabilities, String> {
        let say = |error: caps::probe::ProbeError| format!("{}: {error}", self.name);
        let first = self.converse(0, Conversation::new(Scope::Whole)).finish().map_err(say)?;
        let binary = format!("/usr/bin/qemu-system-{}", self.target());
        let known = EmulatorCapabilities::of_conversation(binary, first).map_err(say)?;
        if known.unasked.is_empty() {
            return Ok(known);
        }
        let tcg = self.converse(1, Conversation::new(Scope::TcgOnly)).finish().map_err(say)?;
        Ok(known.completed_by(tcg))
    }

    /// Plays one conversation to its end.
    fn converse(&self, part: usize, mut conversation: Conversation) -> Conversation {
        loop {
            let batch = conversation.next();
            if batch.is_empty() {
                return conversation;
            }
            // The last first: replies may come in any order.
            for command in batch.iter().rev() {
                conversation.reply(command.id, self.answer(part, command));
            }
        }
    }

    fn answer(&self, part: usize, command: &Command) -> Result<Value, QmpError> {
        let forced_tcg = part > 0 && self.parts.len() > 1;
        if forced_tcg && command.execute == "query-kvm" {
            return Ok(json!({"present": true, "enabled": false}));
        }
        let mut places = vec![part.min(self.parts.len().saturating_sub(1))];
        if !ACCELERATED.contains(&command.execute) {
            places.extend(0..self.parts.len());
        }
        let recorded = places.into_iter().find_map(|place| self.lookup(place, command));
        let mut reply = recorded.cloned().unwrap_or_default();
        reply_from_json(&mut reply).unwrap_or_else(|| {
            let desc = format!("The command {} has not been found", command.execute);
            Err(QmpError { class: "CommandNotFound".to_owned(), desc })
        })
    }

    fn lookup(&self, part: usize, command: &Command) -> Option<&Value> {
        let arguments = command.arguments.as_ref();
        let asked = |recorded: &Value| {
            recorded["execute"] == command.execute && recorded.get("arguments") == arguments
        };
        let pairs = self.parts.get(part)?;
        pairs.iter().find(|(recorded, _)| asked(recorded)).map(|(_, reply)| reply)
    }

    fn target(&self) -> String {
        let command = Command { id: 0, execute: "query-target", arguments: None };
        let reply = self.answer(0, &command).unwrap_or_default();
        reply["arch"].as_str().unwrap_or_default().to_owned()
    }
}
