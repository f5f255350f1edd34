//! `-machine` and `-accel`.

use errors::{Code, Error, Result};
use model::device::iommu::IommuModel;
use model::device::sound::SoundModel;
use model::features::IoApicDriver;
use prepare::Board;

use crate::build::Build;
use crate::option::Pairs;

/// Writes the machine type with all that is a property of the board.
///
/// # Errors
/// `ConfigUnsupported` for what the board has not.
pub(crate) fn machine(build: &mut Build<'_>) -> Result<()> {
    keys_can_be_wrapped(build)?;
    let guest = build.guest;
    let features = &guest.features;
    let mut machine = Pairs::new(build.machine_name()).with("usb", "off");
    if let Some(on) = features.vmport {
        machine = machine.switch("vmport", on);
    }
    if let Some(on) = features.smm.and_then(|smm| smm.state) {
        machine = machine.switch("smm", on);
    }
    if let Some(on) = features.ps2 {
        machine = machine.switch("i8042", on);
    }
    machine = match features.ioapic {
        Some(IoApicDriver::Qemu) => machine.with("kernel_irqchip", "split"),
        Some(IoApicDriver::Kvm) => machine.with("kernel_irqchip", "on"),
        None => machine,
    };
    machine = other_boards(build, machine);
    machine =
        machine.switch("dump-guest-core", guest.memory.dump_core.unwrap_or(build.context.dump_guest_core));
    if guest.memory_backing.no_share_pages {
        machine = machine.with("mem-merge", "off");
    }
    if guest.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).is_some_and(crate::numa::describes_latencies) {
        machine = machine.with("hmat", "on");
    }
    machine = crate::device::memory::args::board(build, machine);
    if let Some(id) = main_memory_id(build) {
        machine = machine.with("memory-backend", id);
    }
    if guest.launch_security.is_some() {
        machine = machine.with("confidential-guest-support", crate::protection::ID);
    }
    machine = crate::firmware::pflash(build, machine);
    if guest.devices.sounds.iter().any(|sound| sound.model == SoundModel::Pcspk) {
        let audio = guest.devices.audios.first().map(|audio| crate::device::audio_id(audio.id));
        machine = machine.maybe("pcspk-audiodev", audio);
    }
    if let Some(on) = crate::clock::hpet(build)
        && build.caps.has_option("machine", "hpet")
    {
        machine = machine.switch("hpet", on);
    }
    if has_acpi_switch(build) {
        machine = machine.switch("acpi", features.acpi);
    }
    build.option("-machine", machine);
    Ok(())
}

/// Only IBM Z wraps keys.
fn keys_can_be_wrapped(build: &Build<'_>) -> Result<()> {
    if build.guest.keywrap.is_some() && Board::of(build.guest) != Board::S390Ccw {
        let text = "'aes-key-wrap'/'dea-key-wrap' is not available on this architecture";
        return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, text));
    }
    Ok(())
}

/// What the boards of ARM, POWER, RISC-V and IBM Z have.
fn other_boards(build: &Build<'_>, mut machine: Pairs) -> Pairs {
    let guest = build.guest;
    let features = &guest.features;
    let on_off = |on: bool| if on { "on" } else { "off" };
    for (cipher, on) in guest.keywrap.iter().flat_map(|keywrap| &keywrap.ciphers) {
        machine = machine.switch(&format!("{cipher}-key-wrap"), *on);
    }
    if guest.devices.iommu.as_ref().is_some_and(|iommu| iommu.model == IommuModel::Smmuv3) {
        machine = machine.with("iommu", "smmuv3");
    }
    let gic = features.gic.and_then(|gic| gic.version).filter(|_| Board::of(guest) == Board::Virt);
    machine = machine.maybe("gic-version", gic.map(|version| version.to_string()));
    if let Some(hpt) = features.hpt {
        machine = machine
            .maybe("resize-hpt", hpt.resizing.map(|resizing| resizing.to_string()))
            .maybe("cap-hpt-max-page-size", hpt.max_page_size.map(|kib| format!("{kib}k")));
    }
    machine
        .maybe("cap-htm", features.htm.map(on_off))
        .maybe("cap-nested-hv", features.nested_hv.map(on_off))
        .maybe("cap-ccf-assist", features.ccf_assist.map(on_off))
        .maybe("cap-cfpc", features.cfpc.map(|level| level.to_string()))
        .maybe("cap-sbbc", features.sbbc.map(|level| level.to_string()))
        .maybe("cap-ibs", features.ibs.map(|level| level.to_string()))
        .maybe("ras", features.ras.map(on_off))
        .maybe("aia", features.aia.map(|aia| aia.to_string()))
        .maybe("loadparm", load_parm(build))
}

/// Which system of a boot menu is chosen on IBM Z: that of the first device to boot from; older releases know it for
/// the whole board only.
fn load_parm(build: &Build<'_>) -> Option<String> {
    if build.device_load_parm() || Board::of(build.guest) != Board::S390Ccw {
        return None;
    }
    let mut boots: Vec<_> = build.guest.devices.infos().filter_map(|info| info.boot.as_ref()).collect();
    boots.sort_by_key(|boot| boot.order);
    boots.first().and_then(|boot| boot.load_parm.clone())
}

/// Writes who executes the guest's instructions.
pub(crate) fn accelerator(build: &mut Build<'_>) {
    let mut accelerator = Pairs::new(build.accelerator().qemu());
    if build.accelerator() == caps::Accelerator::Tcg
        && let Some(kib) = build.guest.features.tcg.and_then(|tcg| tcg.tb_cache)
    {
        accelerator = accelerator.with("tb-size", (kib / 1024).to_string());
    }
    if build.accelerator() == caps::Accelerator::Kvm
        && let Some(ring) = build.guest.features.kvm.and_then(|kvm| kvm.dirty_ring)
        && ring.state == Some(true)
        && let Some(size) = ring.size
    {
        accelerator = accelerator.with("dirty-ring-size", size.to_string());
    }
    build.option("-accel", accelerator);
}

/// The id of the backend of the guest's main memory: the machine type says how it has to be called.
/// `None` when memory is given by NUMA cell, or when the board has no such backend.
pub(crate) fn main_memory_id<'a>(build: &Build<'a>) -> Option<&'a str> {
    let by_cell =
        build.guest.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).is_some_and(|numa| !numa.cells.is_empty());
    let id = build.machine()?.default_ram_id.as_deref();
    id.filter(|_| !by_cell)
}

/// ACPI is a switch of the board where QEMU lists it as one; before, `-no-acpi` was.
pub(crate) fn has_acpi_switch(build: &Build<'_>) -> bool {
    build.machine().is_some_and(|machine| machine.acpi == Some(true))
}

/// Writes `-no-acpi` for an emulator that has no such switch on its boards.
pub(crate) fn no_acpi(build: &mut Build<'_>) {
    let unknown = build.machine().is_some_and(|machine| machine.acpi.is_none());
    if unknown && !build.guest.features.acpi && Board::of(build.guest).is_pc() {
        build.flag("-no-acpi");
    }
}
