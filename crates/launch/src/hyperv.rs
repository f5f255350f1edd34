//! Hyper-V enlightenments: CPU properties.

use model::device::panic::PanicModel;
use model::features::HypervMode;

use crate::build::Build;
use crate::option::Pairs;

/// Adds the enlightenments that are on.
pub(crate) fn properties(build: &Build<'_>, mut cpu: Pairs) -> Pairs {
    if let Some(hyperv) = &build.guest.features.hyperv {
        if hyperv.mode == Some(HypervMode::Passthrough) {
            cpu = cpu.with("hv-passthrough", "on");
        }
        let on = |state: Option<bool>| state == Some(true);
        let simple = [("hv-relaxed", on(hyperv.relaxed)), ("hv-vapic", on(hyperv.vapic))];
        for (name, state) in simple {
            cpu = enabled(cpu, name, state);
        }
        if let Some(spinlocks) = hyperv.spinlocks.filter(|spinlocks| spinlocks.state) {
            cpu = cpu.with("hv-spinlocks", format!("0x{:x}", spinlocks.retries.unwrap_or(4095)));
        }
        for (name, state) in [
            ("hv-vpindex", on(hyperv.vpindex)),
            ("hv-runtime", on(hyperv.runtime)),
            ("hv-synic", on(hyperv.synic)),
        ] {
            cpu = enabled(cpu, name, state);
        }
        if let Some(stimer) = hyperv.stimer.filter(|stimer| stimer.state) {
            cpu = cpu.with("hv-stimer", "on");
            cpu = enabled(cpu, "hv-stimer-direct", on(stimer.direct));
        }
        cpu = enabled(cpu, "hv-reset", on(hyperv.reset));
        if let Some(vendor) = hyperv.vendor_id.as_ref().filter(|vendor| vendor.state) {
            cpu = cpu.maybe("hv-vendor-id", vendor.value.as_deref());
        }
        for (name, state) in
            [("hv-frequencies", on(hyperv.frequencies)), ("hv-reenlightenment", on(hyperv.reenlightenment))]
        {
            cpu = enabled(cpu, name, state);
        }
        if let Some(flush) = hyperv.tlbflush.filter(|flush| flush.state) {
            cpu = cpu.with("hv-tlbflush", "on");
            cpu = enabled(cpu, "hv-tlbflush-direct", on(flush.direct));
            cpu = enabled(cpu, "hv-tlbflush-ext", on(flush.extended));
        }
        for (name, state) in [
            ("hv-ipi", on(hyperv.ipi)),
            ("hv-evmcs", on(hyperv.evmcs)),
            ("hv-avic", on(hyperv.avic)),
            ("hv-emsr-bitmap", on(hyperv.emsr_bitmap)),
            ("hv-xmm-input", on(hyperv.xmm_input)),
        ] {
            cpu = enabled(cpu, name, state);
        }
    }
    if build.guest.devices.panics.iter().any(|panic| panic.model == Some(PanicModel::Hyperv)) {
        cpu = cpu.word("hv-crash");
    }
    cpu
}

fn enabled(cpu: Pairs, name: &str, on: bool) -> Pairs {
    if on { cpu.with(name, "on") } else { cpu }
}
