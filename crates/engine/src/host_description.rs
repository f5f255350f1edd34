//! The host as `<capabilities>` describes it, from what its kernel says.

use caps::Arch;
use caps::document::{
    HostCpu, HostDescription, HostThread, HostThreadPlace, HostTopology, NumaCell, SecurityModel,
};
use host::node::{Node, Topology};
use model::Uuid;
use vm::Settings;

use crate::host_cpu;

/// Describes the host.
pub(crate) fn describe(node: &Node, arch: Arch, settings: &Settings) -> HostDescription {
    let topology = node.topology();
    HostDescription {
        uuid: Uuid::from_bytes(node.host_uuid().unwrap_or_default()).to_string(),
        cpu: cpu(node, arch, &topology),
        power_management: None,
        iommu: node.has_iommu(),
        live_migration: true,
        migration_transports: vec!["tcp".into(), "rdma".into()],
        cells: cells(node, &topology),
        caches: Vec::new(),
        security_models: security_models(settings),
    }
}

fn cpu(node: &Node, arch: Arch, topology: &Topology) -> HostCpu {
    let model = node.cpu_model();
    let known = if arch.is_x86() { HostCpu::x86(arch, &host_cpu::facts()) } else { HostCpu::unknown(arch) };
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
