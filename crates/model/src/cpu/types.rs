//! What `<cpu>` says.

use crate::NumberSet;
use crate::memory::MemoryAccess;

/// The virtual CPU.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cpu {
    /// Where the model comes from.
    pub mode: Option<CpuMode>,
    /// How strictly the host must provide it.
    pub matching: Option<CpuMatch>,
    /// How it is checked before the guest starts.
    pub check: Option<CpuCheck>,
    /// Whether features that cannot be migrated are left out.
    pub migratable: Option<bool>,
    /// Whether features that the CPU's maker is going to drop are there (s390x).
    pub deprecated_features: Option<bool>,
    /// The model.
    pub model: Option<CpuModel>,
    /// The vendor that the host must have.
    pub vendor: Option<String>,
    /// Sockets, dies, clusters, cores, threads.
    pub topology: Option<Topology>,
    /// The cache that the guest sees.
    pub cache: Option<Cache>,
    /// The width of physical addresses.
    pub max_phys_addr: Option<MaxPhysAddr>,
    /// Features added to or taken from the model, in document order.
    pub features: Vec<CpuFeature>,
    /// NUMA cells.
    pub numa: Option<Numa>,
}

xml::words! {
    /// Where the CPU model comes from.
    pub enum CpuMode {
        Custom = "custom", HostModel = "host-model", HostPassthrough = "host-passthrough", Maximum = "maximum",
    }

    /// How strictly the host must provide the CPU.
    pub enum CpuMatch { Minimum = "minimum", Exact = "exact", Strict = "strict" }

    /// How the CPU is checked before the guest starts.
    pub enum CpuCheck { None = "none", Partial = "partial", Full = "full" }

    /// Whether another model may take the place of one that the host lacks.
    pub enum Fallback { Allow = "allow", Forbid = "forbid" }

    /// What is to become of a feature.
    pub enum FeaturePolicy {
        Force = "force", Require = "require", Optional = "optional", Disable = "disable", Forbid = "forbid",
    }

    /// What cache the guest sees.
    pub enum CacheMode { Emulate = "emulate", Passthrough = "passthrough", Disable = "disable" }

    /// Where the width of physical addresses comes from.
    pub enum MaxPhysAddrMode { Emulate = "emulate", Passthrough = "passthrough" }

    /// How a memory-side cache maps addresses.
    pub enum CacheAssociativity { None = "none", Direct = "direct", Full = "full" }

    /// How a memory-side cache writes.
    pub enum CachePolicy { None = "none", Writeback = "writeback", Writethrough = "writethrough" }

    /// Which accesses a latency or bandwidth is about.
    pub enum AccessType { Access = "access", Read = "read", Write = "write" }
}

/// A CPU model's name, and what may replace it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuModel {
    /// The name; empty when not given.
    pub name: Option<String>,
    /// Whether another may take its place.
    pub fallback: Option<Fallback>,
    /// The 12 characters that the guest sees as vendor.
    pub vendor_id: Option<String>,
}

/// How many of what make up the virtual CPUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topology {
    /// Sockets.
    pub sockets: u32,
    /// Dies per socket; `None` when not given.
    pub dies: Option<u32>,
    /// Clusters per die; `None` when not given.
    pub clusters: Option<u32>,
    /// Cores per cluster.
    pub cores: u32,
    /// Threads per core.
    pub threads: u32,
}

/// The cache that the guest sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cache {
    /// Which level; `None` for all.
    pub level: Option<u32>,
    /// What it is.
    pub mode: CacheMode,
}

/// The width of physical addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxPhysAddr {
    /// Where it comes from.
    pub mode: MaxPhysAddrMode,
    /// How many bits; 0 means the same as none.
    pub bits: Option<u32>,
    /// Most bits that are passed through.
    pub limit: Option<u32>,
}

/// A feature added to or taken from the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CpuFeature {
    /// What is to become of it; a definition that does not say requires it.
    pub policy: Option<FeaturePolicy>,
    /// Its name.
    pub name: String,
}

/// What definitions of hosts' CPUs and of guests' have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuParts {
    /// Sockets, dies, clusters, cores, threads.
    pub topology: Option<Topology>,
    /// Features, in document order.
    pub features: Vec<CpuFeature>,
    /// The cache.
    pub cache: Option<Cache>,
    /// The width of physical addresses.
    pub max_phys_addr: Option<MaxPhysAddr>,
}

/// NUMA cells and what lies between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numa {
    /// The cells, by id.
    pub cells: Vec<NumaCell>,
    /// Latencies and bandwidths.
    pub interconnects: Vec<Interconnect>,
}

/// One NUMA cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumaCell {
    /// Its number, from 0.
    pub id: u32,
    /// Its virtual CPUs; `None` for a cell of memory only.
    pub cpus: Option<NumberSet>,
    /// Its memory in KiB.
    pub memory: u64,
    /// Whether the memory is shared with the host.
    pub access: Option<MemoryAccess>,
    /// Whether the memory is discarded when the guest ends.
    pub discard: Option<bool>,
    /// Distances to other cells, as id and value.
    pub distances: Vec<Distance>,
    /// Memory-side caches.
    pub caches: Vec<NumaCache>,
}

/// How far another cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// The other cell.
    pub id: u32,
    /// The distance, 10 to itself.
    pub value: u32,
}

/// A memory-side cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumaCache {
    /// Its level, from 1.
    pub level: u32,
    /// How it maps addresses.
    pub associativity: CacheAssociativity,
    /// How it writes.
    pub policy: CachePolicy,
    /// Its size in KiB.
    pub size: u64,
    /// The length of a line in bytes.
    pub line: u64,
}

/// Latency or bandwidth between an initiator and a target cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interconnect {
    /// What is told.
    pub measure: Measure,
    /// The cell that accesses.
    pub initiator: u32,
    /// The cell that is accessed.
    pub target: u32,
    /// The cache level that is accessed; `None` for memory.
    pub cache: Option<u32>,
    /// Which accesses.
    pub access: AccessType,
}

/// A latency or a bandwidth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Nanoseconds.
    Latency(u64),
    /// KiB per second.
    Bandwidth(u64),
}
