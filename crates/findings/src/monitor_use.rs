//! Raw monitor commands that use what QEMU's schema calls deprecated.

use caps::{DeprecatedMember, EmulatorCapabilities, Place};
use serde_json::Value;

use crate::launch::emulator_name;
use crate::{Cause, Finding, rules};

/// How much of a command is named in a finding, in characters.
const NAMED: usize = 80;

/// The findings about a raw command in JSON: one for the command itself, or one for each of its arguments that is
/// deprecated. Of anything else, nothing is known.
pub fn deprecated_in_command(
    command: &str,
    capabilities: &EmulatorCapabilities,
    cause: Option<&Cause>,
) -> Vec<Finding> {
    let Ok(json) = serde_json::from_str::<Value>(command) else { return Vec::new() };
    let executed = json.get("execute").or_else(|| json.get("exec-oob"));
    let Some(name) = executed.and_then(Value::as_str) else { return Vec::new() };
    let arguments = json.get("arguments").unwrap_or(&Value::Null);
    let of_command = capabilities.deprecated_interface.iter().filter(|member| member.command == name);
    let used = of_command.filter_map(|deprecated| match deprecated.place {
        Place::Command => Some(name.to_owned()),
        Place::Arg if is_used(arguments, deprecated) => Some(format!("{name}.{}", deprecated.member)),
        _ => None,
    });
    let emulator = emulator_name(capabilities);
    used.map(|what| {
        let what: String = what.chars().take(NAMED).collect();
        rules::deprecated_command(&what, &emulator, cause.cloned())
    })
    .collect()
}

/// Whether the arguments have the member, or the value of a member, that is deprecated.
fn is_used(arguments: &Value, deprecated: &DeprecatedMember) -> bool {
    let (path, value) = match deprecated.member.split_once('=') {
        Some((path, value)) => (path, Some(value)),
        None => (deprecated.member.as_str(), None),
    };
    let names: Vec<&str> = path.split(['.', '/']).collect();
    leads_to(arguments, &names, value)
}

fn leads_to(at: &Value, names: &[&str], value: Option<&str>) -> bool {
    if let Value::Array(elements) = at {
        return elements.iter().any(|element| leads_to(element, names, value));
    }
    let Some((name, rest)) = names.split_first() else {
        return value.is_none_or(|value| at.as_str() == Some(value));
    };
    let Value::Object(members) = at else { return false };
    match members.get(*name) {
        Some(member) => leads_to(member, rest, value),
        // The name of a case: it stands as a value beside the members that it brings.
        None => {
            let is_chosen = members.values().any(|member| member.as_str() == Some(name));
            is_chosen && !rest.is_empty() && leads_to(at, rest, value)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::test_values::capabilities;

    fn used(command: &Value) -> Vec<String> {
        let mut emulator = capabilities();
        emulator.deprecated_interface = serde_json::from_value(json!([
            {"command": "drive-backup", "where": "command", "kind": "command"},
            {"command": "eject", "where": "arg", "member": "device", "kind": "member"},
            {"command": "blockdev-add", "where": "arg", "member": "driver=gluster", "kind": "enum-value"},
            {"command": "chardev-add", "where": "arg", "member": "backend/socket.data.reconnect", "kind": "member"},
            {"command": "netdev_add", "where": "arg", "member": "stream.reconnect", "kind": "member"},
            {"command": "transaction", "where": "arg", "member": "actions.type=drive-backup", "kind": "enum-value"},
            {"command": "query-x", "where": "ret", "member": "old", "kind": "member"},
        ]))
        .unwrap();
        let found = deprecated_in_command(&command.to_string(), &emulator, None);
        found.into_iter().map(|finding| finding.subject.value).collect()
    }

    #[test]
    fn what_is_used_is_found_and_what_could_have_been_is_not() {
        for (command, expected) in [
            (json!({"execute": "drive-backup", "arguments": {"device": "a"}}), Some("drive-backup")),
            (json!({"exec-oob": "drive-backup"}), Some("drive-backup")),
            (json!({"execute": "eject", "arguments": {"device": "a"}}), Some("eject.device")),
            (json!({"execute": "eject", "arguments": {"id": "a"}}), None),
            (json!({"execute": "eject"}), None),
            (
                json!({"execute": "blockdev-add", "arguments": {"driver": "gluster"}}),
                Some("blockdev-add.driver=gluster"),
            ),
            (json!({"execute": "blockdev-add", "arguments": {"driver": "raw"}}), None),
            (
                json!({"execute": "chardev-add", "arguments": {"id": "c", "backend":
                    {"type": "socket", "data": {"reconnect": 1}}}}),
                Some("chardev-add.backend/socket.data.reconnect"),
            ),
            (
                json!({"execute": "chardev-add", "arguments": {"id": "c", "backend":
                    {"type": "udp", "data": {"reconnect": 1}}}}),
                None,
            ),
            (
                json!({"execute": "netdev_add", "arguments": {"type": "stream", "reconnect": 1}}),
                Some("netdev_add.stream.reconnect"),
            ),
            (json!({"execute": "netdev_add", "arguments": {"type": "user", "reconnect": 1}}), None),
            (
                json!({"execute": "transaction", "arguments": {"actions": [{"type": "abort"},
                    {"type": "drive-backup"}]}}),
                Some("transaction.actions.type=drive-backup"),
            ),
            (json!({"execute": "query-x"}), None),
            (json!({"execute": "stop"}), None),
            (json!(["execute", "drive-backup"]), None),
        ] {
            assert_eq!(used(&command), Vec::from_iter(expected), "{command}");
        }
        assert_eq!(deprecated_in_command("info drive-backup", &capabilities(), None), []);
    }
}
