//! What `<features>` says.

/// Which hypervisor features are on; `None` and `false` when not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features {
    /// ACPI tables.
    pub acpi: bool,
    /// The interrupt controller of x86.
    pub apic: Option<Apic>,
    /// Physical address extension.
    pub pae: bool,
    /// Hardware assisted paging (Xen).
    pub hap: Option<bool>,
    /// Viridian enlightenments (Xen).
    pub viridian: bool,
    /// Private network namespace (containers).
    pub privnet: bool,
    /// Hyper-V enlightenments.
    pub hyperv: Option<Hyperv>,
    /// KVM's own features.
    pub kvm: Option<Kvm>,
    /// Xen's own features.
    pub xen: Option<XenFeatures>,
    /// Paravirtual spin locks.
    pub pvspinlock: Option<bool>,
    /// The performance monitoring unit.
    pub pmu: Option<bool>,
    /// VMware's I/O port.
    pub vmport: Option<bool>,
    /// The interrupt controller of ARM.
    pub gic: Option<Gic>,
    /// System management mode.
    pub smm: Option<Smm>,
    /// Where the I/O APIC is emulated.
    pub ioapic: Option<IoApicDriver>,
    /// POWER: hash page table resizing.
    pub hpt: Option<Hpt>,
    /// POWER: hardware transactional memory.
    pub htm: Option<bool>,
    /// POWER: nested guests.
    pub nested_hv: Option<bool>,
    /// A kernel dump's notes for the host.
    pub vmcoreinfo: Option<bool>,
    /// What unknown model specific registers do.
    pub msrs: Option<UnknownMsrs>,
    /// POWER: capabilities that the hypervisor denies.
    pub ccf_assist: Option<bool>,
    /// POWER: cache side channel mitigation.
    pub cfpc: Option<Mitigation>,
    /// POWER: bounds check mitigation.
    pub sbbc: Option<Mitigation>,
    /// POWER: indirect branch mitigation.
    pub ibs: Option<IbsMitigation>,
    /// The TCG translation cache.
    pub tcg: Option<Tcg>,
    /// Asynchronous teardown of memory.
    pub async_teardown: Option<bool>,
    /// ARM: reliability, availability, serviceability.
    pub ras: Option<bool>,
    /// A PS/2 controller.
    pub ps2: Option<bool>,
    /// AIA of RISC-V.
    pub aia: Option<Aia>,
    /// What a container may do.
    pub capabilities: Option<Capabilities>,
}

xml::words! {
    /// The version of ARM's interrupt controller.
    pub enum GicVersion { Host = "host", V2 = "2", V3 = "3" }

    /// Where the I/O APIC is emulated.
    pub enum IoApicDriver { Qemu = "qemu", Kvm = "kvm" }

    /// Whether the hash page table can be resized.
    pub enum HptResizing { Enabled = "enabled", Disabled = "disabled", Required = "required" }

    /// What unknown model specific registers do.
    pub enum UnknownMsrs { Ignore = "ignore", Fault = "fault" }

    /// How far a mitigation goes.
    pub enum Mitigation { Broken = "broken", Workaround = "workaround", Fixed = "fixed" }

    /// How indirect branches are mitigated.
    pub enum IbsMitigation {
        Broken = "broken", Workaround = "workaround", FixedIbs = "fixed-ibs", FixedCcd = "fixed-ccd",
        FixedNa = "fixed-na",
    }

    /// RISC-V's advanced interrupt architecture.
    pub enum Aia { None = "none", Aplic = "aplic", AplicImsic = "aplic-imsic" }

    /// How Hyper-V enlightenments are chosen.
    pub enum HypervMode { Custom = "custom", Passthrough = "passthrough" }

    /// How Xen's passthrough maps memory.
    pub enum XenPassthroughMode { SyncPt = "sync_pt", SharePt = "share_pt" }

    /// What a container may do by default.
    pub enum CapabilitiesPolicy { Default = "default", Allow = "allow", Deny = "deny" }
}

/// x86's interrupt controller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Apic {
    /// Paravirtual end of interrupt.
    pub eoi: Option<bool>,
}

/// ARM's interrupt controller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gic {
    /// Its version; `None` for the best.
    pub version: Option<GicVersion>,
}

/// System management mode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Smm {
    /// On or off; `None` when not given.
    pub state: Option<bool>,
    /// The size of its memory in bytes.
    pub tseg: Option<u64>,
}

/// The hash page table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hpt {
    /// Whether it can be resized.
    pub resizing: Option<HptResizing>,
    /// The largest page in KiB.
    pub max_page_size: Option<u64>,
}

/// TCG's own settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tcg {
    /// The translation cache's size in KiB.
    pub tb_cache: Option<u64>,
}

/// KVM's own features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kvm {
    /// The guest does not see that it is KVM.
    pub hidden: Option<bool>,
    /// The guest may assume that its CPUs are its own.
    pub hint_dedicated: Option<bool>,
    /// The guest may ask the host not to poll.
    pub poll_control: Option<bool>,
    /// Paravirtual inter-processor interrupts.
    pub pv_ipi: Option<bool>,
    /// Dirty pages are told in a ring.
    pub dirty_ring: Option<DirtyRing>,
}

/// A ring of dirty pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DirtyRing {
    /// On or off.
    pub state: Option<bool>,
    /// How many entries, a power of two from 1024 to 65536.
    pub size: Option<u32>,
}

/// Xen's own features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct XenFeatures {
    /// The e820 map of the host.
    pub e820_host: Option<bool>,
    /// PCI passthrough.
    pub passthrough: Option<(bool, Option<XenPassthroughMode>)>,
}

/// Hyper-V enlightenments; `None` when not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hyperv {
    /// How they are chosen.
    pub mode: Option<HypervMode>,
    /// Relaxed timers.
    pub relaxed: Option<bool>,
    /// Virtual APIC.
    pub vapic: Option<bool>,
    /// Spin lock notification.
    pub spinlocks: Option<Spinlocks>,
    /// Virtual processor index.
    pub vpindex: Option<bool>,
    /// Processor run time.
    pub runtime: Option<bool>,
    /// Synthetic interrupt controller.
    pub synic: Option<bool>,
    /// Synthetic timers.
    pub stimer: Option<Stimer>,
    /// Reset.
    pub reset: Option<bool>,
    /// The vendor that the guest sees.
    pub vendor_id: Option<VendorId>,
    /// Frequency registers.
    pub frequencies: Option<bool>,
    /// Reenlightenment notification.
    pub reenlightenment: Option<bool>,
    /// Paravirtual TLB flush.
    pub tlbflush: Option<TlbFlush>,
    /// Paravirtual inter-processor interrupts.
    pub ipi: Option<bool>,
    /// Enlightened VMCS.
    pub evmcs: Option<bool>,
    /// Enlightened AVIC.
    pub avic: Option<bool>,
    /// Enlightened MSR bitmap.
    pub emsr_bitmap: Option<bool>,
    /// Input in XMM registers.
    pub xmm_input: Option<bool>,
}

/// Spin lock notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spinlocks {
    /// On or off.
    pub state: bool,
    /// After how many tries, at least 4095.
    pub retries: Option<u32>,
}

/// Synthetic timers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stimer {
    /// On or off.
    pub state: bool,
    /// Direct mode.
    pub direct: Option<bool>,
}

/// The vendor that the guest sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorId {
    /// On or off.
    pub state: bool,
    /// Up to 12 characters.
    pub value: Option<String>,
}

/// Paravirtual TLB flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TlbFlush {
    /// On or off.
    pub state: bool,
    /// Direct hypercalls.
    pub direct: Option<bool>,
    /// Extended hypercalls.
    pub extended: Option<bool>,
}

/// What a container may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// What holds for those not listed.
    pub policy: CapabilitiesPolicy,
    /// Single capabilities, as name and state.
    pub each: Vec<(String, bool)>,
}
