//! The document as a whole.

use xml::Writer;

use super::choices::{choices, supported};
use super::subject::Subject;
use super::{DomainCapabilitiesHost, cpu, devices, features, os};
use crate::{Accelerator, Arch, EmulatorCapabilities};

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

fn write_memory_backing(w: &mut Writer, subject: &Subject<'_>) {
    supported(w, "memoryBacking", true, |w| {
        let memfd = subject.has("memory-backend-memfd");
        choices(w, "sourceType", [("file", true), ("anonymous", true), ("memfd", memfd)]);
    });
}
