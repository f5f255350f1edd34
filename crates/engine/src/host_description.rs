//! The host as `<capabilities>` describes it, from what its kernel says.

use std::path::Path;

use caps::Arch;
use caps::document::{
    HostCpu, HostDescription, HostThread, HostThreadPlace, HostTopology, NumaCell, PowerManagement,
    SecurityModel, TscCounter,
};
use cpu::CpuFacts;
use host::kvm::KvmFacts;
use host::node::{Node, Topology};
use model::Uuid;
use vm::Settings;

use crate::host_caches;

/// Describes the host. `facts`: those of its processor, where there is a table for such; `kvm`: what KVM can
/// do, where it works.
pub(crate) fn describe(
    node: &Node,
    arch: Arch,
    settings: &Settings,
    facts: Option<&CpuFacts>,
    kvm: Option<KvmFacts>,
) -> HostDescription {
    let topology = node.topology();
    HostDescription {
        uuid: Uuid::from_bytes(node.host_uuid().unwrap_or_default()).to_string(),
        cpu: cpu(node, arch, &topology, facts, kvm),
        power_management: Some(power_management(Path::new("/sys/power"))),
        iommu: node.has_iommu(),
        live_migration: true,
        migration_transports: vec!["tcp".into(), "rdma".into()],
        cells: cells(node, &topology),
        caches: host_caches::banks(Path::new("/sys/devices/system/cpu")),
        security_models: security_models(settings),
    }
}

/// The ways to sleep that the kernel has (Documentation/ABI/testing/sysfs-power).
fn power_management(directory: &Path) -> PowerManagement {
    let words = |name: &str| std::fs::read_to_string(directory.join(name)).unwrap_or_default();
    let has =
        |words: &str, word: &str| words.split_whitespace().any(|one| one.trim_matches(['[', ']']) == word);
    let (state, disk) = (words("state"), words("disk"));
    let suspend_disk = has(&state, "disk");
    PowerManagement {
        suspend_mem: has(&state, "mem"),
        suspend_disk,
        suspend_hybrid: suspend_disk && has(&disk, "suspend"),
    }
}

fn cpu(
    node: &Node,
    arch: Arch,
    topology: &Topology,
    facts: Option<&CpuFacts>,
    kvm: Option<KvmFacts>,
) -> HostCpu {
    let model = node.cpu_model();
    let known = facts.map_or_else(|| HostCpu::unknown(arch), |facts| HostCpu::x86(arch, facts));
    let tsc = kvm.and_then(|kvm| {
        let frequency = u64::from(kvm.tsc_khz?) * 1000;
        Some(TscCounter { frequency, scaling: Some(kvm.tsc_scaling) })
    });
    let number = |count: usize| u32::try_from(count).unwrap_or(1);
    let mut page_sizes = vec![node.page_kib()];
    page_sizes.extend(node.huge_pages().iter().map(|pages| pages.size_kib));
    HostCpu {
        microcode: (model.microcode > 0).then_some(model.microcode),
        topology: HostTopology {
            sockets: number(topology.sockets_per_cell()),
            dies: number(topology.dies_per_socket()),
            clusters: number(topology.clusters_per_die()),
            cores: number(topology.cores_per_socket() / topology.dies_per_socket().max(1)),
            threads: number(topology.threads_per_core()),
        },
        physical_address_bits: (model.physical_bits > 0).then_some(model.physical_bits),
        page_sizes,
        tsc,
        ..known
    }
}

fn cells(node: &Node, topology: &Topology) -> Vec<NumaCell> {
    topology
        .cells
        .iter()
        .map(|cell| {
            let memory = node.cell_memory(cell.id);
            let huge = node.cell_huge_pages(cell.id);
            let total = memory.as_ref().map_or(0, |memory| memory.total_kib);
            let in_huge: u64 = huge.iter().map(|pages| pages.size_kib * pages.total).sum();
            let mut pages = vec![(node.page_kib(), total.saturating_sub(in_huge) / node.page_kib().max(1))];
            pages.extend(huge.iter().map(|pages| (pages.size_kib, pages.total)));
            NumaCell {
                id: cell.id,
                memory: memory.map(|memory| memory.total_kib),
                pages,
                distances: cell.distances.iter().map(|(to, distance)| (*to, *distance)).collect(),
                cpus: cell.cpus.0.iter().map(|id| thread(*id, topology)).collect(),
            }
        })
        .collect()
}

fn thread(id: u32, topology: &Topology) -> HostThread {
    let cpu = topology.cpus.iter().find(|cpu| cpu.id == id && cpu.online);
    let place = cpu.map(|cpu| HostThreadPlace {
        socket_id: cpu.socket,
        die_id: cpu.die,
        cluster_id: cpu.cluster,
        core_id: cpu.core,
        siblings: cpu.siblings.to_string(),
    });
    HostThread { id, place }
}

fn security_models(settings: &Settings) -> Vec<SecurityModel> {
    let none = SecurityModel { model: "none".into(), doi: "0".into(), base_labels: Vec::new() };
    let dac = settings.qemu.as_ref().map(|qemu| {
        let label = format!("+{}:+{}", qemu.uid, qemu.gid);
        let base_labels = ["kvm", "qemu"].map(|kind| (kind.to_owned(), label.clone())).to_vec();
        SecurityModel { model: "dac".into(), doi: "0".into(), base_labels }
    });
    std::iter::once(none).chain(dac).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_is_what_the_kernel_offers() {
        let directory = tempfile::tempdir().unwrap();
        let power = |state: &str, disk: &str| {
            std::fs::write(directory.path().join("state"), state).unwrap();
            std::fs::write(directory.path().join("disk"), disk).unwrap();
            let power = power_management(directory.path());
            (power.suspend_mem, power.suspend_disk, power.suspend_hybrid)
        };
        assert_eq!(power("freeze mem disk\n", "[platform] shutdown suspend\n"), (true, true, true));
        assert_eq!(power("freeze mem\n", "[disabled]\n"), (true, false, false));
        assert_eq!(power_management(Path::new("/nonexistent")), PowerManagement::default());
    }
}
