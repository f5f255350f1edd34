//! Guest architectures, and the two spellings each has: QEMU's target name and libvirt's.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An architecture a guest can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the architectures' own names")]
pub enum Arch {
    Alpha,
    Armv7l,
    Aarch64,
    Cris,
    I686,
    Lm32,
    Loongarch64,
    M68k,
    Microblaze,
    Microblazeel,
    Mips,
    Mipsel,
    Mips64,
    Mips64el,
    Or32,
    Parisc,
    Ppc,
    Ppc64,
    Ppc64le,
    Riscv32,
    Riscv64,
    S390x,
    Sh4,
    Sh4eb,
    Sparc,
    Sparc64,
    Unicore32,
    X86_64,
    Xtensa,
    Xtensaeb,
}

/// One row for each architecture: libvirt's spelling, the suffix of `qemu-system-`, bits in a word.
const ARCHES: &[(Arch, &str, &str, u32)] = &[
    (Arch::Alpha, "alpha", "alpha", 64),
    (Arch::Armv7l, "armv7l", "arm", 32),
    (Arch::Aarch64, "aarch64", "aarch64", 64),
    (Arch::Cris, "cris", "cris", 32),
    (Arch::I686, "i686", "i386", 32),
    (Arch::Lm32, "lm32", "lm32", 32),
    (Arch::Loongarch64, "loongarch64", "loongarch64", 64),
    (Arch::M68k, "m68k", "m68k", 32),
    (Arch::Microblaze, "microblaze", "microblaze", 32),
    (Arch::Microblazeel, "microblazeel", "microblazeel", 32),
    (Arch::Mips, "mips", "mips", 32),
    (Arch::Mipsel, "mipsel", "mipsel", 32),
    (Arch::Mips64, "mips64", "mips64", 64),
    (Arch::Mips64el, "mips64el", "mips64el", 64),
    (Arch::Or32, "or32", "or1k", 32),
    (Arch::Parisc, "parisc", "hppa", 32),
    (Arch::Ppc, "ppc", "ppc", 32),
    (Arch::Ppc64, "ppc64", "ppc64", 64),
    (Arch::Ppc64le, "ppc64le", "ppc64", 64),
    (Arch::Riscv32, "riscv32", "riscv32", 32),
    (Arch::Riscv64, "riscv64", "riscv64", 64),
    (Arch::S390x, "s390x", "s390x", 64),
    (Arch::Sh4, "sh4", "sh4", 32),
    (Arch::Sh4eb, "sh4eb", "sh4eb", 32),
    (Arch::Sparc, "sparc", "sparc", 32),
    (Arch::Sparc64, "sparc64", "sparc64", 64),
    (Arch::Unicore32, "unicore32", "unicore32", 32),
    (Arch::X86_64, "x86_64", "x86_64", 64),
    (Arch::Xtensa, "xtensa", "xtensa", 32),
    (Arch::Xtensaeb, "xtensaeb", "xtensaeb", 32),
];

impl Arch {
    /// Every architecture, in the order of the enum.
    pub fn all() -> impl Iterator<Item = Self> {
        ARCHES.iter().map(|row| row.0)
    }

    /// The architecture that libvirt's XML calls `name`.
    pub fn from_libvirt(name: &str) -> Option<Self> {
        ARCHES.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// The architecture that QEMU's `query-target` calls `name`. A target that serves several
    /// (`ppc64` runs little-endian guests too) names the first of them.
    pub fn from_qemu(name: &str) -> Option<Self> {
        ARCHES.iter().find(|row| row.2 == name).map(|row| row.0)
    }

    /// The spelling in libvirt's XML.
    pub fn libvirt(self) -> &'static str {
        self.row().1
    }

    /// The spelling in `query-target`, which is also the suffix of `qemu-system-`.
    pub fn qemu(self) -> &'static str {
        self.row().2
    }

    /// How many bits a word has: 32 or 64.
    pub fn word_size(self) -> u32 {
        self.row().3
    }

    /// i686 or x86_64.
    pub fn is_x86(self) -> bool {
        matches!(self, Self::I686 | Self::X86_64)
    }

    /// 32-bit or 64-bit ARM.
    pub fn is_arm(self) -> bool {
        matches!(self, Self::Armv7l | Self::Aarch64)
    }

    /// 64-bit POWER of either byte order.
    pub fn is_ppc64(self) -> bool {
        matches!(self, Self::Ppc64 | Self::Ppc64le)
    }

    /// 32-bit or 64-bit RISC-V.
    pub fn is_riscv(self) -> bool {
        matches!(self, Self::Riscv32 | Self::Riscv64)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, u32) {
        &ARCHES[self as usize]
    }
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.libvirt())
    }
}

impl Serialize for Arch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.libvirt())
    }
}

impl<'de> Deserialize<'de> for Arch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_libvirt(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown architecture '{name}'")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for (place, row) in ARCHES.iter().enumerate() {
            assert_eq!(row.0 as usize, place, "{}", row.1);
        }
    }

    #[test]
    fn both_spellings_lead_back() {
        for arch in Arch::all() {
            assert_eq!(Arch::from_libvirt(arch.libvirt()), Some(arch));
            let target = Arch::from_qemu(arch.qemu()).unwrap();
            assert_eq!(target.qemu(), arch.qemu());
        }
        assert_eq!(Arch::from_qemu("arm"), Some(Arch::Armv7l));
        assert_eq!(Arch::from_qemu("ppc64"), Some(Arch::Ppc64));
        assert_eq!(Arch::from_qemu("tricore"), None);
    }
}
