//! What the `qemu:` namespace says.

/// The namespace's name.
pub const NAMESPACE: &str = "http://libvirt.org/schemas/domain/qemu/1.0";

/// Everything in the `qemu:` namespace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QemuNamespace {
    /// Arguments added to the command line.
    pub args: Vec<String>,
    /// Environment variables, as name and value.
    pub env: Vec<(String, Option<String>)>,
    /// Capabilities that are assumed.
    pub capabilities_add: Vec<String>,
    /// Capabilities that are denied.
    pub capabilities_del: Vec<String>,
    /// Properties of devices that are overridden.
    pub device_overrides: Vec<DeviceOverride>,
    /// What deprecated commands and arguments do.
    pub deprecation_behavior: Option<String>,
}

impl QemuNamespace {
    /// Whether there is anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the user changes QEMU's command line or environment.
    pub fn has_command_line(&self) -> bool {
        !self.args.is_empty() || !self.env.is_empty()
    }
}

/// Properties of one device that are overridden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceOverride {
    /// The device's alias.
    pub alias: String,
    /// The properties of its front end.
    pub frontend: Vec<PropertyOverride>,
}

/// One property that is overridden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyOverride {
    /// Its name.
    pub name: String,
    /// What it becomes.
    pub value: OverrideValue,
}

/// What a property becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverrideValue {
    /// A signed number.
    Signed(i64),
    /// An unsigned number.
    Unsigned(u64),
    /// A truth value.
    Bool(bool),
    /// A text.
    String(String),
    /// It is taken away.
    Remove,
}
