//! Writing `<features>`.

use xml::Writer;

use super::{Features, Hyperv, Kvm, XenFeatures};
use crate::memory::kib;

impl Features {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("features", |w| {
            flag(w, "acpi", self.acpi);
            if let Some(apic) = &self.apic {
                w.element("apic", |w| w.on_off("eoi", apic.eoi));
            }
            flag(w, "pae", self.pae);
            state(w, "hap", self.hap);
            flag(w, "viridian", self.viridian);
            flag(w, "privnet", self.privnet);
            if let Some(hyperv) = &self.hyperv {
                hyperv.format(w);
            }
            if let Some(kvm) = &self.kvm {
                kvm.format(w);
            }
            state(w, "pvspinlock", self.pvspinlock);
            let told = |given: &&super::Capabilities| {
                given.policy != super::CapabilitiesPolicy::Default || !given.each.is_empty()
            };
            if let Some(capabilities) = self.capabilities.as_ref().filter(told) {
                w.element("capabilities", |w| {
                    w.attr("policy", capabilities.policy);
                    for (name, on) in &capabilities.each {
                        state(w, name, Some(*on));
                    }
                });
            }
            state(w, "pmu", self.pmu);
            state(w, "vmport", self.vmport);
            self.platform(w);
        });
    }

    /// What only some platforms have.
    fn platform(&self, w: &mut Writer) {
        if let Some(gic) = &self.gic {
            w.element("gic", |w| w.attr("version", gic.version));
        }
        if let Some(smm) = &self.smm {
            w.element("smm", |w| {
                w.on_off("state", smm.state);
                if let Some((size, unit)) = smm.tseg.map(short_size) {
                    w.text_with("tseg", |w| w.attr("unit", unit), size);
                }
            });
        }
        w.optional("ioapic", |w| w.attr("driver", self.ioapic));
        if let Some(hpt) = &self.hpt {
            w.optional("hpt", |w| {
                w.attr("resizing", hpt.resizing);
                kib(w, "maxpagesize", hpt.max_page_size);
            });
        }
        state(w, "vmcoreinfo", self.vmcoreinfo);
        state(w, "htm", self.htm);
        state(w, "nested-hv", self.nested_hv);
        w.optional("msrs", |w| w.attr("unknown", self.msrs));
        state(w, "ccf-assist", self.ccf_assist);
        if let Some(xen) = &self.xen {
            xen.format(w);
        }
        w.optional("cfpc", |w| w.attr("value", self.cfpc));
        w.optional("sbbc", |w| w.attr("value", self.sbbc));
        w.optional("ibs", |w| w.attr("value", self.ibs));
        if let Some(tcg) = &self.tcg {
            w.optional("tcg", |w| kib(w, "tb-cache", tcg.tb_cache));
        }
        w.optional("async-teardown", |w| w.yes_no("enabled", self.async_teardown));
        state(w, "ras", self.ras);
        state(w, "ps2", self.ps2);
        w.optional("aia", |w| w.attr("value", self.aia));
    }
}

fn flag(w: &mut Writer, name: &str, on: bool) {
    if on {
        w.empty(name);
    }
}

fn state(w: &mut Writer, name: &str, state: Option<bool>) {
    w.optional(name, |w| w.on_off("state", state));
}

/// A size in the largest unit that it is a multiple of.
fn short_size(bytes: u64) -> (u64, &'static str) {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let power = (bytes.trailing_zeros() / 10).min(6);
    (bytes >> (10 * power), units.get(power as usize).copied().unwrap_or("B"))
}

impl Hyperv {
    fn format(&self, w: &mut Writer) {
        w.element("hyperv", |w| {
            w.attr("mode", self.mode);
            w.children();
            for name in Self::ORDER {
                self.format_one(name, w);
            }
        });
    }

    /// The order in which libvirt writes them.
    const ORDER: [&'static str; 17] = [
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

    fn format_one(&self, name: &str, w: &mut Writer) {
        match name {
            "spinlocks" => w.optional(name, |w| {
                w.on_off("state", self.spinlocks.map(|spinlocks| spinlocks.state));
                w.attr("retries", self.spinlocks.and_then(|spinlocks| spinlocks.retries));
            }),
            "stimer" => w.optional(name, |w| {
                w.on_off("state", self.stimer.map(|stimer| stimer.state));
                state(w, "direct", self.stimer.and_then(|stimer| stimer.direct));
            }),
            "vendor_id" => w.optional(name, |w| {
                w.on_off("state", self.vendor_id.as_ref().map(|vendor| vendor.state));
                w.attr("value", self.vendor_id.as_ref().and_then(|vendor| vendor.value.as_ref()));
            }),
            "tlbflush" => w.optional(name, |w| {
                w.on_off("state", self.tlbflush.map(|flush| flush.state));
                state(w, "direct", self.tlbflush.and_then(|flush| flush.direct));
                state(w, "extended", self.tlbflush.and_then(|flush| flush.extended));
            }),
            _ => state(w, name, self.switch(name)),
        }
    }
}

impl Kvm {
    fn format(&self, w: &mut Writer) {
        w.element("kvm", |w| {
            w.children();
            state(w, "hidden", self.hidden);
            state(w, "hint-dedicated", self.hint_dedicated);
            state(w, "poll-control", self.poll_control);
            state(w, "pv-ipi", self.pv_ipi);
            if let Some(ring) = &self.dirty_ring {
                w.element("dirty-ring", |w| {
                    w.on_off("state", ring.state);
                    w.attr("size", ring.size);
                });
            }
        });
    }
}

impl XenFeatures {
    fn format(&self, w: &mut Writer) {
        w.element("xen", |w| {
            w.children();
            state(w, "e820_host", self.e820_host);
            if let Some((on, mode)) = self.passthrough {
                w.element("passthrough", |w| {
                    w.on_off("state", Some(on));
                    w.attr("mode", mode);
                });
            }
        });
    }
}
