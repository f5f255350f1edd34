//! Machine types: what `query-machines` tells about each.

use serde::{Deserialize, Serialize};

/// One machine type as one accelerator offers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MachineType {
    /// The canonical name, such as `pc-i440fx-10.0`; definitions hold this one.
    pub name: String,
    /// The name that moves on with every release, such as `pc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// How many virtual CPUs it takes at most; 0 when QEMU did not say.
    pub max_cpus: u32,
    /// CPUs can be plugged while the guest runs.
    pub hotpluggable_cpus: bool,
    /// QEMU says that it will go.
    pub deprecated: bool,
    /// QEMU starts it when nothing is asked for.
    pub is_default: bool,
    /// NUMA nodes may be given plain memory (`-numa node,mem=`), without a backend.
    pub numa_mem_supported: bool,
    /// The QOM type of the CPU it gets when nothing is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_cpu_type: Option<String>,
    /// The id that the memory backend of its RAM must carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_ram_id: Option<String>,
    /// It has ACPI; unknown before QEMU 8.1 or so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acpi: Option<bool>,
}

impl MachineType {
    /// True when `name` is its canonical name or its alias.
    pub fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.alias.as_deref() == Some(name)
    }
}
