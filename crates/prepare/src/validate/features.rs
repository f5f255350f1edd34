//! Which features a board can have.

use caps::{Accelerator, EmulatorCapabilities};
use errors::Result;
use model::Domain;
use model::os::LoaderType;

use crate::Board;
use crate::board::is_x86;
use crate::define::accelerator;
use crate::refusal::unsupported;

pub(super) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    belong_to_the_board(domain)?;
    belong_to_the_architecture(domain, caps)?;
    tseg_needs_q35(domain)?;
    sizes_are_round(domain)?;
    acpi_can_be_had(domain, caps)
}

/// Features of one architecture, and of emulators that have them.
fn belong_to_the_architecture(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let board = Board::of(domain);
    let arch = domain.os.arch.as_deref().unwrap_or_default();
    let arm = matches!(arch, "aarch64" | "armv7l");
    let features = &domain.features;
    if features.hyperv.is_some() && !is_x86(domain) && !arm {
        let machine = domain.os.machine.as_deref().unwrap_or_default();
        return Err(unsupported(format!(
            "Hyperv features are not supported for architecture '{arch}' or machine type '{machine}'"
        )));
    }
    if features.vmport.is_some() && !board.is_pc() {
        return Err(unsupported("vmport is not available with this QEMU binary"));
    }
    if features.vmcoreinfo.is_some() && !caps.has_device("vmcoreinfo") {
        return Err(unsupported("vmcoreinfo is not available with this QEMU binary"));
    }
    if features.ps2.is_some() && !board.is_pc() {
        return Err(unsupported("ps2 feature is not available with this QEMU binary"));
    }
    if features.ras.is_some() && !(board == Board::Virt && arm) {
        return Err(unsupported("ras feature is only supported with ARM Virt machines"));
    }
    if features.aia.is_some() && !(board == Board::Virt && arch.starts_with("riscv")) {
        return Err(unsupported("aia feature is only supported with RISC-V Virt machines"));
    }
    if features.tcg.is_some() && accelerator(domain) != Accelerator::Tcg {
        return Err(unsupported(format!(
            "TCG features are incompatible with domain type '{}'",
            domain.virt_type
        )));
    }
    Ok(())
}

/// QEMU counts these in MiB.
fn sizes_are_round(domain: &Domain) -> Result<()> {
    const MIB: u64 = 1 << 20;
    if domain.features.smm.and_then(|smm| smm.tseg).is_some_and(|bytes| bytes % MIB != 0) {
        return Err(unsupported("SMM TSEG size must be divisible by 1 MiB"));
    }
    if domain.features.tcg.and_then(|tcg| tcg.tb_cache).is_some_and(|kib| kib % 1024 != 0) {
        return Err(unsupported("tb-cache size must be an integer multiple of MiB"));
    }
    Ok(())
}

/// Features of one family of boards.
fn belong_to_the_board(domain: &Domain) -> Result<()> {
    let board = Board::of(domain);
    let features = &domain.features;
    let pseries = [
        ("hpt", features.hpt.is_some_and(|hpt| hpt.resizing.is_some() || hpt.max_page_size.is_some())),
        ("htm", features.htm.is_some()),
        ("nested-hv", features.nested_hv.is_some()),
        ("ccf-assist", features.ccf_assist.is_some()),
        ("cfpc", features.cfpc.is_some()),
        ("sbbc", features.sbbc.is_some()),
        ("ibs", features.ibs.is_some()),
    ];
    let virt = [("gic", features.gic.is_some())];
    let x86 = [
        ("eoi", features.apic.is_some_and(|apic| apic.eoi.is_some())),
        ("pvspinlock", features.pvspinlock.is_some()),
        ("ioapic", features.ioapic.is_some()),
    ];
    let rules = [
        (board == Board::Pseries, &pseries[..]),
        (board == Board::Virt, &virt[..]),
        (is_x86(domain), &x86[..]),
    ];
    let foreign = rules.iter().filter(|(allowed, _)| !allowed).flat_map(|(_, features)| features.iter());
    match foreign.into_iter().find(|(_, on)| *on) {
        None => Ok(()),
        Some((name, _)) => {
            let arch = domain.os.arch.as_deref().unwrap_or_default();
            let machine = domain.os.machine.as_deref().unwrap_or_default();
            let name = if *name == "eoi" { "eoi' attribute of the 'apic" } else { *name };
            Err(unsupported(format!(
                "The '{name}' feature is not supported for architecture '{arch}' or machine type '{machine}'"
            )))
        }
    }
}

/// On ARM few boards have ACPI, and 64-bit guests find it through their firmware only.
fn acpi_can_be_had(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let arch = domain.os.arch.as_deref().unwrap_or_default();
    if !domain.features.acpi || !matches!(arch, "aarch64" | "armv7l") {
        return Ok(());
    }
    let machine = domain.os.machine.as_deref().unwrap_or_default();
    let known = caps.machine(accelerator(domain), machine).and_then(|machine| machine.acpi);
    if known == Some(false) || (known.is_none() && Board::of(domain) != Board::Virt) {
        return Err(unsupported(format!("machine type '{machine}' does not support ACPI")));
    }
    let flash =
        domain.os.loader.as_ref().is_some_and(|loader| loader.loader_type == Some(LoaderType::Pflash));
    if arch == "aarch64" && !flash {
        return Err(unsupported("ACPI requires UEFI on this architecture"));
    }
    Ok(())
}

/// The memory of system management mode has a size on Q35 only.
fn tseg_needs_q35(domain: &Domain) -> Result<()> {
    let sized = domain.features.smm.is_some_and(|smm| smm.tseg.is_some());
    if sized && Board::of(domain) != Board::Q35 {
        return Err(unsupported("SMM TSEG is only supported with q35 machine type"));
    }
    Ok(())
}
