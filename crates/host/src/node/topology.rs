//! How processors hang together: sockets, dies, clusters, cores, threads and NUMA cells.

use std::collections::{BTreeMap, BTreeSet};

use super::set::CpuSet;
use super::tree::Node;

/// All processors that are here, and their NUMA cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topology {
    /// The processors, by number.
    pub cpus: Vec<Cpu>,
    /// The NUMA cells, by number; a machine without NUMA is one cell.
    pub cells: Vec<Cell>,
}

/// A processor, as the kernel counts them: a hardware thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cpu {
    /// Its number.
    pub id: u32,
    /// Whether it is on. One that is off tells nothing of what follows.
    pub online: bool,
    /// Its socket.
    pub socket: u32,
    /// Its die within the socket.
    pub die: u32,
    /// Its cluster within the die; 65535 where the machine has none.
    pub cluster: u32,
    /// Its core within the die.
    pub core: u32,
    /// The threads of its core, itself included.
    pub siblings: CpuSet,
}

/// A NUMA cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its number.
    pub id: u32,
    /// Its processors that are here.
    pub cpus: CpuSet,
    /// How far the cells are, by their number; 10 is local.
    pub distances: BTreeMap<u32, u32>,
}

impl Node {
    /// The processors that are here, and their cells.
    #[must_use]
    pub fn topology(&self) -> Topology {
        let (present, online) = (self.present_cpus(), self.online_cpus());
        let online = if online.0.is_empty() { &present } else { &online };
        let cpus = present.0.iter().map(|&id| self.cpu(id, online.0.contains(&id))).collect();
        let numbers = self.numbered("sys/devices/system/node", "node");
        let mut cells: Vec<Cell> = numbers.iter().map(|&id| self.cell(id, &numbers)).collect();
        if cells.is_empty() {
            cells.push(Cell { id: 0, cpus: present, distances: BTreeMap::from([(0, 10)]) });
        }
        Topology { cpus, cells }
    }

    fn cpu(&self, id: u32, online: bool) -> Cpu {
        let topology = format!("sys/devices/system/cpu/cpu{id}/topology");
        if !online || !self.has(&topology) {
            return Cpu { id, online, siblings: CpuSet(BTreeSet::from([id])), ..Cpu::default() };
        }
        // Machines that know nothing of a level say -1 or have no file.
        let number = |file| self.number(&format!("{topology}/{file}")).unwrap_or(0);
        let mut siblings = self.cpu_set(&format!("{topology}/thread_siblings_list"));
        siblings.0.insert(id);
        Cpu {
            id,
            online,
            socket: number("physical_package_id"),
            die: number("die_id"),
            cluster: number("cluster_id"),
            core: number("core_id"),
            siblings,
        }
    }

    fn cell(&self, id: u32, numbers: &[u32]) -> Cell {
        let directory = format!("sys/devices/system/node/node{id}");
        let distances = self.text(&format!("{directory}/distance")).unwrap_or_default();
        let distances = distances.split_ascii_whitespace().filter_map(|distance| distance.parse().ok());
        Cell {
            id,
            cpus: self.cpu_set(&format!("{directory}/cpulist")),
            distances: numbers.iter().copied().zip(distances).collect(),
        }
    }
}

impl Topology {
    /// How many processors are on.
    #[must_use]
    pub fn online(&self) -> usize {
        self.switched_on().count()
    }

    /// How many sockets the cell with the most of them has.
    #[must_use]
    pub fn sockets_per_cell(&self) -> usize {
        self.most(|cell| {
            self.switched_on().filter(|cpu| cell.cpus.0.contains(&cpu.id)).map(|cpu| cpu.socket).collect()
        })
    }

    /// How many dies the socket with the most of them has.
    #[must_use]
    pub fn dies_per_socket(&self) -> usize {
        self.most_within(|cpu| cpu.socket, |cpu| (cpu.die, 0))
    }

    /// How many clusters the die with the most of them has.
    #[must_use]
    pub fn clusters_per_die(&self) -> usize {
        self.most_within(|cpu| (cpu.socket, cpu.die), |cpu| (cpu.cluster, 0))
    }

    /// How many cores the socket with the most of them has.
    #[must_use]
    pub fn cores_per_socket(&self) -> usize {
        self.most_within(|cpu| cpu.socket, |cpu| (cpu.die, cpu.core))
    }

    /// How many threads that are on the core with the most of them has.
    #[must_use]
    pub fn threads_per_core(&self) -> usize {
        self.most_within(|cpu| (cpu.socket, cpu.die, cpu.core), |cpu| (cpu.id, 0))
    }

    fn switched_on(&self) -> impl Iterator<Item = &Cpu> {
        self.cpus.iter().filter(|cpu| cpu.online)
    }

    fn most(&self, of: impl Fn(&Cell) -> BTreeSet<u32>) -> usize {
        self.cells.iter().map(|cell| of(cell).len()).max().unwrap_or(0)
    }

    /// The most different `part`s that any one `whole` has.
    fn most_within<W: Ord>(&self, whole: impl Fn(&Cpu) -> W, part: impl Fn(&Cpu) -> (u32, u32)) -> usize {
        let mut parts: BTreeMap<W, BTreeSet<(u32, u32)>> = BTreeMap::new();
        for cpu in self.switched_on() {
            parts.entry(whole(cpu)).or_default().insert(part(cpu));
        }
        parts.values().map(BTreeSet::len).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::tree::tests::tree;

    /// Two sockets, each a cell with two cores of two threads; the last thread is off.
    fn files() -> Vec<(String, String)> {
        let mut files = vec![
            ("sys/devices/system/cpu/present".to_owned(), "0-7".to_owned()),
            ("sys/devices/system/cpu/online".to_owned(), "0-6".to_owned()),
            ("sys/devices/system/node/node0/cpulist".to_owned(), "0-3".to_owned()),
            ("sys/devices/system/node/node0/distance".to_owned(), "10 21".to_owned()),
            ("sys/devices/system/node/node1/cpulist".to_owned(), "4-7".to_owned()),
            ("sys/devices/system/node/node1/distance".to_owned(), "21 10".to_owned()),
        ];
        for cpu in 0..7 {
            let siblings = if cpu == 6 { "6".to_owned() } else { format!("{}-{}", cpu & !1, cpu | 1) };
            for (file, content) in [
                ("physical_package_id", (cpu / 4).to_string()),
                ("die_id", "-1".to_owned()),
                ("cluster_id", "65535".to_owned()),
                ("core_id", (cpu / 2 % 2).to_string()),
                ("thread_siblings_list", siblings),
            ] {
                files.push((format!("sys/devices/system/cpu/cpu{cpu}/topology/{file}"), content));
            }
        }
        files
    }

    #[test]
    fn sockets_cores_and_threads() {
        let files = files();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, content)| (path.as_str(), content.as_str())).collect();
        let tree = tree(&files);
        let topology = tree.node().topology();
        let counts = (
            topology.online(),
            topology.sockets_per_cell(),
            topology.dies_per_socket(),
            topology.clusters_per_die(),
            topology.cores_per_socket(),
            topology.threads_per_core(),
        );
        assert_eq!(counts, (7, 1, 1, 1, 2, 2));
        assert_eq!(topology.cells[1].cpus.to_string(), "4-7");
        assert_eq!(topology.cells[1].distances, BTreeMap::from([(0, 21), (1, 10)]));
        let cpu = &topology.cpus[5];
        assert_eq!((cpu.socket, cpu.die, cpu.cluster, cpu.core), (1, 0, 65535, 0));
        assert_eq!(cpu.siblings.to_string(), "4-5");
        assert!(!topology.cpus[7].online);
    }

    #[test]
    fn a_machine_that_tells_little() {
        let tree = tree(&[("sys/devices/system/cpu/present", "0-1")]);
        let topology = tree.node().topology();
        assert_eq!(topology.online(), 2);
        assert_eq!(topology.cells.len(), 1);
        assert_eq!(topology.cells[0].cpus.to_string(), "0-1");
        assert_eq!(Node::at("/no/such/root").topology().cores_per_socket(), 0);
    }

    #[test]
    fn of_this_machine() {
        let topology = Node::default().topology();
        assert!(topology.threads_per_core() >= 1 && topology.cores_per_socket() >= 1, "{topology:?}");
    }
}
