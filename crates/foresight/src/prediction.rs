//! What becomes of one name that a guest asks its QEMU for.

use serde::Serialize;

use crate::Release;

/// What the name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A machine type.
    MachineType,
    /// A CPU model.
    CpuModel,
    /// A type of device.
    Device,
    /// A number of virtual CPUs.
    Vcpus,
}

/// Why that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The QEMU that is to come says so itself.
    Known,
    /// QEMU's rule for versioned machine types says so.
    Projected,
    /// It is deprecated today, and the rule is not about it: QEMU may remove it two releases later.
    AtRisk,
    /// Neither is there: only the binary can tell.
    Unknown,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outlook {
    /// It stays as it is.
    Stays,
    /// Nobody can say.
    Unknown,
    /// It is there, and deprecated.
    Deprecated,
    /// It may be gone.
    MayGo,
    /// It is there, but this host cannot run it (its CPU, not its QEMU).
    Unusable,
    /// It is not there: the guest does not start.
    Gone,
}

impl Outlook {
    /// Whether a guest that needs it does not start.
    pub const fn keeps_from_starting(self) -> bool {
        matches!(self, Self::Unusable | Self::Gone)
    }
}

/// What becomes of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prediction {
    /// What it is a name of.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// What becomes of it.
    pub outlook: Outlook,
    /// Why that is said.
    pub basis: Basis,
    /// The sentence for people.
    pub sentence: String,
    /// The release in which it is expected to go, where the rule is about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goes_in: Option<Release>,
}
