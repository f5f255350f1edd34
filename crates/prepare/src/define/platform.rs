//! Architecture, machine type and emulator.

use caps::{Accelerator, Arch, EmulatorCapabilities, MachineType};
use errors::{Code, Error, Result};
use model::Domain;
use model::domain::VirtType;
use model::os::OsType;

use crate::HostFacts;

/// The emulator that a definition asks for, or gets when it names none: the host's preferred one for
/// the guest's architecture.
///
/// # Errors
/// `ConfigUnsupported` for an architecture that no emulator here has.
pub fn emulator_for(domain: &Domain, host: &HostFacts) -> Result<String> {
    if let Some(path) = &domain.devices.emulator {
        return Ok(path.clone());
    }
    let arch = match domain.os.arch.as_deref() {
        None => host.arch,
        Some(name) => Arch::from_libvirt(name).ok_or_else(|| no_emulator(name))?,
    };
    let emulator = host.emulators.iter().find(|emulator| emulator.arch == arch);
    emulator.map(|emulator| emulator.path.clone()).ok_or_else(|| no_emulator(arch.libvirt()))
}

fn no_emulator(arch: &str) -> Error {
    unsupported(format!("No emulator found for arch '{arch}'"))
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail)
}

/// The accelerator behind a domain type.
pub(crate) fn accelerator(domain: &Domain) -> Accelerator {
    match domain.virt_type {
        VirtType::Kvm => Accelerator::Kvm,
        VirtType::Hvf => Accelerator::Hvf,
        _ => Accelerator::Tcg,
    }
}

/// Writes down architecture, emulator and canonical machine type.
pub(super) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities, host: &HostFacts) -> Result<()> {
    let emulator = emulator_for(domain, host)?;
    let _ = domain.os.os_type.get_or_insert(OsType::Hvm);
    let arch = domain.os.arch.get_or_insert_with(|| host.arch.libvirt().to_owned());
    check_arch(arch, &emulator, caps)?;
    domain.os.machine = Some(machine_of(domain, &emulator, caps)?.name.clone());
    domain.devices.emulator = Some(emulator);
    Ok(())
}

/// Whether the emulator, which may be another than when the definition was stored, still has what it rests on:
/// its architecture, its virt type and its machine type.
///
/// # Errors
/// 67 for what it has not.
pub fn check_machine(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    if let Some(arch) = &domain.os.arch {
        check_arch(arch, &caps.binary, caps)?;
    }
    machine_of(domain, &caps.binary, caps).map(drop)
}

fn check_arch(arch: &str, emulator: &str, caps: &EmulatorCapabilities) -> Result<()> {
    if Arch::from_libvirt(arch) != Some(caps.arch) && !is_32bit_guest(arch, caps.arch) {
        return Err(unsupported(format!("Emulator '{emulator}' does not support arch '{arch}'")));
    }
    Ok(())
}

fn machine_of<'a>(
    domain: &Domain,
    emulator: &str,
    caps: &'a EmulatorCapabilities,
) -> Result<&'a MachineType> {
    let accelerator = accelerator(domain);
    let Some(offer) = caps.accelerator(accelerator) else {
        let name = domain.virt_type;
        return Err(unsupported(format!("Emulator '{emulator}' does not support virt type '{name}'")));
    };
    let named = domain.os.machine.as_deref();
    let machine = match named {
        Some(name) => offer.machine(name),
        None => caps.default_machine(accelerator),
    };
    machine.ok_or_else(|| {
        unsupported(match named {
            Some(name) => format!("Emulator '{emulator}' does not support machine type '{name}'"),
            None => format!("Emulator '{emulator}' has no machine type"),
        })
    })
}

/// An emulator for 64 bits runs the 32-bit guests of its family too.
fn is_32bit_guest(arch: &str, emulator: Arch) -> bool {
    matches!((arch, emulator), ("i686", Arch::X86_64) | ("armv7l", Arch::Aarch64) | ("ppc64le", Arch::Ppc64))
}
