//! CPU models: what `query-cpu-definitions` and `query-cpu-model-expansion` tell.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Can this host run the model under this accelerator?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Usable {
    /// Nothing is missing.
    Yes,
    /// See the blockers.
    No,
    /// QEMU does not say for this architecture.
    #[default]
    Unknown,
}

/// One CPU model as one accelerator offers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CpuModel {
    /// QEMU's name, such as `Skylake-Server` or `Skylake-Server-v4`.
    pub name: String,
    /// The QOM type, such as `Skylake-Server-v4-x86_64-cpu`; empty when QEMU did not say.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Can it run here?
    pub usable: Usable,
    /// The features that are missing, in QEMU's spelling and order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blockers: Vec<String>,
    /// QEMU says that it will go.
    pub deprecated: bool,
    /// The versioned model behind an unversioned name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<String>,
}

/// A model with every property it stands for: how QEMU describes the best CPU a guest can get.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpandedCpu {
    /// The base model that the properties are relative to.
    pub name: String,
    /// All properties, by QEMU's name, in QEMU's order: flags, levels, a vendor string.
    pub properties: Map<String, Value>,
}

impl ExpandedCpu {
    /// Is the feature there and on?
    pub fn has(&self, feature: &str) -> bool {
        self.properties.get(feature).and_then(Value::as_bool) == Some(true)
    }

    /// The features in QEMU's order, and whether each is on.
    pub fn flags(&self) -> impl Iterator<Item = (&str, bool)> {
        self.properties.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_bool()?)))
    }

    /// A numeric property, such as `family` or `tsc-frequency`.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.properties.get(name).and_then(Value::as_u64)
    }

    /// A textual property, such as `vendor`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.properties.get(name).and_then(Value::as_str)
    }
}
