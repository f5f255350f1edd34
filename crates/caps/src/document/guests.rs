//! The `<guest>` parts of `<capabilities>`: one for each architecture that an emulator serves.

use std::sync::Arc;

use cpu::Arch;
use xml::Writer;

use crate::{EmulatorCapabilities, MachineType, preferred_machine};

/// Guests of one architecture, and the emulator that runs them.
#[derive(Debug, Clone, PartialEq)]
pub struct GuestDescription {
    /// The guests' architecture.
    pub arch: Arch,
    /// The emulator that a definition gets when it names none.
    pub emulator: Arc<EmulatorCapabilities>,
}

/// The guests that a host with these emulators can run, in the order in which libvirt lists them.
///
/// An architecture is served by the emulator of its own name. Failing that, a 64-bit x86 or ARM host
/// serves 32-bit guests with its native emulator, and POWER's two byte orders share one.
pub fn guests(host: Arch, emulators: &[Arc<EmulatorCapabilities>]) -> Vec<GuestDescription> {
    let of = |arch: Arch| emulators.iter().find(|emulator| emulator.arch == arch);
    Arch::all()
        .filter_map(|arch| {
            let fallback = match (host, arch) {
                (Arch::X86_64, Arch::I686) => of(Arch::X86_64),
                (Arch::Aarch64, Arch::Armv7l) => of(Arch::Aarch64),
                (_, Arch::Ppc64le) => of(Arch::Ppc64),
                _ => None,
            };
            let emulator = of(arch).or(fallback)?;
            Some(GuestDescription { arch, emulator: Arc::clone(emulator) })
        })
        .collect()
}

pub(super) fn write_guest(w: &mut Writer, guest: &GuestDescription) {
    let emulator = &guest.emulator;
    w.element("guest", |w| {
        w.text("os_type", "hvm");
        w.element("arch", |w| {
            w.attr("name", guest.arch.libvirt());
            w.text("wordsize", guest.arch.word_size());
            w.text("emulator", &emulator.binary);
            for machine in in_shown_order(guest.arch, emulator) {
                write_machine(w, machine, None);
                if let Some(alias) = &machine.alias {
                    write_machine(w, machine, Some(alias));
                }
            }
            // TCG works everywhere and comes first.
            for accelerator in emulator.works_under().rev() {
                w.element("domain", |w| w.attr("type", accelerator.domain_type()));
            }
        });
        write_features(w, guest.arch);
    });
}

/// The machine types of the first accelerator, the preferred one in front.
fn in_shown_order(arch: Arch, emulator: &EmulatorCapabilities) -> impl Iterator<Item = &MachineType> {
    let machines = emulator.first_accelerator().map_or(&[][..], |(_, offer)| &offer.machines);
    let preferred = preferred_machine(arch, machines);
    let others =
        machines.iter().filter(move |machine| Some(&machine.name) != preferred.map(|first| &first.name));
    preferred.into_iter().chain(others)
}

/// One entry: the alias names its canonical type, and both are marked when that is deprecated.
fn write_machine(w: &mut Writer, machine: &MachineType, alias: Option<&str>) {
    let attributes = |w: &mut Writer| {
        w.attr("canonical", alias.map(|_| &machine.name));
        w.attr("maxCpus", (machine.max_cpus > 0).then_some(machine.max_cpus));
        w.attr("deprecated", machine.deprecated.then_some("yes"));
    };
    w.text_with("machine", attributes, alias.unwrap_or(&machine.name));
}

fn write_features(w: &mut Writer, arch: Arch) {
    let switch = |w: &mut Writer, name: &str, toggle: bool| {
        w.element(name, |w| {
            w.attr("default", "on");
            w.yes_no("toggle", Some(toggle));
        });
    };
    w.element("features", |w| {
        if arch == Arch::I686 {
            w.empty("pae");
            w.empty("nonpae");
        }
        if arch.is_x86() || matches!(arch, Arch::Aarch64 | Arch::Loongarch64) {
            switch(w, "acpi", true);
        }
        if arch.is_x86() {
            switch(w, "apic", false);
        }
        w.empty("cpuselection");
        w.empty("deviceboot");
        switch(w, "disksnapshot", false);
        w.empty("externalSnapshot");
    });
}
