//! Memory: of the whole machine, of each NUMA cell, and in huge pages.

use super::tree::Node;

/// Memory of the machine, in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// All that the kernel manages.
    pub total_kib: u64,
    /// Used for nothing.
    pub free_kib: u64,
    /// Block device buffers.
    pub buffers_kib: u64,
    /// Page cache.
    pub cached_kib: u64,
    /// What programs could get without swapping, as the kernel guesses.
    pub available_kib: u64,
    /// Swap space, all.
    pub swap_total_kib: u64,
    /// Swap space, free.
    pub swap_free_kib: u64,
}

/// Memory of one NUMA cell, in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellMemory {
    /// All.
    pub total_kib: u64,
    /// Used for nothing.
    pub free_kib: u64,
    /// Pages of files, caches among them.
    pub file_kib: u64,
}

/// The pool of huge pages of one size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HugePages {
    /// The size of one page, in KiB.
    pub size_kib: u64,
    /// How many the pool has.
    pub total: u64,
    /// How many of them are free.
    pub free: u64,
}

impl Node {
    /// Memory of the machine, from `/proc/meminfo`.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let text = self.text("proc/meminfo").unwrap_or_default();
        let kib = |name| meminfo(&text, name);
        Memory {
            total_kib: kib("MemTotal"),
            free_kib: kib("MemFree"),
            buffers_kib: kib("Buffers"),
            cached_kib: kib("Cached"),
            available_kib: kib("MemAvailable"),
            swap_total_kib: kib("SwapTotal"),
            swap_free_kib: kib("SwapFree"),
        }
    }

    /// Memory of the machine as libvirt's node information counts it, in KiB: that of all NUMA cells together, or
    /// what the kernel manages where there are none. The two may differ (memory that was plugged in later).
    #[must_use]
    pub fn installed_kib(&self) -> u64 {
        let cells = self.numbered("sys/devices/system/node", "node");
        let of_cells =
            cells.iter().filter_map(|&cell| self.cell_memory(cell)).map(|memory| memory.total_kib).sum();
        if of_cells > 0 { of_cells } else { self.memory().total_kib }
    }

    /// Memory of one NUMA cell; `None` when there is no such cell.
    #[must_use]
    pub fn cell_memory(&self, cell: u32) -> Option<CellMemory> {
        let text = self.text(&format!("sys/devices/system/node/node{cell}/meminfo"))?;
        let kib = |name| meminfo(&text, name);
        Some(CellMemory { total_kib: kib("MemTotal"), free_kib: kib("MemFree"), file_kib: kib("FilePages") })
    }

    /// The pools of huge pages of the machine, smallest pages first.
    #[must_use]
    pub fn huge_pages(&self) -> Vec<HugePages> {
        self.huge_pages_in("sys/kernel/mm/hugepages")
    }

    /// Those of one NUMA cell.
    #[must_use]
    pub fn cell_huge_pages(&self, cell: u32) -> Vec<HugePages> {
        self.huge_pages_in(&format!("sys/devices/system/node/node{cell}/hugepages"))
    }

    fn huge_pages_in(&self, directory: &str) -> Vec<HugePages> {
        let entries = std::fs::read_dir(self.path(directory)).into_iter().flatten();
        let pools = entries.filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            let size_kib = name.strip_prefix("hugepages-")?.strip_suffix("kB")?.parse().ok()?;
            let count = |file| self.number(&format!("{directory}/{name}/{file}")).unwrap_or(0);
            Some(HugePages { size_kib, total: count("nr_hugepages"), free: count("free_hugepages") })
        });
        let mut pools: Vec<HugePages> = pools.collect();
        pools.sort_unstable_by_key(|pool| pool.size_kib);
        pools
    }

    /// The size of an ordinary page, in KiB.
    #[must_use]
    pub fn page_kib(&self) -> u64 {
        (rustix::param::page_size() / 1024) as u64
    }
}

/// A line of meminfo is `NAME: 12 kB`; of a cell's, `Node 0 NAME: 12 kB`.
fn meminfo(text: &str, name: &str) -> u64 {
    let value = text.lines().find_map(|line| {
        let (before, after) = line.split_once(':')?;
        (before.split_ascii_whitespace().next_back()? == name).then_some(after)
    });
    value.and_then(|value| value.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::tree::tests::tree;

    #[test]
    fn of_a_made_up_machine() {
        let tree = tree(&[
            (
                "proc/meminfo",
                "MemTotal: 1000 kB\nMemFree:   900 kB\nBuffers: 1 kB\nCached: 50 kB\nHugePages_Total: 7\n",
            ),
            (
                "sys/devices/system/node/node1/meminfo",
                "Node 1 MemTotal:  500 kB\nNode 1 MemFree: 400 kB\nNode 1 FilePages: 3 kB\n",
            ),
            ("sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "2"),
            ("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "16"),
            ("sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "15"),
            ("sys/kernel/mm/hugepages/other/nr_hugepages", "1"),
        ]);
        let node = tree.node();
        let memory = node.memory();
        assert_eq!(
            (memory.total_kib, memory.free_kib, memory.buffers_kib, memory.cached_kib),
            (1000, 900, 1, 50)
        );
        assert_eq!(node.cell_memory(0), None);
        assert_eq!(node.cell_memory(1), Some(CellMemory { total_kib: 500, free_kib: 400, file_kib: 3 }));
        let pools = [
            HugePages { size_kib: 2048, total: 16, free: 15 },
            HugePages { size_kib: 1_048_576, total: 2, free: 0 },
        ];
        assert_eq!(node.huge_pages(), pools);
        assert!(node.cell_huge_pages(1).is_empty());
        assert_eq!(node.installed_kib(), 500);
    }

    #[test]
    fn of_this_machine() {
        let memory = Node::default().memory();
        assert!(memory.total_kib > memory.free_kib && memory.free_kib > 0, "{memory:?}");
    }
}
