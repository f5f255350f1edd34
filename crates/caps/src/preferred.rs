//! Which machine type a definition gets that names none.

use cpu::Arch;

use crate::MachineType;

/// The machine type of a definition that names none: libvirt has a favourite for some architectures,
/// named by its moving alias, and takes QEMU's own default, then the first, for the others.
pub fn preferred_machine(arch: Arch, machines: &[MachineType]) -> Option<&MachineType> {
    let favourite = match arch {
        Arch::I686 | Arch::X86_64 => Some("pc"),
        Arch::Armv7l | Arch::Aarch64 | Arch::Riscv32 | Arch::Riscv64 | Arch::Loongarch64 => Some("virt"),
        Arch::Ppc64 | Arch::Ppc64le => Some("pseries"),
        Arch::S390x => Some("s390-ccw-virtio"),
        _ => None,
    };
    let favourite = favourite.and_then(|name| machines.iter().find(|machine| machine.answers_to(name)));
    favourite.or_else(|| machines.iter().find(|machine| machine.is_default)).or_else(|| machines.first())
}
