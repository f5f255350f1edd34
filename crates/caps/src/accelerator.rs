//! What executes a guest's instructions, and which domain type asks for it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What executes a guest's instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accelerator {
    /// The kernel's virtual machine.
    Kvm,
    /// Apple's hypervisor framework.
    Hvf,
    /// QEMU's own translation: works everywhere, slowly.
    Tcg,
}

impl Accelerator {
    /// The name that `-machine accel=` takes.
    pub fn qemu(self) -> &'static str {
        match self {
            Self::Kvm => "kvm",
            Self::Hvf => "hvf",
            Self::Tcg => "tcg",
        }
    }

    /// The `<domain type=...>` that asks for this accelerator.
    pub fn domain_type(self) -> &'static str {
        match self {
            Self::Kvm => "kvm",
            Self::Hvf => "hvf",
            Self::Tcg => "qemu",
        }
    }

    /// The accelerator that a domain type asks for; none for a type that QEMU does not serve.
    pub fn from_domain_type(name: &str) -> Option<Self> {
        [Self::Kvm, Self::Hvf, Self::Tcg].into_iter().find(|accelerator| accelerator.domain_type() == name)
    }
}

impl fmt::Display for Accelerator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.qemu())
    }
}
