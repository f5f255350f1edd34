//! Reading `<features>`.

use errors::Code;
use xml::{Element, Result};

use super::{
    Apic, Capabilities, DirtyRing, Features, Gic, Hpt, Hyperv, Kvm, Smm, Spinlocks, Stimer, Tcg, TlbFlush,
    VendorId, XenFeatures,
};
use crate::size::{bytes_at, child_kib};

/// Bytes of a MiB.
const MIB: u64 = 1 << 20;

impl Features {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let mut features = Self::default();
        for child in e.children() {
            features.feature(&child)?;
        }
        Ok(features)
    }

    fn feature(&mut self, e: &Element<'_>) -> Result<()> {
        match e.name() {
            "acpi" => self.acpi = true,
            "apic" => self.apic = Some(Apic { eoi: e.on_off("eoi")? }),
            "pae" => self.pae = true,
            "hap" => self.hap = state_or_on(e)?,
            "viridian" => self.viridian = true,
            "privnet" => self.privnet = true,
            "hyperv" => self.hyperv = Some(Hyperv::parse(e)?),
            "kvm" => self.kvm = Some(Kvm::parse(e)?),
            "xen" => self.xen = Some(XenFeatures::parse(e)?),
            "pvspinlock" => self.pvspinlock = state_or_on(e)?,
            "pmu" => self.pmu = state_or_on(e)?,
            "vmport" => self.vmport = state_or_on(e)?,
            "gic" => self.gic = Some(Gic { version: e.word("version")? }),
            "smm" => self.smm = Some(Smm::parse(e)?),
            "ioapic" => self.ioapic = e.word("driver")?,
            "hpt" => self.hpt = Some(Hpt::parse(e)?),
            "htm" => self.htm = required_state(e)?,
            "nested-hv" => self.nested_hv = required_state(e)?,
            "vmcoreinfo" => self.vmcoreinfo = state_or_on(e)?,
            "msrs" => self.msrs = e.required_word("unknown").map(Some)?,
            "ccf-assist" => self.ccf_assist = required_state(e)?,
            "cfpc" => self.cfpc = e.word("value")?,
            "sbbc" => self.sbbc = e.word("value")?,
            "ibs" => self.ibs = e.word("value")?,
            "tcg" => self.tcg = Some(Tcg { tb_cache: child_kib(e, "tb-cache", "./tb-cache")? }),
            "async-teardown" => self.async_teardown = e.yes_no("enabled")?.or(Some(true)),
            "ras" => self.ras = required_state(e)?,
            "ps2" => self.ps2 = required_state(e)?,
            "aia" => self.aia = e.word("value")?,
            "capabilities" => self.capabilities = Some(Capabilities::parse(e)?),
            other => {
                return Err(e.fault(Code::ConfigUnsupported, format!("unexpected feature '{other}'")));
            }
        }
        Ok(())
    }
}

/// On, unless the attribute says otherwise.
fn state_or_on(e: &Element<'_>) -> Result<Option<bool>> {
    Ok(e.on_off("state")?.or(Some(true)))
}

fn required_state(e: &Element<'_>) -> Result<Option<bool>> {
    e.on_off("state")?.map(Some).ok_or_else(|| e.missing_attribute("state"))
}

impl Smm {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            state: state_or_on(e)?,
            tseg: bytes_at(e, "./tseg", "string(./features/smm/tseg)", MIB)?.filter(|bytes| *bytes != 0),
        })
    }
}

impl Hpt {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let what = "Unable to parse HPT maxpagesize setting";
        let max_page_size = child_kib(e, "maxpagesize", "./maxpagesize")
            .map_err(|_| e.fault(Code::ConfigUnsupported, what))?;
        Ok(Self { resizing: e.word("resizing")?, max_page_size })
    }
}

impl Kvm {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut kvm = Self::default();
        for child in e.children() {
            let state = required_state(&child)?;
            match child.name() {
                "hidden" => kvm.hidden = state,
                "hint-dedicated" => kvm.hint_dedicated = state,
                "poll-control" => kvm.poll_control = state,
                "pv-ipi" => kvm.pv_ipi = state,
                "dirty-ring" => kvm.dirty_ring = Some(DirtyRing::parse(&child, state)?),
                other => {
                    let what = format!("unsupported KVM feature: {other}");
                    return Err(child.fault(Code::ConfigUnsupported, what));
                }
            }
        }
        Ok(kvm)
    }
}

impl DirtyRing {
    fn parse(e: &Element<'_>, state: Option<bool>) -> Result<Self> {
        if state != Some(true) {
            return Ok(Self { state, size: None });
        }
        let size = e.required_number::<u32>("size")?;
        if !size.is_power_of_two() || !(1024..=65_536).contains(&size) {
            let what = "dirty ring must be power of 2 and ranges [1024, 65536]";
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Self { state, size: Some(size) })
    }
}

impl XenFeatures {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut xen = Self::default();
        for child in e.children() {
            let state = required_state(&child)?;
            match child.name() {
                "e820_host" => xen.e820_host = state,
                "passthrough" => {
                    let mode = child.word("mode")?;
                    xen.passthrough = state.map(|on| (on, mode.filter(|_| on)));
                }
                other => {
                    let what = format!("unsupported Xen feature: {other}");
                    return Err(child.fault(Code::ConfigUnsupported, what));
                }
            }
        }
        Ok(xen)
    }
}

impl Hyperv {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut hyperv = Self { mode: e.word("mode")?, ..Self::default() };
        for child in e.children() {
            hyperv.enlightenment(&child)?;
        }
        Ok(hyperv)
    }

    fn enlightenment(&mut self, e: &Element<'_>) -> Result<()> {
        let known = Self::SWITCHES.contains(&e.name()) || Self::STRUCTURED.contains(&e.name());
        if !known {
            let what = format!("unsupported HyperV Enlightenment feature: {}", e.name());
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        let state = e.on_off("state")?.ok_or_else(|| e.missing_attribute("state"))?;
        match e.name() {
            "spinlocks" => self.spinlocks = Some(Spinlocks::parse(e, state)?),
            "stimer" => self.stimer = Some(Stimer { state, direct: nested_state(e, "direct", state)? }),
            "vendor_id" => self.vendor_id = Some(VendorId::parse(e, state)?),
            "tlbflush" => {
                let (direct, extended) =
                    (nested_state(e, "direct", state)?, nested_state(e, "extended", state)?);
                self.tlbflush = Some(TlbFlush { state, direct, extended });
            }
            name => {
                if let Some(switch) = self.switch_mut(name) {
                    *switch = Some(state);
                }
            }
        }
        Ok(())
    }
}

/// The state of a part, when the whole is on.
fn nested_state(e: &Element<'_>, name: &str, whole: bool) -> Result<Option<bool>> {
    if !whole {
        return Ok(None);
    }
    e.maybe(name, |e| e.on_off("state")?.ok_or_else(|| e.missing_attribute("state")))
}

impl Spinlocks {
    fn parse(e: &Element<'_>, state: bool) -> Result<Self> {
        if !state {
            return Ok(Self { state, retries: None });
        }
        let retries = e.required_number("retries")?;
        if retries < 0xfff {
            let what = "HyperV spinlock retry count must be at least 4095";
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Self { state, retries: Some(retries) })
    }
}

impl VendorId {
    fn parse(e: &Element<'_>, state: bool) -> Result<Self> {
        if !state {
            return Ok(Self { state, value: None });
        }
        let missing = || e.fault(Code::XmlError, "missing 'value' attribute for HyperV feature 'vendor_id'");
        let value = e.string("value").ok_or_else(missing)?;
        if value.len() > 12 {
            let what = "HyperV vendor_id value must not be more than 12 characters.";
            return Err(e.fault(Code::XmlError, what));
        }
        if value.contains(',') {
            return Err(e.fault(Code::XmlError, "HyperV vendor_id value is invalid"));
        }
        Ok(Self { state, value: Some(value) })
    }
}

impl Capabilities {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut each = Vec::new();
        for child in e.children() {
            each.push((child.name().to_owned(), child.on_off("state")?.unwrap_or(true)));
        }
        let policy = e.word("policy")?.unwrap_or(super::CapabilitiesPolicy::Default);
        Ok(Self { policy, each })
    }
}
