//! What a QMP line says: a greeting, a reply or an event. Pure.

use serde_json::{Map, Value};

use crate::events::Event;

/// One message of the peer.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The first line of a connection.
    Greeting(Greeting),
    /// The answer to one command.
    Reply {
        /// The command's `id`; absent when the peer could not make one out.
        id: Option<Value>,
        /// The value of `return`, or QEMU's error.
        outcome: Result<Value, Failure>,
    },
    /// Something happened in QEMU, of its own accord or after a command.
    Event(Event),
}

/// The `error` of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// QEMU's class, for programs.
    pub class: String,
    /// QEMU's sentence, for people.
    pub desc: String,
}

/// What QEMU says of itself when a monitor connects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Greeting {
    /// QEMU's version.
    pub version: Version,
    /// The distribution's words about its build, such as `Debian 1:10.0.2+ds-2`; often empty.
    pub package: String,
    /// Protocol capabilities on offer, such as `oob`.
    pub capabilities: Vec<String>,
}

/// A QEMU version, ordered as versions are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Major version.
    pub major: u32,
    /// Minor version.
    pub minor: u32,
    /// Micro version (50 and above: a development build).
    pub micro: u32,
}

/// Understands one line. Members that nobody asked about are passed over, so that a newer QEMU is understood.
///
/// # Errors
/// The reason, when the line is no JSON object of one of the three kinds.
pub fn decode(line: &[u8]) -> Result<Message, String> {
    let value: Value = serde_json::from_slice(line).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Object(mut members) = value else { return Err("not a JSON object".to_owned()) };
    if let Some(value) = members.remove("return") {
        return Ok(Message::Reply { id: members.remove("id"), outcome: Ok(value) });
    }
    if let Some(error) = members.remove("error") {
        return Ok(Message::Reply { id: members.remove("id"), outcome: Err(failure(&error)) });
    }
    if let Some(Value::String(name)) = members.get("event") {
        let name = name.clone();
        return Ok(Message::Event(event(name, members)));
    }
    if let Some(Value::Object(about)) = members.get("QMP") {
        return greeting(about).map(Message::Greeting);
    }
    Err("neither a reply nor an event".to_owned())
}

fn failure(error: &Value) -> Failure {
    let text = |name| error.get(name).and_then(Value::as_str).map(str::to_owned);
    Failure {
        class: text("class").unwrap_or_else(|| "GenericError".to_owned()),
        desc: text("desc").unwrap_or_else(|| error.to_string()),
    }
}

fn event(name: String, mut members: Map<String, Value>) -> Event {
    let stamp = |part| members.get("timestamp").and_then(|stamp| stamp.get(part)).and_then(Value::as_i64);
    let (seconds, microseconds) = (stamp("seconds").unwrap_or(-1), stamp("microseconds").unwrap_or(-1));
    let data = members.remove("data").unwrap_or_else(|| Value::Object(Map::new()));
    Event { name, data, seconds, microseconds }
}

fn greeting(about: &Map<String, Value>) -> Result<Greeting, String> {
    let version = about.get("version").ok_or("a greeting without version")?;
    let number = |name| {
        let number = version.get("qemu").and_then(|qemu| qemu.get(name)).and_then(Value::as_u64);
        number.and_then(|number| u32::try_from(number).ok()).ok_or("a greeting without version number")
    };
    let capabilities = about.get("capabilities").and_then(Value::as_array);
    Ok(Greeting {
        version: Version { major: number("major")?, minor: number("minor")?, micro: number("micro")? },
        package: version.get("package").and_then(Value::as_str).unwrap_or_default().to_owned(),
        capabilities: capabilities
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(text: &str) -> Message {
        decode(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_greeting() {
        let text = r#"{"QMP": {"version": {"qemu": {"micro": 2, "minor": 0, "major": 10},
            "package": "Debian 1:10.0.2"}, "capabilities": ["oob", "later"]}}"#;
        let Message::Greeting(greeting) = read(text) else { panic!("not a greeting") };
        assert_eq!(greeting.version, Version { major: 10, minor: 0, micro: 2 });
        assert!(greeting.version > Version { major: 5, minor: 2, micro: 0 });
        assert_eq!(greeting.package, "Debian 1:10.0.2");
        assert_eq!(greeting.capabilities, ["oob", "later"]);
    }

    #[test]
    fn replies() {
        assert_eq!(
            read(r#"{"return": {"a": 1}, "id": "x"}"#),
            Message::Reply { id: Some(json!("x")), outcome: Ok(json!({"a": 1})) }
        );
        assert_eq!(
            read(r#"{"error": {"class": "DeviceNotFound", "desc": "no"}}"#),
            Message::Reply {
                id: None,
                outcome: Err(Failure { class: "DeviceNotFound".into(), desc: "no".into() })
            }
        );
        // Odd, but plainly an error: better told than the connection lost.
        let odd = Failure { class: "GenericError".into(), desc: "7".into() };
        assert_eq!(read(r#"{"error": 7}"#), Message::Reply { id: None, outcome: Err(odd) });
    }

    #[test]
    fn events_with_and_without_their_parts() {
        let text = r#"{"timestamp": {"seconds": 1700000000, "microseconds": 5}, "event": "NEW_ONE",
            "data": {"x": [1]}, "more": 1}"#;
        let event = Event {
            name: "NEW_ONE".into(),
            data: json!({"x": [1]}),
            seconds: 1_700_000_000,
            microseconds: 5,
        };
        assert_eq!(read(text), Message::Event(event));
        let bare = Event { name: "STOP".into(), data: json!({}), seconds: -1, microseconds: -1 };
        assert_eq!(read(r#"{"event": "STOP"}"#), Message::Event(bare));
    }

    #[test]
    fn what_is_none_of_them() {
        for text in
            ["", "garbage", "[]", "{}", "{\"event\": 1}", "{\"QMP\": {}}", "{\"QMP\": {\"version\": {}}}"]
        {
            assert!(decode(text.as_bytes()).is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_understood_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
