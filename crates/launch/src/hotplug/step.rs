//! One thing that QEMU is told, and how it is undone.

use serde_json::{Map, Value, json};

use super::chardev;
use crate::option::{Pairs, Props};

/// A command of QEMU's monitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// Its arguments.
    pub arguments: Value,
}

/// A command that makes something, and the command that takes it away again.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Makes it.
    pub make: Command,
    /// Takes it away.
    pub undo: Command,
}

impl Step {
    fn new(make: &'static str, arguments: Value, undo: &'static str, key: &str, name: &str) -> Self {
        let mut named = Map::new();
        named.insert(key.to_owned(), name.into());
        Self {
            make: Command { name: make, arguments },
            undo: Command { name: undo, arguments: Value::Object(named) },
        }
    }

    /// `object-add`. Before QEMU 6.0 (`flat` is false) the properties stand in an object of their own.
    pub(crate) fn object(props: &Props, flat: bool) -> Self {
        let name = props.name().unwrap_or_default();
        let arguments = if flat {
            props.clone().into_value()
        } else {
            let kind = props.get("qom-type").cloned().unwrap_or_default();
            let mut rest = props.clone();
            rest.remove("qom-type");
            rest.remove("id");
            json!({ "qom-type": kind, "id": name, "props": rest.into_value() })
        };
        Self::new("object-add", arguments, "object-del", "id", name)
    }

    /// `device_add`.
    pub(crate) fn device(props: &Props) -> Self {
        let name = props.name().unwrap_or_default();
        Self::new("device_add", props.clone().into_value(), "device_del", "id", name)
    }

    /// `netdev_add`.
    pub(crate) fn netdev(props: &Props) -> Self {
        let name = props.name().unwrap_or_default();
        Self::new("netdev_add", props.clone().into_value(), "netdev_del", "id", name)
    }

    /// `blockdev-add`.
    pub(crate) fn blockdev(props: &Props) -> Self {
        let name = props.name().unwrap_or_default();
        Self::new("blockdev-add", props.clone().into_value(), "blockdev-del", "node-name", name)
    }

    /// `chardev-add`.
    pub(crate) fn chardev(pairs: &Pairs) -> Self {
        let name = pairs.value("id").unwrap_or_default();
        let arguments = json!({ "id": name, "backend": chardev::backend(pairs) });
        Self::new("chardev-add", arguments, "chardev-remove", "id", name)
    }

    /// Whether the guest has a say in taking it away: it is gone when QEMU says so, not when it was asked.
    pub fn is_device(&self) -> bool {
        self.make.name == "device_add"
    }

    /// The name under which QEMU knows what is made.
    pub fn name(&self) -> &str {
        let name = self.undo.arguments.as_object().and_then(|named| named.values().next());
        name.and_then(Value::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_names_what_undoes_it() {
        let object = Props::new().with("qom-type", "rng-builtin").with("id", "objrng0").with("x", 1);
        let flat = Step::object(&object, true);
        assert_eq!(flat.make.arguments, json!({"qom-type": "rng-builtin", "id": "objrng0", "x": 1}));
        assert_eq!(flat.undo, Command { name: "object-del", arguments: json!({"id": "objrng0"}) });
        let nested = Step::object(&object, false);
        let expected = json!({"qom-type": "rng-builtin", "id": "objrng0", "props": {"x": 1}});
        assert_eq!(nested.make.arguments, expected);
        let node = Step::blockdev(&Props::new().with("driver", "file").with("node-name", "n"));
        assert_eq!(node.undo.arguments, json!({"node-name": "n"}));
        assert_eq!((node.name(), node.is_device()), ("n", false));
        assert!(Step::device(&Props::new().with("driver", "d").with("id", "i")).is_device());
    }
}
