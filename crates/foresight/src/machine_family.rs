//! The families of versioned machine types that QEMU's rule of deprecation and deletion is about.

use std::fmt;

use serde::Serialize;

use crate::Release;

/// A family that has a new version with every release of QEMU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum MachineFamily {
    /// x86 with the i440FX chipset.
    #[serde(rename = "pc-i440fx")]
    I440fx,
    /// x86 with the Q35 chipset.
    #[serde(rename = "pc-q35")]
    Q35,
    /// ARM's (and others') virtual board.
    #[serde(rename = "virt")]
    Virt,
    /// POWER's logical partition.
    #[serde(rename = "pseries")]
    Pseries,
    /// IBM Z.
    #[serde(rename = "s390-ccw-virtio")]
    S390CcwVirtio,
}

impl MachineFamily {
    const ALL: [Self; 5] = [Self::I440fx, Self::Q35, Self::Virt, Self::Pseries, Self::S390CcwVirtio];

    /// What the names of its types begin with.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::I440fx => "pc-i440fx",
            Self::Q35 => "pc-q35",
            Self::Virt => "virt",
            Self::Pseries => "pseries",
            Self::S390CcwVirtio => "s390-ccw-virtio",
        }
    }
}

/// A machine type that belongs to a release of QEMU, such as `pc-q35-6.2`.
///
/// Not what distributions name after themselves (`pc-q35-rhel9.4.0`, `pc-i440fx-jammy`), not boards, and not the types
/// that QEMU handles one by one (`pc-1.3`, `isapc`, `microvm`): of those nothing can be projected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct VersionedMachine {
    /// Its family.
    pub family: MachineFamily,
    /// The release that it came with. A correction within a release (`pc-q35-4.0.1`) counts as that release.
    pub release: Release,
}

impl VersionedMachine {
    /// The machine type of this canonical name, if it is a versioned one.
    pub fn from_name(name: &str) -> Option<Self> {
        MachineFamily::ALL.into_iter().find_map(|family| {
            let version = name.strip_prefix(family.prefix())?.strip_prefix('-')?;
            // The one variant that QEMU has of a version: `pseries-2.12-sxxm`.
            let version = version.strip_suffix("-sxxm").unwrap_or(version);
            let mut numbers = version.split('.').map(|number| {
                let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
                is_number.then(|| number.parse().ok()).flatten()
            });
            let (major, minor) = (numbers.next()??, numbers.next()??);
            let rest: Option<Vec<u32>> = numbers.collect();
            (rest?.len() <= 1).then_some(Self { family, release: Release { major, minor } })
        })
    }
}

impl fmt::Display for VersionedMachine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.family.prefix(), self.release)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_families_and_nothing_else() {
        let release = |major, minor| Release { major, minor };
        for (name, family, of) in [
            ("pc-i440fx-10.0", MachineFamily::I440fx, release(10, 0)),
            ("pc-q35-4.0.1", MachineFamily::Q35, release(4, 0)),
            ("virt-2.12", MachineFamily::Virt, release(2, 12)),
            ("pseries-2.12-sxxm", MachineFamily::Pseries, release(2, 12)),
            ("s390-ccw-virtio-8.1", MachineFamily::S390CcwVirtio, release(8, 1)),
        ] {
            let found = VersionedMachine::from_name(name);
            assert_eq!(found, Some(VersionedMachine { family, release: of }), "{name}");
        }
        for name in [
            "pc",
            "q35",
            "pc-1.3",
            "pc-i440fx",
            "pc-q35-rhel9.4.0",
            "pc-i440fx-jammy",
            "pc-q35-4",
            "pc-q35-4.",
            "pc-q35-4.0.1.2",
            "pc-q35-+4.0",
            "isapc",
            "microvm",
            "none",
            "nitro",
            "xenfv-4.2",
            "virt",
            "virtio-4.0",
            "",
            "pc-i440fx-2.8-hpb",
            "pc-q35-99999999999.0",
        ] {
            assert_eq!(VersionedMachine::from_name(name), None, "{name}");
        }
    }
}
