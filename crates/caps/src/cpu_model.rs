//! CPU models: what `query-cpu-definitions` and `query-cpu-model-expansion` tell.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// The value of one property of an expanded CPU model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Property {
    /// A feature bit.
    Flag(bool),
    /// A level, a family, a frequency ...
    Number(i64),
    /// A vendor string and the like.
    Text(String),
}

impl Property {
    pub(crate) fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(Self::Flag(*flag)),
            Value::Number(number) => number.as_i64().map(Self::Number),
            Value::String(text) => Some(Self::Text(text.clone())),
            _ => None,
        }
    }
}

/// A model with every property it stands for: how QEMU describes the host's CPU.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpandedCpu {
    /// The base model that the properties are relative to.
    pub name: String,
    /// All properties, by QEMU's name.
    pub properties: BTreeMap<String, Property>,
}

impl ExpandedCpu {
    /// Is the feature there and on?
    pub fn has(&self, feature: &str) -> bool {
        self.properties.get(feature) == Some(&Property::Flag(true))
    }

    /// A numeric property, such as `family` or `tsc-frequency`.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.properties.get(name) {
            Some(Property::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// A textual property, such as `vendor`.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.properties.get(name) {
            Some(Property::Text(text)) => Some(text),
            _ => None,
        }
    }
}
