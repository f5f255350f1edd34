//! A character device as `chardev-add` wants it, from what `-chardev` is written from.
//!
//! Source: QEMU's QMP reference, ChardevBackend.

use serde_json::{Map, Value, json};

use crate::option::Pairs;

/// The backend: its kind and its data.
pub(super) fn backend(pairs: &Pairs) -> Value {
    let text = |key: &str| pairs.value(key).unwrap_or_default().to_owned();
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        data.insert(key.to_owned(), value);
    };
    let switch = |key: &str| pairs.value(key).map(|value| Value::Bool(value == "on"));
    match pairs.head() {
        "file" => {
            put("out", text("path").into());
            put("append", switch("append").unwrap_or(Value::Bool(false)));
        }
        "serial" | "parallel" | "pipe" => put("device", text("path").into()),
        "udp" => {
            let end = |host: &str, port: &str| json!({ "type": "inet", "data": { "host": text(host), "port": text(port) } });
            put("remote", end("host", "port"));
            put("local", end("localaddr", "localport"));
        }
        "socket" => {
            put("addr", address(pairs));
            put("server", switch("server").unwrap_or(Value::Bool(false)));
            for key in ["wait", "telnet"] {
                switch(key).into_iter().for_each(|value| put(key, value));
            }
            for key in ["reconnect", "reconnect-ms"] {
                let number = pairs.value(key).and_then(|value| value.parse::<u64>().ok());
                number.into_iter().for_each(|value| put(key, value.into()));
            }
            pairs.value("tls-creds").into_iter().for_each(|name| put("tls-creds", name.into()));
        }
        "spicevmc" => put("type", text("name").into()),
        "spiceport" => put("fqdn", text("name").into()),
        "dbus" => put("name", text("name").into()),
        "qemu-vdagent" => {
            for key in ["clipboard", "mouse"] {
                switch(key).into_iter().for_each(|value| put(key, value));
            }
        }
        _ => {}
    }
    if let Some(log) = pairs.value("logfile") {
        put("logfile", log.into());
        put("logappend", switch("logappend").unwrap_or(Value::Bool(false)));
    }
    json!({ "type": pairs.head(), "data": data })
}

fn address(pairs: &Pairs) -> Value {
    if let Some(path) = pairs.value("path") {
        return json!({ "type": "unix", "data": { "path": path } });
    }
    if let Some(fd) = pairs.value("fd") {
        return json!({ "type": "fd", "data": { "str": fd } });
    }
    let text = |key: &str| pairs.value(key).unwrap_or_default();
    json!({ "type": "inet", "data": { "host": text("host"), "port": text("port") } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_the_data_that_qmp_wants() {
        let named = |kind: &str| Pairs::new(kind).with("id", "c");
        for (pairs, expected) in [
            (named("pty"), json!({"type": "pty", "data": {}})),
            (
                named("file").with("path", "/a").with("append", "on"),
                json!({"type": "file", "data": {"out": "/a", "append": true}}),
            ),
            (
                named("socket").with("path", "/s").with("server", "on").with("wait", "off"),
                json!({"type": "socket", "data": {
                    "addr": {"type": "unix", "data": {"path": "/s"}}, "server": true, "wait": false}}),
            ),
            (
                named("socket").with("host", "h").with("port", "7").with("reconnect", "5"),
                json!({"type": "socket", "data": {
                    "addr": {"type": "inet", "data": {"host": "h", "port": "7"}}, "server": false,
                    "reconnect": 5}}),
            ),
            (
                named("spicevmc").with("name", "usbredir"),
                json!({"type": "spicevmc", "data": {"type": "usbredir"}}),
            ),
        ] {
            assert_eq!(backend(&pairs), expected);
        }
    }
}
