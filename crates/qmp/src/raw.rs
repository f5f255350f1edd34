//! Commands that a person wrote, and replies as that person shall see them. Pure.
//!
//! `virsh qemu-monitor-command` hands a whole QMP line through. What libvirtd 11.3 was seen to do with it:
//!
//! | the text | what is sent | the reply |
//! |---|---|---|
//! | an object with `execute` | with an id of the daemon's (`libvirt-N`) appended | as it came, with that id |
//! | the same, with an `id` of its own | nothing: an error | |
//! | an object without `execute` | as it is, its own id included | with the id that it had, or none |
//! | other JSON | as it is | QEMU's complaint, without id |
//! | no JSON | nothing: an error | |
//!
//! Replies are JSON without blanks, in QEMU's order of members, with numbers digit for digit.

use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::error::QmpError;

/// A command of somebody else's words, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct RawCommand {
    /// The line, without its end.
    pub line: String,
    /// To be sent out-of-band.
    pub urgent: bool,
    /// What the reply's `id` has to be made into.
    pub reply_id: ReplyId,
}

/// What the person who wrote a command expects as `id` in the reply.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyId {
    /// The number that we gave.
    Ours,
    /// The one in the command.
    Theirs(Value),
    /// None: there was none in the command.
    Absent,
    /// None, and QEMU will give none: the command is no object, so there is no place for an id of ours.
    Anonymous,
}

/// Makes a command line of `text`, with `our_id` in it.
///
/// # Errors
/// [`QmpError::Malformed`] when it is not JSON, [`QmpError::IdTaken`] as in the table above.
pub fn command(text: &str, our_id: &str) -> Result<RawCommand, QmpError> {
    let value: Value = serde_json::from_str(text).map_err(|error| malformed(&error, text))?;
    let Value::Object(mut members) = value else {
        // libvirt waits for what may follow a word or a number that nothing ends.
        return if matches!(value, Value::Array(_) | Value::String(_)) {
            Ok(RawCommand { line: value.to_string(), urgent: false, reply_id: ReplyId::Anonymous })
        } else {
            Err(QmpError::Malformed("continue"))
        };
    };
    let their_id = members.shift_remove("id");
    let reply_id = match their_id {
        Some(_) if members.contains_key("execute") => return Err(QmpError::IdTaken),
        None if members.contains_key("execute") => ReplyId::Ours,
        Some(id) => ReplyId::Theirs(id),
        None => ReplyId::Absent,
    };
    let urgent = members.contains_key("exec-oob");
    members.insert("id".to_owned(), Value::from(our_id));
    Ok(RawCommand { line: Value::Object(members).to_string(), urgent, reply_id })
}

/// libvirt's words for what is wrong with a text that should be JSON.
pub(crate) fn malformed(error: &serde_json::Error, text: &str) -> QmpError {
    let what = error.to_string();
    let is = |beginning: &str| what.starts_with(beginning);
    QmpError::Malformed(match error.classify() {
        Category::Eof => "continue",
        _ if is("recursion limit") => "nesting too deep",
        _ if is("expected ident") => match word_at(error, text) {
            Some('n') => "null expected",
            _ => "boolean expected",
        },
        _ if is("invalid number") => "number expected",
        _ if is("invalid escape") => "invalid string sequence",
        // It knows the other quote, and knows that it is the wrong one.
        _ if is("key must be a string") && char_at(error, text) != Some('\'') => {
            "quoted object property name expected"
        }
        _ if is("expected `:`") => "object property name separator ':' expected",
        _ if is("expected `,` or `}`") => "object value separator ',' expected",
        _ if is("expected `,` or `]`") => "array value separator ',' expected",
        _ => "unexpected character",
    })
}

/// What stands where the mistake was noticed.
fn char_at(error: &serde_json::Error, text: &str) -> Option<char> {
    let line = text.lines().nth(error.line().checked_sub(1)?)?;
    line.get(error.column().checked_sub(1)?..)?.chars().next()
}

/// What the word begins with in whose middle the mistake was noticed.
fn word_at(error: &serde_json::Error, text: &str) -> Option<char> {
    let line = text.lines().nth(error.line().checked_sub(1)?)?;
    let before = line.get(..error.column().checked_sub(1)?)?;
    before.rsplit(|c: char| !c.is_ascii_lowercase()).next()?.chars().next()
}

/// The text of a reply for whoever wrote the command. `line` has been understood as JSON before.
#[must_use]
pub fn reply(line: &[u8], reply_id: &ReplyId) -> String {
    let put_back = |change: &dyn Fn(&mut Map<String, Value>)| match serde_json::from_slice(line) {
        Ok(Value::Object(mut members)) => {
            change(&mut members);
            Value::Object(members).to_string()
        }
        _ => compact(line),
    };
    match reply_id {
        ReplyId::Ours | ReplyId::Anonymous => compact(line),
        ReplyId::Theirs(id) => put_back(&|members| {
            members.insert("id".to_owned(), id.clone());
        }),
        ReplyId::Absent => put_back(&|members| {
            members.shift_remove("id");
        }),
    }
}

/// The same JSON without blanks between its tokens, with strings escaped no more than needed (QEMU escapes all
/// that is not ASCII, libvirt only what must be), and numbers digit for digit.
#[must_use]
pub fn compact(json: &[u8]) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((&first, after)) = rest.split_first() {
        match first {
            b' ' | b'\t' | b'\r' | b'\n' => rest = after,
            b'"' => {
                let (token, after) = rest.split_at(string_length(rest));
                match serde_json::from_slice::<Value>(token) {
                    Ok(string) => out.push_str(&string.to_string()),
                    Err(_) => out.push_str(&String::from_utf8_lossy(token)),
                }
                rest = after;
            }
            // Outside of strings, JSON is ASCII.
            other => {
                out.push(char::from(other));
                rest = after;
            }
        }
    }
    out
}

/// The length of the string token at the start of `json`, both quotes included.
fn string_length(json: &[u8]) -> usize {
    let mut escaped = false;
    for (at, &byte) in json.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn commands_as_libvirt_takes_them() {
        for (text, line, urgent, reply_id) in [
            (" {\"execute\" : \"stop\"}\n", r#"{"execute":"stop","id":"n"}"#, false, ReplyId::Ours),
            // The later of two members of one name counts.
            (r#"{"execute":"a","execute":"b"}"#, r#"{"execute":"b","id":"n"}"#, false, ReplyId::Ours),
            (r#"{"foo":1}"#, r#"{"foo":1,"id":"n"}"#, false, ReplyId::Absent),
            (
                r#"{"id":[7],"exec-oob":"x"}"#,
                r#"{"exec-oob":"x","id":"n"}"#,
                true,
                ReplyId::Theirs(json!([7])),
            ),
            ("{}", r#"{"id":"n"}"#, false, ReplyId::Absent),
            ("[1]", "[1]", false, ReplyId::Anonymous),
            ("\"x\"", "\"x\"", false, ReplyId::Anonymous),
        ] {
            let expected = RawCommand { line: line.to_owned(), urgent, reply_id };
            assert_eq!(command(text, "n"), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn commands_that_libvirt_refuses() {
        let deep = format!("{{\"execute\":\"x\",\"arguments\":{}{}}}", "[".repeat(200), "]".repeat(200));
        for (text, error) in [
            ("{", QmpError::Malformed("continue")),
            ("", QmpError::Malformed("continue")),
            ("null", QmpError::Malformed("continue")),
            ("5", QmpError::Malformed("continue")),
            ("garbage", QmpError::Malformed("unexpected character")),
            ("nonsense", QmpError::Malformed("null expected")),
            ("tx", QmpError::Malformed("boolean expected")),
            ("{\"execute\":nulx}", QmpError::Malformed("null expected")),
            ("{\"execute\":\"x\",\"arguments\":{\"x\":fals}}", QmpError::Malformed("boolean expected")),
            ("{\"execute\":01}", QmpError::Malformed("number expected")),
            ("{a:1}", QmpError::Malformed("quoted object property name expected")),
            ("{\"a\" 1}", QmpError::Malformed("object property name separator ':' expected")),
            ("{\"a\":1 2}", QmpError::Malformed("object value separator ',' expected")),
            ("[1 2]", QmpError::Malformed("array value separator ',' expected")),
            ("\"\\x\"", QmpError::Malformed("invalid string sequence")),
            ("{\"execute\":\"x\"} y", QmpError::Malformed("unexpected character")),
            ("{\"execute\":\"x\"}\n{\"execute\":\"y\"}", QmpError::Malformed("unexpected character")),
            ("{\"execute\":\"x\",}", QmpError::Malformed("unexpected character")),
            ("{'execute':'x'}", QmpError::Malformed("unexpected character")),
            (&deep, QmpError::Malformed("nesting too deep")),
            ("{\"execute\":\"x\",\"id\":1}", QmpError::IdTaken),
            ("{\"id\":null,\"execute\":\"x\"}", QmpError::IdTaken),
        ] {
            assert_eq!(command(text, "n"), Err(error), "{text:?}");
        }
    }

    #[test]
    fn replies_as_libvirt_shows_them() {
        let line =
            br#"{"return": {"f": 1.50, "n": 99999999999999999999, "s": "a \u00e9 \/ \" b\r\n"}, "id": "n"}"#;
        let shown =
            "{\"return\":{\"f\":1.50,\"n\":99999999999999999999,\"s\":\"a é / \\\" b\\r\\n\"},\"id\":\"n\"}";
        assert_eq!(reply(line, &ReplyId::Ours), shown);
        let error = br#"{"id": "n", "error": {"class": "GenericError", "desc": "no"}}"#;
        let theirs = r#"{"id":"x","error":{"class":"GenericError","desc":"no"}}"#;
        assert_eq!(reply(error, &ReplyId::Theirs(json!("x"))), theirs);
        let absent = r#"{"error":{"class":"GenericError","desc":"no"}}"#;
        assert_eq!(reply(error, &ReplyId::Absent), absent);
    }

    proptest! {
        /// Compacting changes how JSON looks and not what it says.
        #[test]
        fn compacting_keeps_the_meaning(text in r#"\PC{0,40}"#, number in any::<i64>()) {
            let value = json!({"key \" {": [text.clone(), number, null], text: {"a": true}});
            let pretty = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(compact(pretty.as_bytes()), value.to_string());
        }

        #[test]
        fn any_bytes_are_compacted(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = compact(&bytes);
        }
    }
}
