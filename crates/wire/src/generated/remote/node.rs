// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{NodeGetCpuStats, NodeGetMemoryStats, TypedParam};
use crate::xdr::codec;

/// Reply to `NODE_GET_INFO` (6), `virNodeGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetInfoRet {
    pub model: [u8; 32],
    pub memory: u64,
    pub cpus: i32,
    pub mhz: i32,
    pub nodes: i32,
    pub sockets: i32,
    pub cores: i32,
    pub threads: i32,
}

codec!(NodeGetInfoRet { model: chars_fixed(), memory, cpus, mhz, nodes, sockets, cores, threads }, 160);

/// Arguments of `NODE_GET_CELLS_FREE_MEMORY` (101), `virNodeGetCellsFreeMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCellsFreeMemoryArgs {
    pub start_cell: i32,
    pub maxcells: i32,
}

codec!(NodeGetCellsFreeMemoryArgs { start_cell, maxcells }, 8);

/// Reply to `NODE_GET_CELLS_FREE_MEMORY` (101), `virNodeGetCellsFreeMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCellsFreeMemoryRet {
    pub cells: Vec<u64>,
}

codec!(NodeGetCellsFreeMemoryRet { cells: array(limits::NODE_MAX_CELLS) }, 4);

/// Reply to `NODE_GET_FREE_MEMORY` (102), `virNodeGetFreeMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetFreeMemoryRet {
    pub free_mem: u64,
}

codec!(NodeGetFreeMemoryRet { free_mem }, 8);

/// Arguments of `NODE_NUM_OF_DEVICES` (111), `virNodeNumOfDevices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeNumOfDevicesArgs {
    pub cap: Option<String>,
    pub flags: u32,
}

codec!(NodeNumOfDevicesArgs { cap, flags }, 8);

/// Reply to `NODE_NUM_OF_DEVICES` (111), `virNodeNumOfDevices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeNumOfDevicesRet {
    pub num: i32,
}

codec!(NodeNumOfDevicesRet { num }, 4);

/// Arguments of `NODE_LIST_DEVICES` (112), `virNodeListDevices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeListDevicesArgs {
    pub cap: Option<String>,
    pub maxnames: i32,
    pub flags: u32,
}

codec!(NodeListDevicesArgs { cap, maxnames, flags }, 12);

/// Reply to `NODE_LIST_DEVICES` (112), `virNodeListDevices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeListDevicesRet {
    pub names: Vec<String>,
}

codec!(NodeListDevicesRet { names: array(limits::NODE_DEVICE_LIST_MAX) }, 4);

/// Reply to `NODE_GET_SECURITY_MODEL` (122), `virNodeGetSecurityModel`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetSecurityModelRet {
    pub model: Vec<u8>,
    pub doi: Vec<u8>,
}

codec!(
    NodeGetSecurityModelRet {
        model: chars(limits::SECURITY_MODEL_MAX),
        doi: chars(limits::SECURITY_DOI_MAX),
    },
    8
);

/// Arguments of `NODE_GET_CPU_STATS` (227), `virNodeGetCPUStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCpuStatsArgs {
    pub cpu_num: i32,
    pub nparams: i32,
    pub flags: u32,
}

codec!(NodeGetCpuStatsArgs { cpu_num, nparams, flags }, 12);

/// Reply to `NODE_GET_CPU_STATS` (227), `virNodeGetCPUStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCpuStatsRet {
    pub params: Vec<NodeGetCpuStats>,
    pub nparams: i32,
}

codec!(NodeGetCpuStatsRet { params: array(limits::NODE_CPU_STATS_MAX), nparams }, 8);

/// Arguments of `NODE_GET_MEMORY_STATS` (228), `virNodeGetMemoryStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetMemoryStatsArgs {
    pub nparams: i32,
    pub cell_num: i32,
    pub flags: u32,
}

codec!(NodeGetMemoryStatsArgs { nparams, cell_num, flags }, 12);

/// Reply to `NODE_GET_MEMORY_STATS` (228), `virNodeGetMemoryStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetMemoryStatsRet {
    pub params: Vec<NodeGetMemoryStats>,
    pub nparams: i32,
}

codec!(NodeGetMemoryStatsRet { params: array(limits::NODE_MEMORY_STATS_MAX), nparams }, 8);

/// Arguments of `NODE_SUSPEND_FOR_DURATION` (250), `virNodeSuspendForDuration`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeSuspendForDurationArgs {
    pub target: u32,
    pub duration: u64,
    pub flags: u32,
}

codec!(NodeSuspendForDurationArgs { target, duration, flags }, 16);

/// Arguments of `NODE_SET_MEMORY_PARAMETERS` (288), `virNodeSetMemoryParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeSetMemoryParametersArgs {
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(NodeSetMemoryParametersArgs { params: array(limits::NODE_MEMORY_PARAMETERS_MAX), flags }, 8);

/// Arguments of `NODE_GET_MEMORY_PARAMETERS` (289), `virNodeGetMemoryParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetMemoryParametersArgs {
    pub nparams: i32,
    pub flags: u32,
}

codec!(NodeGetMemoryParametersArgs { nparams, flags }, 8);

/// Reply to `NODE_GET_MEMORY_PARAMETERS` (289), `virNodeGetMemoryParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetMemoryParametersRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(NodeGetMemoryParametersRet { params: array(limits::NODE_MEMORY_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `NODE_GET_CPU_MAP` (293), `virNodeGetCPUMap`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCpuMapArgs {
    pub need_map: i32,
    pub need_online: i32,
    pub flags: u32,
}

codec!(NodeGetCpuMapArgs { need_map, need_online, flags }, 12);

/// Reply to `NODE_GET_CPU_MAP` (293), `virNodeGetCPUMap`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCpuMapRet {
    pub cpumap: Vec<u8>,
    pub online: u32,
    pub ret: i32,
}

codec!(NodeGetCpuMapRet { cpumap: opaque(limits::CPUMAP_MAX), online, ret }, 12);

/// Arguments of `NODE_GET_FREE_PAGES` (340), `virNodeGetFreePages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetFreePagesArgs {
    pub pages: Vec<u32>,
    pub start_cell: i32,
    pub cell_count: u32,
    pub flags: u32,
}

codec!(NodeGetFreePagesArgs { pages: array(limits::NODE_MAX_CELLS), start_cell, cell_count, flags }, 16);

/// Reply to `NODE_GET_FREE_PAGES` (340), `virNodeGetFreePages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetFreePagesRet {
    pub counts: Vec<u64>,
}

codec!(NodeGetFreePagesRet { counts: array(limits::NODE_MAX_CELLS) }, 4);

/// Arguments of `NODE_ALLOC_PAGES` (347), `virNodeAllocPages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeAllocPagesArgs {
    pub page_sizes: Vec<u32>,
    pub page_counts: Vec<u64>,
    pub start_cell: i32,
    pub cell_count: u32,
    pub flags: u32,
}

codec!(
    NodeAllocPagesArgs {
        page_sizes: array(limits::NODE_MAX_CELLS),
        page_counts: array(limits::NODE_MAX_CELLS),
        start_cell,
        cell_count,
        flags,
    },
    20
);

/// Reply to `NODE_ALLOC_PAGES` (347), `virNodeAllocPages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeAllocPagesRet {
    pub ret: i32,
}

codec!(NodeAllocPagesRet { ret }, 4);

/// Arguments of `NODE_GET_SEV_INFO` (395), `virNodeGetSEVInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetSevInfoArgs {
    pub nparams: i32,
    pub flags: u32,
}

codec!(NodeGetSevInfoArgs { nparams, flags }, 8);

/// Reply to `NODE_GET_SEV_INFO` (395), `virNodeGetSEVInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetSevInfoRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(NodeGetSevInfoRet { params: array(limits::NODE_SEV_INFO_MAX), nparams }, 8);
