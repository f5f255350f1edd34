//! What is said about memory.

use crate::NumberSet;
use crate::domain::Placement;

/// How much memory. All sizes in KiB.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// Most that can be reached by plugging memory devices.
    pub maximum: Option<u64>,
    /// How many memory devices can be plugged.
    pub slots: Option<u32>,
    /// What the guest has when it starts.
    pub total: Option<u64>,
    /// What the balloon leaves it.
    pub current: Option<u64>,
    /// Whether guest memory is part of a core dump.
    pub dump_core: Option<bool>,
    /// Limits (`<memtune>`).
    pub tune: MemoryTune,
}

/// Limits of host memory. All sizes in KiB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MemoryTune {
    /// Never more.
    pub hard_limit: Option<u64>,
    /// Not more when memory is short.
    pub soft_limit: Option<u64>,
    /// Guaranteed.
    pub min_guarantee: Option<u64>,
    /// Never more, swap included.
    pub swap_hard_limit: Option<u64>,
}

/// What host memory backs the guest's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryBacking {
    /// Huge pages: `None` when not given, an empty list for the default size.
    pub hugepages: Option<Vec<HugePage>>,
    /// Equal pages are not merged.
    pub no_share_pages: bool,
    /// Pages are never swapped out.
    pub locked: bool,
    /// What kind of memory.
    pub source: Option<MemorySource>,
    /// Whether it is shared with the host.
    pub access: Option<MemoryAccess>,
    /// When it is allocated.
    pub allocation: Option<MemoryAllocation>,
    /// How many threads allocate it.
    pub allocation_threads: Option<u32>,
    /// It is discarded when the guest ends.
    pub discard: bool,
}

/// Huge pages of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HugePage {
    /// The page's size in KiB.
    pub size: u64,
    /// The guest's NUMA cells that use it; `None` for all.
    pub nodeset: Option<NumberSet>,
}

xml::words! {
    /// What kind of memory.
    pub enum MemorySource { File = "file", Anonymous = "anonymous", Memfd = "memfd" }

    /// Whether memory is shared with the host.
    pub enum MemoryAccess { Shared = "shared", Private = "private" }

    /// When memory is allocated.
    pub enum MemoryAllocation { Immediate = "immediate", Ondemand = "ondemand" }

    /// How strictly memory comes from the given nodes.
    pub enum NumaMode {
        Strict = "strict", Preferred = "preferred", Interleave = "interleave", Restrictive = "restrictive",
    }
}

/// Which host NUMA nodes the memory comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumaTune {
    /// For the whole guest.
    pub memory: Option<NumaPolicy>,
    /// For single cells of the guest.
    pub cells: Vec<CellPolicy>,
}

/// A policy for the whole guest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumaPolicy {
    /// How strictly.
    pub mode: Option<NumaMode>,
    /// Who decides.
    pub placement: Option<Placement>,
    /// Which host nodes.
    pub nodeset: Option<NumberSet>,
}

/// A policy for one cell of the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPolicy {
    /// The guest's cell.
    pub cell: u32,
    /// How strictly.
    pub mode: NumaMode,
    /// Which host nodes.
    pub nodeset: NumberSet,
}
