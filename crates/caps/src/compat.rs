//! What machine types fix: the properties that `query-machines` lists with `compat-props` (QEMU 9.1 and newer).
//!
//! An older machine type sets properties of devices back to what they were in its time. What two machine
//! types of one QEMU set differently is what changes for a guest that is moved from one to the other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What one machine type fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MachineCompat {
    /// Canonical name.
    pub name: String,
    /// The name that moves on with every release.
    pub alias: Option<String>,
    /// Value by QOM type and property. A type stands for all that are made after it.
    pub properties: BTreeMap<(String, String), String>,
}

/// A property that two machine types set differently.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CompatDifference {
    /// The QOM type, such as `virtio-net-pci`, which stands for all that are made after it.
    #[serde(rename = "type")]
    pub type_name: String,
    /// The property.
    pub property: String,
    /// What the first machine type sets; `None` when it leaves QEMU's own default.
    pub from: Option<String>,
    /// What the second machine type sets; `None` when it leaves QEMU's own default.
    pub to: Option<String>,
}

/// Why a reply tells nothing about compatibility.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompatError {
    /// It is no list of machine types.
    #[error("unexpected reply to 'query-machines'")]
    Malformed,
    /// QEMU lists machine types without what they fix.
    #[error("this QEMU does not tell what its machine types fix")]
    Untold,
}

impl MachineCompat {
    /// Reads a reply to `query-machines` that was asked for with `compat-props`.
    ///
    /// # Errors
    /// A reply of another shape.
    pub fn all_from_reply(reply: &Value) -> Result<Vec<Self>, CompatError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        struct Property {
            qom_type: String,
            property: String,
            value: String,
        }
        let machines = reply.as_array().ok_or(CompatError::Malformed)?;
        let mut all = Vec::new();
        for machine in machines {
            let text = |name: &str| machine.get(name).and_then(Value::as_str).map(str::to_owned);
            let name = text("name").ok_or(CompatError::Malformed)?;
            // The machine without anything fixes nothing, in whatever form.
            let Some(list) = machine.get("compat-props").filter(|_| name != "none") else { continue };
            let list: Vec<Property> =
                serde_json::from_value(list.clone()).map_err(|_| CompatError::Malformed)?;
            // Of two entries for one property, QEMU applies the later one last.
            let properties = list.into_iter().map(|one| ((one.qom_type, one.property), one.value)).collect();
            all.push(Self { name, alias: text("alias"), properties });
        }
        if all.is_empty() { Err(CompatError::Untold) } else { Ok(all) }
    }

    /// The machine type that `name` (canonical first, then alias) stands for.
    pub fn find<'a>(all: &'a [Self], name: &str) -> Option<&'a Self> {
        let canonical = all.iter().find(|machine| machine.name == name);
        canonical.or_else(|| all.iter().find(|machine| machine.alias.as_deref() == Some(name)))
    }

    /// What changes for a guest that is given the machine type `other` instead, sorted by type and property.
    pub fn differences(&self, other: &Self) -> Vec<CompatDifference> {
        let mut keys: Vec<_> = self.properties.keys().chain(other.properties.keys()).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter()
            .filter_map(|key| {
                let (from, to) = (self.properties.get(key).cloned(), other.properties.get(key).cloned());
                let (type_name, property) = key.clone();
                (from != to).then_some(CompatDifference { type_name, property, from, to })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_changes_is_told_property_by_property() {
        let reply = json!([
            {"name": "none", "cpu-max": 1},
            {"name": "pc-2", "alias": "pc", "compat-props": [
                {"qom-type": "virtio-net", "property": "rss", "value": "on"},
            ]},
            {"name": "pc-1", "compat-props": [
                {"qom-type": "virtio-net", "property": "rss", "value": "on"},
                {"qom-type": "virtio-net", "property": "rss", "value": "off"},
                {"qom-type": "nvme", "property": "ocp", "value": "false"},
            ]},
        ]);
        let all = MachineCompat::all_from_reply(&reply).unwrap();
        let find = |name| MachineCompat::find(&all, name).unwrap();
        let told: Vec<String> = find("pc-1")
            .differences(find("pc"))
            .into_iter()
            .map(|one| format!("{}.{} {:?} {:?}", one.type_name, one.property, one.from, one.to))
            .collect();
        assert_eq!(told, [r#"nvme.ocp Some("false") None"#, r#"virtio-net.rss Some("off") Some("on")"#]);
        assert!(find("pc").differences(find("pc-2")).is_empty());
        assert!(MachineCompat::find(&all, "none").is_none());
    }

    #[test]
    fn an_older_qemu_tells_nothing() {
        let told = |reply| MachineCompat::all_from_reply(&reply).unwrap_err();
        assert_eq!(told(json!([{"name": "pc-1"}])), CompatError::Untold);
        assert_eq!(told(json!({})), CompatError::Malformed);
        assert_eq!(told(json!([{"name": "pc-1", "compat-props": 1}])), CompatError::Malformed);
    }
}
