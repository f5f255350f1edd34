//! Families of machine types: what a board has on it follows from its name.

use model::Domain;

/// The family of a guest's machine type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Board {
    /// PC with the 440FX and PIIX3 chips: PCI, IDE, floppy.
    I440fx,
    /// PC with the Q35 and ICH9 chips: PCI Express, SATA.
    Q35,
    /// PC with an ISA bus only.
    Isapc,
    /// PC without any legacy device.
    Microvm,
    /// The generic board of ARM, RISC-V, LoongArch: PCI Express.
    Virt,
    /// IBM POWER under a hypervisor.
    Pseries,
    /// Other boards with a PowerPC: conventional PCI.
    PowerPc,
    /// IBM Z: CCW.
    S390Ccw,
    /// Anything else.
    Other,
}

impl Board {
    /// The board of a definition that has architecture and machine type.
    pub fn of(domain: &Domain) -> Self {
        let arch = domain.os.arch.as_deref().unwrap_or_default();
        let machine = domain.os.machine.as_deref().unwrap_or_default();
        Self::named(arch, machine)
    }

    fn named(arch: &str, machine: &str) -> Self {
        let is = |name: &str| {
            machine == name || machine.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
        };
        match arch {
            "x86_64" | "i686" => match machine {
                "isapc" => Self::Isapc,
                "microvm" => Self::Microvm,
                _ if is("q35") || machine.starts_with("pc-q35-") => Self::Q35,
                _ if machine == "pc" || machine.starts_with("pc-") || machine.starts_with("rhel") => {
                    Self::I440fx
                }
                _ => Self::Other,
            },
            "aarch64" | "armv7l" | "riscv32" | "riscv64" | "loongarch64" if is("virt") => Self::Virt,
            "ppc64" | "ppc64le" if is("pseries") => Self::Pseries,
            "ppc" | "ppc64" | "ppc64le"
                if matches!(machine, "g3beige" | "mac99" | "prep") || machine.starts_with("powernv") =>
            {
                Self::PowerPc
            }
            "s390x" if is("s390-ccw") || is("s390-ccw-virtio") => Self::S390Ccw,
            _ => Self::Other,
        }
    }

    /// Is it a PC?
    pub fn is_pc(self) -> bool {
        matches!(self, Self::I440fx | Self::Q35 | Self::Isapc | Self::Microvm)
    }

    /// Does its bus begin with a conventional PCI root?
    pub fn has_pci_root(self) -> bool {
        matches!(self, Self::I440fx | Self::Pseries | Self::PowerPc)
    }

    /// Does its bus begin with a PCI Express root?
    pub fn has_pcie_root(self) -> bool {
        matches!(self, Self::Q35 | Self::Virt)
    }

    /// Does it have an IDE controller on board?
    pub fn has_ide(self) -> bool {
        matches!(self, Self::I440fx | Self::Isapc)
    }
}

/// Whether the guest's processor is an x86 one, of either width.
pub(crate) fn is_x86(domain: &Domain) -> bool {
    matches!(domain.os.arch.as_deref(), Some("x86_64" | "i686"))
}

#[cfg(test)]
mod tests {
    use super::Board;

    #[test]
    fn families_by_name() {
        for (arch, machine, board) in [
            ("x86_64", "pc", Board::I440fx),
            ("x86_64", "pc-i440fx-10.0", Board::I440fx),
            ("x86_64", "pc-1.3", Board::I440fx),
            ("i686", "pc-0.14", Board::I440fx),
            ("x86_64", "q35", Board::Q35),
            ("x86_64", "pc-q35-4.2", Board::Q35),
            ("x86_64", "isapc", Board::Isapc),
            ("x86_64", "microvm", Board::Microvm),
            ("x86_64", "xenfv", Board::Other),
            ("aarch64", "virt-4.2", Board::Virt),
            ("aarch64", "virtual", Board::Other),
            ("ppc64", "pseries", Board::Pseries),
            ("s390x", "s390-ccw-virtio-9.1", Board::S390Ccw),
        ] {
            assert_eq!(Board::named(arch, machine), board, "{arch} {machine}");
        }
    }
}
