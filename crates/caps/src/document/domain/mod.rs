//! `<domainCapabilities>`: what a definition may say for one emulator, machine type and accelerator
//! (`virConnectGetDomainCapabilities`).
//!
//! `query` finds out what a client asks about; then there is one file for each part of the document:
//! `os`, `cpu`, `devices`, `features`.

mod cpu;
mod devices;
mod features;
mod os;
mod query;

use xml::Writer;

pub use query::{DomainCapabilitiesQuery, DomainCapabilitiesSubject, no_emulator};

use crate::{Accelerator, Arch, EmulatorCapabilities, FirmwareOffer, HostModel};

/// What the document shows of the host rather than of the emulator.
#[derive(Debug, Clone, Default)]
pub struct DomainCapabilitiesHost {
    /// Firmware for this machine type.
    pub firmware: FirmwareOffer,
    /// How many virtual CPUs the kernel gives a guest at most.
    pub kvm_max_vcpus: Option<u32>,
    /// Bits of a physical address of the host.
    pub physical_address_bits: Option<u32>,
    /// The host's CPU on architectures where QEMU does not tell (POWER, ARM).
    pub host_model: Option<HostModel>,
    /// Host PCI devices can be given to guests.
    pub vfio: bool,
    /// The helper program for remote desktops is installed.
    pub rdp: bool,
    /// The TPM emulator is installed, with these versions of the standard.
    pub tpm_emulator: Option<TpmVersions>,
    /// How many encrypted guests the processor can hold.
    pub sev: Option<SevLimits>,
}

/// Versions of the TPM standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the versions' own numbers")]
pub struct TpmVersions {
    pub v1_2: bool,
    pub v2_0: bool,
}

/// How many encrypted guests there can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SevLimits {
    /// With plain encryption.
    pub guests: u32,
    /// With encrypted state too.
    pub es_guests: u32,
}

/// What the parts of the document are made from.
struct Subject<'a> {
    emulator: &'a EmulatorCapabilities,
    /// The guest's architecture, which a 64-bit emulator may serve besides its own.
    arch: Arch,
    accelerator: Accelerator,
    /// Canonical name.
    machine: &'a str,
    host: &'a DomainCapabilitiesHost,
}

/// The document for guests of `arch` (the emulator's own, or one that it serves besides) on `machine`, by
/// its canonical name.
pub fn domain_capabilities_xml(
    emulator: &EmulatorCapabilities,
    arch: Arch,
    accelerator: Accelerator,
    machine: &str,
    host: &DomainCapabilitiesHost,
) -> String {
    let subject = Subject { emulator, arch, accelerator, machine, host };
    let mut w = Writer::new();
    w.element("domainCapabilities", |w| {
        w.text("path", &emulator.binary);
        w.text("domain", accelerator.domain_type());
        w.text("machine", machine);
        w.text("arch", arch.libvirt());
        if let Some(max) = subject.max_vcpus() {
            w.element("vcpu", |w| w.attr("max", max));
        }
        supported(w, "iothreads", emulator.has_device("iothread"), |_| {});
        os::write(w, &subject);
        cpu::write(w, &subject);
        write_memory_backing(w, &subject);
        devices::write(w, &subject);
        features::write(w, &subject);
    });
    w.finish()
}

impl Subject<'_> {
    fn max_vcpus(&self) -> Option<u32> {
        let machine = self.emulator.machine(self.accelerator, self.machine)?;
        let limit = match self.accelerator {
            Accelerator::Kvm => self.host.kvm_max_vcpus.unwrap_or(u32::MAX),
            _ => u32::MAX,
        };
        (machine.max_cpus > 0).then(|| machine.max_cpus.min(limit))
    }

    fn has(&self, device: &str) -> bool {
        self.emulator.has_device(device)
    }

    fn has_any(&self, devices: &[&str]) -> bool {
        devices.iter().any(|device| self.has(device))
    }

    /// The machine type is `family` or a version of it, such as `pc-q35` or `virt`.
    fn is_machine(&self, family: &str) -> bool {
        let rest = self.machine.strip_prefix(family);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

/// An element that says whether there is such a thing, and if so what it can be.
fn supported(w: &mut Writer, name: &str, there: bool, content: impl FnOnce(&mut Writer)) {
    w.element(name, |w| {
        w.yes_no("supported", Some(there));
        if there {
            content(w);
        }
    });
}

/// The values that an attribute or element can have.
fn choices<'a>(w: &mut Writer, name: &str, values: impl IntoIterator<Item = (&'a str, bool)>) {
    w.element("enum", |w| {
        w.attr("name", name);
        for (value, _) in values.into_iter().filter(|(_, there)| *there) {
            w.text("value", value);
        }
    });
}

fn write_memory_backing(w: &mut Writer, subject: &Subject<'_>) {
    supported(w, "memoryBacking", true, |w| {
        let memfd = subject.has("memory-backend-memfd");
        choices(w, "sourceType", [("file", true), ("anonymous", true), ("memfd", memfd)]);
    });
}
