//! What a domain definition says.

use crate::clock::Clock;
use crate::cpu::Cpu;
use crate::device::Devices;
use crate::features::Features;
use crate::memory::{Memory, MemoryBacking, NumaTune};
use crate::os::Os;
use crate::qemu::QemuNamespace;
use crate::security::{KeyWrap, LaunchSecurity, SecLabel};
use crate::sysinfo::Sysinfo;
use crate::tuning::{BlkioTune, CpuTune, ThrottleGroup};
use crate::{NumberSet, Uuid};

/// A domain: everything that `<domain>` holds.
///
/// Cheap to share behind an `Arc`; a clone is deep.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Who runs it.
    pub virt_type: VirtType,
    /// The id of the running guest; live only.
    pub id: Option<u32>,
    /// Its name, unique on the host.
    pub name: String,
    /// Its identity; made up when a definition has none.
    pub uuid: Option<Uuid>,
    /// The VM generation id that the guest sees.
    pub genid: Option<GenId>,
    /// One line for people.
    pub title: Option<String>,
    /// Some lines for people.
    pub description: Option<String>,
    /// What applications keep with the domain.
    pub metadata: Option<Metadata>,
    /// How much memory.
    pub memory: Memory,
    /// Weights and limits of block I/O.
    pub blkio_tune: BlkioTune,
    /// What host memory backs the guest's.
    pub memory_backing: MemoryBacking,
    /// How many virtual CPUs.
    pub vcpus: Vcpus,
    /// How many I/O threads; `None` when not given.
    pub iothreads: Option<u32>,
    /// The I/O threads that are named one by one.
    pub iothread_ids: Vec<IoThread>,
    /// Pool of each I/O thread without limits of its own and of the main loop.
    pub default_iothread: ThreadPool,
    /// Shares, quotas and pinning of CPUs.
    pub cpu_tune: CpuTune,
    /// Which host NUMA nodes the memory comes from.
    pub numa_tune: NumaTune,
    /// Where in the host's control groups it lives.
    pub resource: Option<Resource>,
    /// What firmware tables tell the guest.
    pub sysinfo: Vec<Sysinfo>,
    /// A host program that picks the kernel (Xen).
    pub bootloader: Option<String>,
    /// Its arguments.
    pub bootloader_args: Option<String>,
    /// What is booted, and how.
    pub os: Os,
    /// User and group id maps (containers).
    pub idmap: Option<IdMaps>,
    /// Groups of I/O limits that disks can share.
    pub throttle_groups: Vec<ThrottleGroup>,
    /// Which hypervisor features are on.
    pub features: Features,
    /// The virtual CPU; `None` when not given.
    pub cpu: Option<Cpu>,
    /// The clock and its timers; `None` when not given.
    pub clock: Option<Clock>,
    /// What happens when the guest powers off.
    pub on_poweroff: Option<LifecycleAction>,
    /// What happens when the guest reboots.
    pub on_reboot: Option<LifecycleAction>,
    /// What happens when the guest crashes.
    pub on_crash: Option<CrashAction>,
    /// What happens when a disk lease is lost.
    pub on_lockfailure: Option<LockFailureAction>,
    /// Which sleep states the firmware offers.
    pub pm: PowerManagement,
    /// Which performance events are counted.
    pub perf: Vec<PerfEvent>,
    /// Everything plugged into it.
    pub devices: Devices,
    /// Security labels, one per model.
    pub seclabels: Vec<SecLabel>,
    /// s390 key wrapping.
    pub keywrap: Option<KeyWrap>,
    /// Memory encryption and protected execution.
    pub launch_security: Option<LaunchSecurity>,
    /// The `qemu:` namespace.
    pub qemu: QemuNamespace,
}

xml::words! {
    /// Who runs the guest.
    pub enum VirtType {
        Qemu = "qemu", Kqemu = "kqemu", Kvm = "kvm", Xen = "xen", Lxc = "lxc", Uml = "uml",
        Openvz = "openvz", Test = "test", Vmware = "vmware", Hyperv = "hyperv", Vbox = "vbox",
        Phyp = "phyp", Parallels = "parallels", Bhyve = "bhyve", Vz = "vz", Hvf = "hvf",
    }

    /// What to do when the guest powers off or reboots.
    pub enum LifecycleAction {
        Destroy = "destroy", Restart = "restart", RenameRestart = "rename-restart", Preserve = "preserve",
    }

    /// What to do when the guest crashes.
    pub enum CrashAction {
        Destroy = "destroy", Restart = "restart", RenameRestart = "rename-restart", Preserve = "preserve",
        CoredumpDestroy = "coredump-destroy", CoredumpRestart = "coredump-restart",
    }

    /// What to do when a disk lease is lost.
    pub enum LockFailureAction {
        Poweroff = "poweroff", Restart = "restart", Pause = "pause", Ignore = "ignore",
    }

    /// Who decides where virtual CPUs or memory are placed.
    pub enum Placement { Static = "static", Auto = "auto" }
}

/// The VM generation id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenId {
    /// `<genid/>`: one is to be made up.
    Generate,
    /// This one.
    Given(Uuid),
}

/// What applications keep with the domain: the children of `<metadata>`, one per namespace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Declarations (prefix, namespace) that stood further out and that entries rely on.
    pub(crate) outer_namespaces: Vec<(String, String)>,
    /// The entries, in document order.
    pub(crate) entries: Vec<MetadataEntry>,
}

/// One application's metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataEntry {
    /// The namespace it belongs to.
    pub(crate) namespace: String,
    /// The element as XML without that namespace: what applications get back.
    pub(crate) xml: String,
    /// The element as it stands inside a definition.
    pub(crate) indented: String,
}

/// How many virtual CPUs, and where they may run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vcpus {
    /// Most there can ever be.
    pub maximum: Option<u32>,
    /// How many are there from the beginning, when fewer.
    pub current: Option<u32>,
    /// Who decides where they run.
    pub placement: Option<Placement>,
    /// The host CPUs they may use.
    pub cpuset: Option<NumberSet>,
    /// The CPUs described one by one.
    pub each: Vec<Vcpu>,
}

/// One virtual CPU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vcpu {
    /// Its number, from 0.
    pub id: u32,
    /// Whether it is there.
    pub enabled: bool,
    /// Whether it can come and go.
    pub hotpluggable: Option<bool>,
    /// Its turn in being plugged, from 1.
    pub order: Option<u32>,
}

/// One I/O thread that is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IoThread {
    /// Its number, from 1.
    pub id: u32,
    /// Its pool of workers.
    pub pool: ThreadPool,
    /// Its polling; `None` when not given.
    pub poll: Option<Polling>,
    /// Nobody has named it: it was counted, and has its number from that.
    pub implied: bool,
}

/// How many workers a thread may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ThreadPool {
    /// Fewest.
    pub min: Option<u32>,
    /// Most.
    pub max: Option<u32>,
}

/// How long an I/O thread polls before it sleeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Polling {
    /// Most nanoseconds of polling.
    pub max: Option<u64>,
    /// By how much polling grows.
    pub grow: Option<u64>,
    /// By how much it shrinks.
    pub shrink: Option<u64>,
}

/// Where in the host's control groups the guest lives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resource {
    /// The partition's path.
    pub partition: Option<String>,
    /// The application id for Fibre Channel fabrics.
    pub fibrechannel_appid: Option<String>,
}

/// User and group id maps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdMaps {
    /// Users.
    pub uid: Vec<IdMap>,
    /// Groups.
    pub gid: Vec<IdMap>,
}

/// One range of ids and what it becomes on the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdMap {
    /// First id inside.
    pub start: u32,
    /// First id outside.
    pub target: u32,
    /// How many.
    pub count: u32,
}

/// Which sleep states the firmware offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PowerManagement {
    /// S3.
    pub suspend_to_mem: Option<bool>,
    /// S4.
    pub suspend_to_disk: Option<bool>,
}

/// A performance event and whether it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerfEvent {
    /// Which.
    pub name: PerfEventName,
    /// Whether it is counted.
    pub enabled: bool,
}

xml::words! {
    /// Names of performance events.
    pub enum PerfEventName {
        Cmt = "cmt", Mbmt = "mbmt", Mbml = "mbml", CpuCycles = "cpu_cycles", Instructions = "instructions",
        CacheReferences = "cache_references", CacheMisses = "cache_misses",
        BranchInstructions = "branch_instructions", BranchMisses = "branch_misses", BusCycles = "bus_cycles",
        StalledCyclesFrontend = "stalled_cycles_frontend", StalledCyclesBackend = "stalled_cycles_backend",
        RefCpuCycles = "ref_cpu_cycles", CpuClock = "cpu_clock", TaskClock = "task_clock",
        PageFaults = "page_faults", ContextSwitches = "context_switches", CpuMigrations = "cpu_migrations",
        PageFaultsMin = "page_faults_min", PageFaultsMaj = "page_faults_maj",
        AlignmentFaults = "alignment_faults", EmulationFaults = "emulation_faults",
    }
}
