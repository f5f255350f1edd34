//! What the host lends to a guest that is looked for only when a definition asks for it.

use model::NumberSet;

/// Resources of the host, as values. Empty when a guest needs none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostResources {
    /// Where huge pages are, the default size first.
    pub huge_pages: Vec<HugePages>,
    /// The NUMA nodes that were chosen for a guest which leaves the choice to the host.
    pub automatic_nodes: NumberSet,
}

/// Pages of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HugePages {
    /// The size of a page in KiB.
    pub size: u64,
    /// The guest's own directory on that file system, without a slash at the end.
    pub dir: String,
}
