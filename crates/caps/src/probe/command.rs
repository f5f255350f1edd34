//! One QMP command of a probe, and what may come back for it.

use serde_json::{Value, json};

/// A command to send. Commands of one batch may be sent all at once; replies may come in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Give it back with the reply.
    pub id: u64,
    /// The command's name.
    pub execute: &'static str,
    /// Its arguments, if it takes any.
    pub arguments: Option<Value>,
}

impl Command {
    /// The whole command as QEMU reads it.
    pub fn to_json(&self) -> Value {
        match &self.arguments {
            Some(arguments) => json!({"execute": self.execute, "arguments": arguments, "id": self.id}),
            None => json!({"execute": self.execute, "id": self.id}),
        }
    }
}

/// QEMU's refusal of a command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{class}: {desc}")]
pub struct QmpError {
    /// The class, such as `CommandNotFound` or `GenericError`.
    pub class: String,
    /// The sentence.
    pub desc: String,
}

/// A reply taken apart: `return`, or `error`.
pub fn reply_from_json(reply: &mut Value) -> Option<Result<Value, QmpError>> {
    if let Some(value) = reply.get_mut("return") {
        return Some(Ok(value.take()));
    }
    let error = reply.get("error")?;
    let text = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Err(QmpError { class: text("class"), desc: text("desc") }))
}
