//! The host: processors, memory, and how both are used. What the kernel tells is read in a thread that may wait.

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use host::node::Node;
use wire::remote::procedure::{
    ConnectGetHostname, NodeGetCellsFreeMemory, NodeGetCpuMap, NodeGetFreeMemory, NodeGetFreePages,
    NodeGetInfo, NodeGetSecurityModel,
};
use wire::remote::*;
use wire::{limits, remote::procedure};

use crate::dispatch::context::Context;
use crate::dispatch::guest::Shared;
use crate::dispatch::parameters::counted;
use crate::dispatch::{Table, flags};
use crate::typed_params;

/// All processors, all cells.
const ALL: i32 = -1;

pub(super) fn register(table: &mut Table) {
    table.read::<ConnectGetHostname>(|engine: &Engine, (): ()| Ok(Shared(engine.hostname().into())));
    table.read::<NodeGetSecurityModel>(|_: &Engine, (): ()| {
        // Texts of this reply carry their end mark.
        Ok(NodeGetSecurityModelRet { model: b"none\0".to_vec(), doi: b"0\0".to_vec() })
    });
    table.call::<NodeGetInfo>(async |context: Context, (): ()| read(context, |node| Ok(info(node))).await);
    table.call::<NodeGetFreeMemory>(async |context: Context, (): ()| {
        read(context, |node| Ok(NodeGetFreeMemoryRet { free_mem: node.memory().free_kib * 1024 })).await
    });
    table.call::<NodeGetCellsFreeMemory>(async |context: Context, args: NodeGetCellsFreeMemoryArgs| {
        read(context, move |node| cells_free_memory(node, &args)).await
    });
    table.call::<NodeGetCpuMap>(async |context: Context, args: NodeGetCpuMapArgs| {
        read(context, move |node| cpu_map(node, &args)).await
    });
    table.call::<procedure::NodeGetCpuStats>(async |context: Context, args: NodeGetCpuStatsArgs| {
        read(context, move |node| cpu_stats(node, &args)).await
    });
    table.call::<procedure::NodeGetMemoryStats>(async |context: Context, args: NodeGetMemoryStatsArgs| {
        read(context, move |node| memory_stats(node, &args)).await
    });
    table.call::<procedure::NodeGetMemoryParameters>(
        async |context: Context, args: NodeGetMemoryParametersArgs| {
            flags::check_in(Domain::None, args.flags, flags::STRING_OKAY, "virHostMemGetParameters")?;
            let told = read_engine(context, |engine| Ok(engine.memory_sharing())).await?;
            let (params, nparams) = counted(told, args.nparams, args.flags);
            Ok(NodeGetMemoryParametersRet { params, nparams })
        },
    );
    table.call::<procedure::NodeGetSevInfo>(async |context: Context, args: NodeGetSevInfoArgs| {
        flags::check(args.flags, flags::STRING_OKAY, "qemuNodeGetSEVInfo")?;
        // The client takes all at once, however many it says it wants.
        let told = context.engine.sev_info().await?;
        let params = typed_params::write(told, limits::NODE_SEV_INFO_MAX);
        let nparams = i32::try_from(params.len()).unwrap_or(i32::MAX);
        Ok(NodeGetSevInfoRet { params, nparams })
    });
    table.call::<NodeGetFreePages>(async |context: Context, args: NodeGetFreePagesArgs| {
        read(context, move |node| free_pages(node, &args)).await
    });
}

/// Reads facts of the host where waiting for the kernel holds up nobody.
pub(super) async fn read<T: Send + 'static>(
    context: Context,
    read: impl FnOnce(&Node) -> Result<T> + Send + 'static,
) -> Result<T> {
    read_engine(context, |engine| read(engine.node())).await
}

/// The same for facts that the engine makes of them.
async fn read_engine<T: Send + 'static>(
    context: Context,
    read: impl FnOnce(&Engine) -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(move || read(&context.engine))
        .await
        .unwrap_or_else(|e| Err(Error::internal(Domain::None, format!("reading facts of the host: {e}"))))
}

fn info(node: &Node) -> NodeGetInfoRet {
    let topology = node.topology();
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let mut model = [0; 32];
    // The last one stays the end mark.
    for (place, byte) in model.iter_mut().take(31).zip(node.architecture().bytes()) {
        *place = byte;
    }
    NodeGetInfoRet {
        model,
        memory: node.memory().total_kib,
        cpus: number(topology.online()),
        mhz: i32::try_from(node.cpu_model().mhz).unwrap_or(0),
        nodes: number(topology.cells.len()),
        sockets: number(topology.sockets_per_cell().max(1)),
        cores: number(topology.cores_per_socket().max(1)),
        threads: number(topology.threads_per_core().max(1)),
    }
}

/// The number of the last NUMA cell.
fn last_cell(node: &Node) -> u32 {
    node.topology().cells.iter().map(|cell| cell.id).max().unwrap_or(0)
}

fn check_start(node: &Node, start: i32) -> Result<(u32, u32)> {
    let last = last_cell(node);
    match u32::try_from(start) {
        Ok(first) if first <= last => Ok((first, last)),
        _ => Err(Error::internal(Domain::None, format!("start cell {start} out of range (0-{last})"))),
    }
}

fn cells_free_memory(node: &Node, args: &NodeGetCellsFreeMemoryArgs) -> Result<NodeGetCellsFreeMemoryRet> {
    let call = "virNodeGetCellsFreeMemory";
    let most = usize::try_from(args.maxcells).unwrap_or(0);
    if most > limits::NODE_MAX_CELLS {
        return Err(Error::new(Code::Rpc, Domain::Rpc, "maxcells > REMOTE_NODE_MAX_CELLS"));
    }
    if most == 0 {
        let message = format!("maxCells in {call} must be greater than zero");
        return Err(Error::invalid_argument(Domain::Domain, call, "maxCells", message));
    }
    if args.start_cell < 0 {
        let message = format!("startCell in {call} must be zero or greater");
        return Err(Error::invalid_argument(Domain::Domain, call, "startCell", message));
    }
    let (first, last) = check_start(node, args.start_cell)?;
    let free = |cell| match node.cell_memory(cell) {
        Some(memory) => memory.free_kib * 1024,
        // A machine without NUMA is one cell.
        None if last == 0 => node.memory().free_kib * 1024,
        None => 0,
    };
    Ok(NodeGetCellsFreeMemoryRet { cells: (first..=last).take(most).map(free).collect() })
}

fn cpu_map(node: &Node, args: &NodeGetCpuMapArgs) -> Result<NodeGetCpuMapRet> {
    flags::check_in(Domain::None, args.flags, 0, "virHostCPUGetMap")?;
    let (present, online) = (node.present_cpus(), node.online_cpus());
    let count = present.0.last().map_or(0, |last| last + 1);
    let mut cpumap = Vec::new();
    if args.need_map != 0 {
        cpumap.resize((count as usize).div_ceil(8), 0);
        for cpu in &online.0 {
            if let Some(byte) = cpumap.get_mut((cpu / 8) as usize) {
                *byte |= 1 << (cpu % 8);
            }
        }
    }
    let online = if args.need_online != 0 { u32::try_from(online.0.len()).unwrap_or(0) } else { 0 };
    Ok(NodeGetCpuMapRet { cpumap, online, ret: i32::try_from(count).unwrap_or(i32::MAX) })
}

fn cpu_stats(node: &Node, args: &NodeGetCpuStatsArgs) -> Result<NodeGetCpuStatsRet> {
    const COUNT: i32 = 4;
    let refuse = |domain, function: &str, argument: &str, message: &str| {
        Err(Error::invalid_argument(domain, function, argument, message))
    };
    if args.cpu_num < ALL {
        let message = "cpuNum in virNodeGetCPUStats only accepts -1 as a negative value";
        return refuse(Domain::Domain, "virNodeGetCPUStats", "cpuNum", message);
    }
    flags::check_in(Domain::None, args.flags, 0, "virHostCPUGetStats")?;
    if args.nparams == 0 {
        return Ok(NodeGetCpuStatsRet { params: Vec::new(), nparams: COUNT });
    }
    let function = "virHostCPUGetStatsLinux";
    if args.nparams != COUNT {
        let message = format!("nparams in {function} must be equal to {COUNT}");
        return refuse(Domain::None, function, "*nparams", &message);
    }
    let Some(times) = node.cpu_times(u32::try_from(args.cpu_num).ok()) else {
        return refuse(Domain::None, function, "cpuNum", &format!("Invalid cpuNum in {function}"));
    };
    let kernel = times.system_ns + times.interrupt_ns + times.soft_interrupt_ns;
    let stats = [
        ("kernel", kernel),
        ("user", times.user_ns + times.nice_ns),
        ("idle", times.idle_ns),
        ("iowait", times.iowait_ns),
    ];
    let params = stats.map(|(field, value)| NodeGetCpuStats { field: field.into(), value }).into();
    Ok(NodeGetCpuStatsRet { params, nparams: 0 })
}

fn memory_stats(node: &Node, args: &NodeGetMemoryStatsArgs) -> Result<NodeGetMemoryStatsRet> {
    let refuse = |domain, function: &str, argument: &str, message: &str| {
        Err(Error::invalid_argument(domain, function, argument, message))
    };
    if args.cell_num < ALL {
        let message = "cellNum in virNodeGetMemoryStats only accepts -1 as a negative value";
        return refuse(Domain::Domain, "virNodeGetMemoryStats", "cpuNum", message);
    }
    flags::check_in(Domain::None, args.flags, 0, "virHostMemGetStats")?;
    let stats = match u32::try_from(args.cell_num) {
        Err(_) => {
            let memory = node.memory();
            vec![
                ("total", memory.total_kib),
                ("free", memory.free_kib),
                ("buffers", memory.buffers_kib),
                ("cached", memory.cached_kib),
            ]
        }
        Ok(cell) => match node.cell_memory(cell) {
            Some(memory) => vec![("total", memory.total_kib), ("free", memory.free_kib)],
            None => {
                let function = "virHostMemGetStats";
                let message =
                    format!("cellNum in {function} must be less than or equal to {}", last_cell(node));
                return refuse(Domain::None, function, "cellNum", &message);
            }
        },
    };
    let count = i32::try_from(stats.len()).unwrap_or(0);
    if args.nparams == 0 {
        return Ok(NodeGetMemoryStatsRet { params: Vec::new(), nparams: count });
    }
    if args.nparams != count {
        let function = "virHostMemGetStatsLinux";
        return refuse(Domain::None, function, "nparams", &format!("nparams in {function} must be {count}"));
    }
    let params = stats.into_iter().map(|(field, value)| NodeGetMemoryStats { field: field.into(), value });
    Ok(NodeGetMemoryStatsRet { params: params.collect(), nparams: 0 })
}

fn free_pages(node: &Node, args: &NodeGetFreePagesArgs) -> Result<NodeGetFreePagesRet> {
    let call = "virNodeGetFreePages";
    for (argument, is_zero) in [("npages", args.pages.is_empty()), ("cellCount", args.cell_count == 0)] {
        if is_zero {
            let message = format!("{argument} in {call} must not be zero");
            return Err(Error::invalid_argument(Domain::Domain, call, argument, message));
        }
    }
    flags::check(args.flags, 0, "qemuNodeGetFreePages")?;
    let cells: Vec<Option<u32>> = if args.start_cell == ALL {
        vec![None]
    } else {
        let (first, last) = check_start(node, args.start_cell)?;
        (first..=last).take(args.cell_count as usize).map(Some).collect()
    };
    let mut counts = Vec::new();
    for cell in cells {
        for &size in &args.pages {
            counts.push(free_pages_of(node, cell, size)?);
        }
    }
    Ok(NodeGetFreePagesRet { counts })
}

/// Free pages of a size in KiB, of one cell or of the whole machine.
fn free_pages_of(node: &Node, cell: Option<u32>, size: u32) -> Result<u64> {
    let size = u64::from(size);
    if size == node.page_kib() {
        let of_cell = cell.and_then(|cell| node.cell_memory(cell)).map(|memory| memory.free_kib);
        return Ok(of_cell.unwrap_or_else(|| node.memory().free_kib) / size);
    }
    let of_cell = cell.map(|cell| node.cell_huge_pages(cell)).filter(|pools| !pools.is_empty());
    let pools = of_cell.unwrap_or_else(|| node.huge_pages());
    pools.iter().find(|pool| pool.size_kib == size).map(|pool| pool.free).ok_or_else(|| {
        let cell = cell.map_or(ALL, |cell| i32::try_from(cell).unwrap_or(ALL));
        let detail = format!("page size {size} is not available on node {cell}");
        Error::new(Code::OperationFailed, Domain::None, detail)
    })
}
