//! Where QEMU and libvirt spell a CPU model differently.

use std::borrow::Cow;

use crate::Arch;

/// libvirt's name of the model that QEMU calls `name`. Only the POWER models differ: `power9` is `POWER9`.
pub fn libvirt_model_name(arch: Arch, name: &str) -> Cow<'_, str> {
    match name.strip_prefix("power") {
        Some(generation) if arch.is_ppc64() && is_number(generation) => format!("POWER{generation}").into(),
        _ => name.into(),
    }
}

/// QEMU's name of the model that libvirt calls `name`: `POWER9` is `power9`.
pub fn qemu_model_name(arch: Arch, name: &str) -> Cow<'_, str> {
    match name.strip_prefix("POWER") {
        Some(generation) if arch.is_ppc64() && is_number(generation) => format!("power{generation}").into(),
        _ => name.into(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_power_generations_differ() {
        for (arch, qemu, libvirt) in [
            (Arch::Ppc64, "power9", "POWER9"),
            (Arch::Ppc64le, "power10", "POWER10"),
            (Arch::Ppc64, "power5+", "power5+"),
            (Arch::Ppc64, "power8e", "power8e"),
            (Arch::Ppc64, "970", "970"),
            (Arch::X86_64, "power9", "power9"),
            (Arch::S390x, "z13-base", "z13-base"),
        ] {
            assert_eq!(libvirt_model_name(arch, qemu), libvirt);
            assert_eq!(qemu_model_name(arch, libvirt), qemu);
        }
    }
}
