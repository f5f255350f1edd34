//! `<features>`: what the machine and the host's processor can do besides.

use xml::Writer;

use super::choices::{choices, supported};
use super::subject::Subject;
use crate::{Accelerator, Arch, Sgx};

pub(super) fn write(w: &mut Writer, subject: &Subject<'_>) {
    let emulator = subject.emulator;
    w.element("features", |w| {
        gic(w, subject);
        supported(w, "vmcoreinfo", subject.has("vmcoreinfo"), |_| {});
        supported(w, "genid", subject.has("vmgenid"), |_| {});
        supported(w, "backingStoreInput", true, |_| {});
        supported(w, "backup", true, |_| {});
        supported(w, "async-teardown", emulator.has_option("run-with", "async-teardown"), |_| {});
        if subject.arch == Arch::S390x {
            supported(w, "s390-pv", subject.has("s390-pv-guest"), |_| {});
        }
        supported(w, "ps2", has_ps2(subject), |_| {});
        sev(w, subject);
        sgx(w, emulator.sgx.as_ref());
        hyperv(w, subject);
        launch_security(w, subject);
    });
}

/// Interrupt controllers that the accelerator can give a `virt` machine.
fn gic(w: &mut Writer, subject: &Subject<'_>) {
    let under = |gic: &&crate::GicVersion| match subject.accelerator {
        Accelerator::Kvm => gic.kernel,
        _ => gic.emulated,
    };
    let mut versions: Vec<u32> = subject.emulator.gic.iter().filter(under).map(|gic| gic.version).collect();
    versions.sort_unstable();
    let there = subject.arch.is_arm() && subject.is_machine("virt") && !versions.is_empty();
    supported(w, "gic", there, |w| {
        let names: Vec<String> = versions.iter().map(u32::to_string).collect();
        choices(w, "version", names.iter().map(|name| (name.as_str(), true)));
    });
}

/// The classic PC machines have the keyboard controller built in.
fn has_ps2(subject: &Subject<'_>) -> bool {
    subject.arch.is_x86() && ["pc", "isapc"].iter().any(|family| subject.is_machine(family))
}

fn sev(w: &mut Writer, subject: &Subject<'_>) {
    let Some(sev) = &subject.emulator.sev else { return supported(w, "sev", false, |_| {}) };
    supported(w, "sev", true, |w| {
        w.text("cbitpos", sev.cbitpos);
        w.text("reducedPhysBits", sev.reduced_phys_bits);
        if let Some(limits) = subject.host.sev {
            w.text("maxGuests", limits.guests);
            w.text("maxESGuests", limits.es_guests);
        }
        w.text("cpu0Id", sev.cpu0_id.as_deref());
    });
}

fn sgx(w: &mut Writer, sgx: Option<&Sgx>) {
    let Some(sgx) = sgx else { return supported(w, "sgx", false, |_| {}) };
    let yes_no = |there| if there { "yes" } else { "no" };
    supported(w, "sgx", true, |w| {
        w.text("flc", yes_no(sgx.flc));
        w.text("sgx1", yes_no(sgx.sgx1));
        w.text("sgx2", yes_no(sgx.sgx2));
        w.text_with("section_size", |w| w.attr("unit", "KiB"), sgx.section_size >> 10);
        w.optional("sections", |w| {
            for section in &sgx.sections {
                w.element("section", |w| {
                    w.attr("node", section.node);
                    w.attr("size", section.size >> 10);
                    w.attr("unit", "KiB");
                });
            }
        });
    });
}

/// Enlightenments in libvirt's order; QEMU's property is `hv-` and the name, with dashes.
const ENLIGHTENMENTS: &[&str] = &[
    "relaxed",
    "vapic",
    "spinlocks",
    "vpindex",
    "runtime",
    "synic",
    "stimer",
    "reset",
    "vendor_id",
    "frequencies",
    "reenlightenment",
    "tlbflush",
    "ipi",
    "evmcs",
    "avic",
    "emsr_bitmap",
    "xmm_input",
];

/// What the kernel knows is shown whatever accelerator is asked about. An enlightenment is there when its
/// flag is on, or when it takes a value.
fn hyperv(w: &mut Writer, subject: &Subject<'_>) {
    let mut offers = subject.emulator.accelerators.values();
    let Some(cpu) = offers.find_map(|offer| offer.hyperv.as_ref()) else { return };
    let there = |name: &str| {
        let value = cpu.properties.get(&format!("hv-{}", name.replace('_', "-")));
        value.is_some_and(|value| value.as_bool().unwrap_or(true))
    };
    let known: Vec<(&str, bool)> = ENLIGHTENMENTS.iter().map(|name| (*name, there(name))).collect();
    if known.iter().any(|(_, there)| *there) {
        supported(w, "hyperv", true, |w| choices(w, "features", known));
    }
}

fn launch_security(w: &mut Writer, subject: &Subject<'_>) {
    let sev = subject.emulator.sev.is_some();
    let kinds = [
        ("sev", sev),
        ("sev-snp", sev && subject.has("sev-snp-guest")),
        ("s390-pv", subject.has("s390-pv-guest")),
    ];
    let there = kinds.iter().any(|(_, there)| *there);
    supported(w, "launchSecurity", there, |w| choices(w, "sectype", kinds));
}
