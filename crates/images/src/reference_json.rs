//! QEMU's `json:` names: the options of a block node, nested or with dotted keys.

use errors::{Domain as ErrorDomain, Error, Result};
use model::device::storage::{Location, NetworkLocation, NetworkProtocol, StorageHost, Transport};
use serde_json::{Map, Value};

use crate::reference::{path, uri};

/// How deep nodes may be nested.
const DEPTH: usize = 8;

type Options = Map<String, Value>;

/// The location that the options of a node stand for.
///
/// # Errors
/// 1 for text that is no JSON object, and for drivers that a definition has no words for.
pub(crate) fn location(text: &str, directory: &str) -> Result<Location> {
    let parsed: Value = serde_json::from_str(text).map_err(|_| wrong(format!("cannot parse json {text}")))?;
    let Value::Object(options) = parsed else {
        return Err(wrong("JSON backing volume definition is no object"));
    };
    node(&options, directory, DEPTH)
}

fn node(options: &Options, directory: &str, depth: usize) -> Result<Location> {
    let driver = text(options, "driver");
    match (driver.as_deref(), depth) {
        // A format that adds nothing: its storage is what is meant.
        (None | Some("raw"), 1..) => match sub(options, "file") {
            Some(Value::Object(file)) => node(&file, directory, depth - 1),
            Some(Value::String(name)) => crate::location_of(&name, directory),
            _ => Err(wrong("JSON backing volume definition lacks 'file' object")),
        },
        (Some("file" | "host_device" | "host_cdrom"), _) => {
            let name = needed(options, "filename", "file")?;
            let path = path(name.strip_prefix("file:").unwrap_or(&name), directory);
            Ok(if driver.as_deref() == Some("file") {
                Location::File(Some(path))
            } else {
                Location::Block(Some(path))
            })
        }
        (Some("nbd"), _) => nbd(options).map(|nbd| Location::Network(Box::new(nbd))),
        (Some(scheme @ ("http" | "https" | "ftp" | "ftps" | "tftp")), _) => {
            let url = needed(options, "url", scheme)?;
            let rest = url.split_once("://").map(|(_, rest)| rest);
            let rest = rest
                .ok_or_else(|| wrong(format!("malformed url '{url}' in JSON backing volume definition")))?;
            Ok(Location::Network(Box::new(uri(scheme, rest, &url)?)))
        }
        (other, _) => {
            let driver = other.unwrap_or("(null)");
            Err(wrong(format!("missing parser implementation for JSON backing volume driver '{driver}'")))
        }
    }
}

fn nbd(options: &Options) -> Result<NetworkLocation> {
    let server = match sub(options, "server") {
        Some(Value::Object(server)) => server,
        // Before servers were objects of their own.
        _ => options.clone(),
    };
    let socket = text(&server, "path");
    let host = match socket {
        Some(socket) => {
            StorageHost { transport: Some(Transport::Unix), socket: Some(socket), ..StorageHost::default() }
        }
        None => StorageHost {
            name: Some(needed(&server, "host", "nbd")?),
            port: text(&server, "port").and_then(|port| port.parse().ok()),
            ..StorageHost::default()
        },
    };
    Ok(NetworkLocation::at(NetworkProtocol::Nbd, text(options, "export"), vec![host]))
}

/// A part of the options: an object of its own, or all keys that begin with its name and a dot.
fn sub(options: &Options, name: &str) -> Option<Value> {
    if let Some(value) = options.get(name) {
        return Some(value.clone());
    }
    let parts: Options = options
        .iter()
        .filter_map(|(key, value)| {
            let key = key.strip_prefix(name)?.strip_prefix('.')?;
            Some((key.to_owned(), value.clone()))
        })
        .collect();
    (!parts.is_empty()).then_some(Value::Object(parts))
}

fn text(options: &Options, key: &str) -> Option<String> {
    match options.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn needed(options: &Options, key: &str, driver: &str) -> Result<String> {
    text(options, key).ok_or_else(|| {
        wrong(format!("missing '{key}' field in JSON backing definition of '{driver}' volume"))
    })
}

fn wrong(detail: impl Into<String>) -> Error {
    Error::internal(ErrorDomain::Storage, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_and_dotted_options_mean_the_same() {
        for text in [
            r#"{"driver":"raw","file":{"driver":"file","filename":"/b"}}"#,
            r#"{"file.driver":"file","file.filename":"/b"}"#,
            r#"{"driver":"file","filename":"file:/b"}"#,
            r#"{"file":"/b"}"#,
        ] {
            assert_eq!(location(text, "/d"), Ok(Location::File(Some("/b".into()))), "{text}");
        }
    }

    #[test]
    fn servers_are_found_in_every_spelling() {
        for text in [
            r#"{"driver":"nbd","server":{"type":"inet","host":"h","port":"7"},"export":"x"}"#,
            r#"{"driver":"nbd","server.host":"h","server.port":7,"export":"x"}"#,
            r#"{"driver":"nbd","host":"h","port":"7","export":"x"}"#,
        ] {
            let host = StorageHost { name: Some("h".into()), port: Some(7), ..StorageHost::default() };
            let expected = NetworkLocation::at(NetworkProtocol::Nbd, Some("x".into()), vec![host]);
            assert_eq!(location(text, "/d"), Ok(Location::Network(Box::new(expected))), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_reason() {
        let deep = format!("{}{}", r#"{"file":"#.repeat(100), "}".repeat(100));
        for (text, reason) in [
            (r#"{"driver":"qcow2","file":{"driver":"file","filename":"/b"}}"#, "volume driver 'qcow2'"),
            (r#"{"driver":"file"}"#, "'filename'"),
            (r#"{"driver":"http","url":"x"}"#, "malformed url"),
            ("{}", "'file' object"),
            ("[]", "no object"),
            (deep.as_str(), "json"),
        ] {
            let why = location(text, "/").unwrap_err();
            assert!(why.message.contains(reason), "{text}: {}", why.message);
        }
    }
}
