// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{
    Domain, DomainCheckpoint, DomainDiskError, DomainFsinfo, DomainInterface, DomainIothreadInfo,
    DomainMemoryStat, DomainSnapshot, TypedParam, VcpuInfo,
};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `DOMAIN_ATTACH_DEVICE` (8), `virDomainAttachDevice`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAttachDeviceArgs {
    pub dom: Domain,
    pub xml: String,
}

codec!(DomainAttachDeviceArgs { dom, xml }, 28);

/// Arguments of `DOMAIN_CREATE` (9), `virDomainCreate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateArgs {
    pub dom: Domain,
}

codec!(DomainCreateArgs { dom }, 24);

/// Arguments of `DOMAIN_CREATE_XML` (10), `virDomainCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateXmlArgs {
    pub xml_desc: String,
    pub flags: u32,
}

codec!(DomainCreateXmlArgs { xml_desc, flags }, 8);

/// Reply to `DOMAIN_CREATE_XML` (10), `virDomainCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateXmlRet {
    pub dom: Domain,
}

codec!(DomainCreateXmlRet { dom }, 24);

/// Arguments of `DOMAIN_DEFINE_XML` (11), `virDomainDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDefineXmlArgs {
    pub xml: String,
}

codec!(DomainDefineXmlArgs { xml }, 4);

/// Reply to `DOMAIN_DEFINE_XML` (11), `virDomainDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDefineXmlRet {
    pub dom: Domain,
}

codec!(DomainDefineXmlRet { dom }, 24);

/// Arguments of `DOMAIN_DESTROY` (12), `virDomainDestroy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDestroyArgs {
    pub dom: Domain,
}

codec!(DomainDestroyArgs { dom }, 24);

/// Arguments of `DOMAIN_DETACH_DEVICE` (13), `virDomainDetachDevice`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDetachDeviceArgs {
    pub dom: Domain,
    pub xml: String,
}

codec!(DomainDetachDeviceArgs { dom, xml }, 28);

/// Arguments of `DOMAIN_GET_XML_DESC` (14), `virDomainGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetXmlDescArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetXmlDescArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_XML_DESC` (14), `virDomainGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetXmlDescRet {
    pub xml: String,
}

codec!(DomainGetXmlDescRet { xml }, 4);

impl EncodeAs<DomainGetXmlDescRet> for Text<'_> {}

/// Arguments of `DOMAIN_GET_AUTOSTART` (15), `virDomainGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetAutostartArgs {
    pub dom: Domain,
}

codec!(DomainGetAutostartArgs { dom }, 24);

/// Reply to `DOMAIN_GET_AUTOSTART` (15), `virDomainGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetAutostartRet {
    pub autostart: i32,
}

codec!(DomainGetAutostartRet { autostart }, 4);

/// Arguments of `DOMAIN_GET_INFO` (16), `virDomainGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetInfoArgs {
    pub dom: Domain,
}

codec!(DomainGetInfoArgs { dom }, 24);

/// Reply to `DOMAIN_GET_INFO` (16), `virDomainGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetInfoRet {
    pub state: u8,
    pub max_mem: u64,
    pub memory: u64,
    pub nr_virt_cpu: u16,
    pub cpu_time: u64,
}

codec!(DomainGetInfoRet { state, max_mem, memory, nr_virt_cpu, cpu_time }, 32);

/// Arguments of `DOMAIN_GET_MAX_MEMORY` (17), `virDomainGetMaxMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMaxMemoryArgs {
    pub dom: Domain,
}

codec!(DomainGetMaxMemoryArgs { dom }, 24);

/// Reply to `DOMAIN_GET_MAX_MEMORY` (17), `virDomainGetMaxMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMaxMemoryRet {
    pub memory: u64,
}

codec!(DomainGetMaxMemoryRet { memory }, 8);

/// Arguments of `DOMAIN_GET_MAX_VCPUS` (18), `virDomainGetMaxVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMaxVcpusArgs {
    pub dom: Domain,
}

codec!(DomainGetMaxVcpusArgs { dom }, 24);

/// Reply to `DOMAIN_GET_MAX_VCPUS` (18), `virDomainGetMaxVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMaxVcpusRet {
    pub num: i32,
}

codec!(DomainGetMaxVcpusRet { num }, 4);

/// Arguments of `DOMAIN_GET_OS_TYPE` (19), `virDomainGetOSType`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetOsTypeArgs {
    pub dom: Domain,
}

codec!(DomainGetOsTypeArgs { dom }, 24);

/// Reply to `DOMAIN_GET_OS_TYPE` (19), `virDomainGetOSType`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetOsTypeRet {
    pub r#type: String,
}

codec!(DomainGetOsTypeRet { r#type }, 4);

impl EncodeAs<DomainGetOsTypeRet> for Text<'_> {}

/// Arguments of `DOMAIN_GET_VCPUS` (20), `virDomainGetVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetVcpusArgs {
    pub dom: Domain,
    pub maxinfo: i32,
    pub maplen: i32,
}

codec!(DomainGetVcpusArgs { dom, maxinfo, maplen }, 32);

/// Reply to `DOMAIN_GET_VCPUS` (20), `virDomainGetVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetVcpusRet {
    pub info: Vec<VcpuInfo>,
    pub cpumaps: Vec<u8>,
}

codec!(DomainGetVcpusRet { info: array(limits::VCPUINFO_MAX), cpumaps: opaque(limits::CPUMAPS_MAX) }, 8);

/// Arguments of `DOMAIN_LOOKUP_BY_ID` (22), `virDomainLookupByID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainLookupByIdArgs {
    pub id: i32,
}

codec!(DomainLookupByIdArgs { id }, 4);

/// Reply to `DOMAIN_LOOKUP_BY_ID` (22), `virDomainLookupByID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainLookupByIdRet {
    pub dom: Domain,
}

codec!(DomainLookupByIdRet { dom }, 24);

/// Arguments of `DOMAIN_LOOKUP_BY_NAME` (23), `virDomainLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainLookupByNameArgs {
    pub name: String,
}

codec!(DomainLookupByNameArgs { name }, 4);

/// Reply to `DOMAIN_LOOKUP_BY_NAME` (23), `virDomainLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainLookupByNameRet {
    pub dom: Domain,
}

codec!(DomainLookupByNameRet { dom }, 24);

/// Arguments of `DOMAIN_LOOKUP_BY_UUID` (24), `virDomainLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainLookupByUuidArgs {
    pub uuid: [u8; 16],
}

codec!(DomainLookupByUuidArgs { uuid }, 16);

/// Reply to `DOMAIN_LOOKUP_BY_UUID` (24), `virDomainLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainLookupByUuidRet {
    pub dom: Domain,
}

codec!(DomainLookupByUuidRet { dom }, 24);

/// Arguments of `DOMAIN_PIN_VCPU` (26), `virDomainPinVcpu`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainPinVcpuArgs {
    pub dom: Domain,
    pub vcpu: u32,
    pub cpumap: Vec<u8>,
}

codec!(DomainPinVcpuArgs { dom, vcpu, cpumap: opaque(limits::CPUMAP_MAX) }, 32);

/// Arguments of `DOMAIN_REBOOT` (27), `virDomainReboot`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRebootArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainRebootArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_RESUME` (28), `virDomainResume`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainResumeArgs {
    pub dom: Domain,
}

codec!(DomainResumeArgs { dom }, 24);

/// Arguments of `DOMAIN_SET_AUTOSTART` (29), `virDomainSetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetAutostartArgs {
    pub dom: Domain,
    pub autostart: i32,
}

codec!(DomainSetAutostartArgs { dom, autostart }, 28);

/// Arguments of `DOMAIN_SET_MAX_MEMORY` (30), `virDomainSetMaxMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetMaxMemoryArgs {
    pub dom: Domain,
    pub memory: u64,
}

codec!(DomainSetMaxMemoryArgs { dom, memory }, 32);

/// Arguments of `DOMAIN_SET_MEMORY` (31), `virDomainSetMemory`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetMemoryArgs {
    pub dom: Domain,
    pub memory: u64,
}

codec!(DomainSetMemoryArgs { dom, memory }, 32);

/// Arguments of `DOMAIN_SET_VCPUS` (32), `virDomainSetVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetVcpusArgs {
    pub dom: Domain,
    pub nvcpus: u32,
}

codec!(DomainSetVcpusArgs { dom, nvcpus }, 28);

/// Arguments of `DOMAIN_SHUTDOWN` (33), `virDomainShutdown`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainShutdownArgs {
    pub dom: Domain,
}

codec!(DomainShutdownArgs { dom }, 24);

/// Arguments of `DOMAIN_SUSPEND` (34), `virDomainSuspend`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSuspendArgs {
    pub dom: Domain,
}

codec!(DomainSuspendArgs { dom }, 24);

/// Arguments of `DOMAIN_UNDEFINE` (35), `virDomainUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainUndefineArgs {
    pub dom: Domain,
}

codec!(DomainUndefineArgs { dom }, 24);

/// Arguments of `DOMAIN_CORE_DUMP` (53), `virDomainCoreDump`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCoreDumpArgs {
    pub dom: Domain,
    pub to: String,
    pub flags: u32,
}

codec!(DomainCoreDumpArgs { dom, to, flags }, 32);

/// Arguments of `DOMAIN_RESTORE` (54), `virDomainRestore`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRestoreArgs {
    pub from: String,
}

codec!(DomainRestoreArgs { from }, 4);

/// Arguments of `DOMAIN_SAVE` (55), `virDomainSave`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSaveArgs {
    pub dom: Domain,
    pub to: String,
}

codec!(DomainSaveArgs { dom, to }, 28);

/// Arguments of `DOMAIN_GET_SCHEDULER_TYPE` (56), `virDomainGetSchedulerType`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSchedulerTypeArgs {
    pub dom: Domain,
}

codec!(DomainGetSchedulerTypeArgs { dom }, 24);

/// Reply to `DOMAIN_GET_SCHEDULER_TYPE` (56), `virDomainGetSchedulerType`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSchedulerTypeRet {
    pub r#type: String,
    pub nparams: i32,
}

codec!(DomainGetSchedulerTypeRet { r#type, nparams }, 8);

/// Arguments of `DOMAIN_GET_SCHEDULER_PARAMETERS` (57), `virDomainGetSchedulerParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSchedulerParametersArgs {
    pub dom: Domain,
    pub nparams: i32,
}

codec!(DomainGetSchedulerParametersArgs { dom, nparams }, 28);

/// Reply to `DOMAIN_GET_SCHEDULER_PARAMETERS` (57), `virDomainGetSchedulerParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSchedulerParametersRet {
    pub params: Vec<TypedParam>,
}

codec!(DomainGetSchedulerParametersRet { params: array(limits::DOMAIN_SCHEDULER_PARAMETERS_MAX) }, 4);

/// Arguments of `DOMAIN_SET_SCHEDULER_PARAMETERS` (58), `virDomainSetSchedulerParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetSchedulerParametersArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
}

codec!(DomainSetSchedulerParametersArgs { dom, params: array(limits::DOMAIN_SCHEDULER_PARAMETERS_MAX) }, 28);

/// Arguments of `DOMAIN_BLOCK_STATS` (64), `virDomainBlockStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockStatsArgs {
    pub dom: Domain,
    pub path: String,
}

codec!(DomainBlockStatsArgs { dom, path }, 28);

/// Reply to `DOMAIN_BLOCK_STATS` (64), `virDomainBlockStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockStatsRet {
    pub rd_req: i64,
    pub rd_bytes: i64,
    pub wr_req: i64,
    pub wr_bytes: i64,
    pub errs: i64,
}

codec!(DomainBlockStatsRet { rd_req, rd_bytes, wr_req, wr_bytes, errs }, 40);

/// Arguments of `DOMAIN_INTERFACE_STATS` (65), `virDomainInterfaceStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainInterfaceStatsArgs {
    pub dom: Domain,
    pub device: String,
}

codec!(DomainInterfaceStatsArgs { dom, device }, 28);

/// Reply to `DOMAIN_INTERFACE_STATS` (65), `virDomainInterfaceStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainInterfaceStatsRet {
    pub rx_bytes: i64,
    pub rx_packets: i64,
    pub rx_errs: i64,
    pub rx_drop: i64,
    pub tx_bytes: i64,
    pub tx_packets: i64,
    pub tx_errs: i64,
    pub tx_drop: i64,
}

codec!(
    DomainInterfaceStatsRet {
        rx_bytes,
        rx_packets,
        rx_errs,
        rx_drop,
        tx_bytes,
        tx_packets,
        tx_errs,
        tx_drop,
    },
    64
);

/// Arguments of `DOMAIN_BLOCK_PEEK` (103), `virDomainBlockPeek`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockPeekArgs {
    pub dom: Domain,
    pub path: String,
    pub offset: u64,
    pub size: u32,
    pub flags: u32,
}

codec!(DomainBlockPeekArgs { dom, path, offset, size, flags }, 44);

/// Reply to `DOMAIN_BLOCK_PEEK` (103), `virDomainBlockPeek`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockPeekRet {
    pub buffer: Vec<u8>,
}

codec!(DomainBlockPeekRet { buffer: opaque(limits::DOMAIN_BLOCK_PEEK_BUFFER_MAX) }, 4);

/// Arguments of `DOMAIN_MEMORY_PEEK` (104), `virDomainMemoryPeek`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMemoryPeekArgs {
    pub dom: Domain,
    pub offset: u64,
    pub size: u32,
    pub flags: u32,
}

codec!(DomainMemoryPeekArgs { dom, offset, size, flags }, 40);

/// Reply to `DOMAIN_MEMORY_PEEK` (104), `virDomainMemoryPeek`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMemoryPeekRet {
    pub buffer: Vec<u8>,
}

codec!(DomainMemoryPeekRet { buffer: opaque(limits::DOMAIN_MEMORY_PEEK_BUFFER_MAX) }, 4);

/// Arguments of `DOMAIN_GET_SECURITY_LABEL` (121), `virDomainGetSecurityLabel`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSecurityLabelArgs {
    pub dom: Domain,
}

codec!(DomainGetSecurityLabelArgs { dom }, 24);

/// Reply to `DOMAIN_GET_SECURITY_LABEL` (121), `virDomainGetSecurityLabel`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSecurityLabelRet {
    pub label: Vec<u8>,
    pub enforcing: i32,
}

codec!(DomainGetSecurityLabelRet { label: chars(limits::SECURITY_LABEL_MAX), enforcing }, 8);

/// Arguments of `DOMAIN_IS_ACTIVE` (150), `virDomainIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIsActiveArgs {
    pub dom: Domain,
}

codec!(DomainIsActiveArgs { dom }, 24);

/// Reply to `DOMAIN_IS_ACTIVE` (150), `virDomainIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIsActiveRet {
    pub active: i32,
}

codec!(DomainIsActiveRet { active }, 4);

/// Arguments of `DOMAIN_IS_PERSISTENT` (151), `virDomainIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIsPersistentArgs {
    pub dom: Domain,
}

codec!(DomainIsPersistentArgs { dom }, 24);

/// Reply to `DOMAIN_IS_PERSISTENT` (151), `virDomainIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIsPersistentRet {
    pub persistent: i32,
}

codec!(DomainIsPersistentRet { persistent }, 4);

/// Arguments of `DOMAIN_MEMORY_STATS` (159), `virDomainMemoryStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMemoryStatsArgs {
    pub dom: Domain,
    pub max_stats: u32,
    pub flags: u32,
}

codec!(DomainMemoryStatsArgs { dom, max_stats, flags }, 32);

/// Reply to `DOMAIN_MEMORY_STATS` (159), `virDomainMemoryStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMemoryStatsRet {
    pub stats: Vec<DomainMemoryStat>,
}

codec!(DomainMemoryStatsRet { stats: array(limits::DOMAIN_MEMORY_STATS_MAX) }, 4);

/// Arguments of `DOMAIN_ATTACH_DEVICE_FLAGS` (160), `virDomainAttachDeviceFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAttachDeviceFlagsArgs {
    pub dom: Domain,
    pub xml: String,
    pub flags: u32,
}

codec!(DomainAttachDeviceFlagsArgs { dom, xml, flags }, 32);

/// Arguments of `DOMAIN_DETACH_DEVICE_FLAGS` (161), `virDomainDetachDeviceFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDetachDeviceFlagsArgs {
    pub dom: Domain,
    pub xml: String,
    pub flags: u32,
}

codec!(DomainDetachDeviceFlagsArgs { dom, xml, flags }, 32);

/// Arguments of `DOMAIN_GET_JOB_INFO` (163), `virDomainGetJobInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetJobInfoArgs {
    pub dom: Domain,
}

codec!(DomainGetJobInfoArgs { dom }, 24);

/// Reply to `DOMAIN_GET_JOB_INFO` (163), `virDomainGetJobInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetJobInfoRet {
    pub r#type: i32,
    pub time_elapsed: u64,
    pub time_remaining: u64,
    pub data_total: u64,
    pub data_processed: u64,
    pub data_remaining: u64,
    pub mem_total: u64,
    pub mem_processed: u64,
    pub mem_remaining: u64,
    pub file_total: u64,
    pub file_processed: u64,
    pub file_remaining: u64,
}

codec!(
    DomainGetJobInfoRet {
        r#type,
        time_elapsed,
        time_remaining,
        data_total,
        data_processed,
        data_remaining,
        mem_total,
        mem_processed,
        mem_remaining,
        file_total,
        file_processed,
        file_remaining,
    },
    92
);

/// Arguments of `DOMAIN_ABORT_JOB` (164), `virDomainAbortJob`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAbortJobArgs {
    pub dom: Domain,
}

codec!(DomainAbortJobArgs { dom }, 24);

/// Arguments of `DOMAIN_UPDATE_DEVICE_FLAGS` (174), `virDomainUpdateDeviceFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainUpdateDeviceFlagsArgs {
    pub dom: Domain,
    pub xml: String,
    pub flags: u32,
}

codec!(DomainUpdateDeviceFlagsArgs { dom, xml, flags }, 32);

/// Arguments of `DOMAIN_MANAGED_SAVE` (182), `virDomainManagedSave`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainManagedSaveArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainManagedSaveArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_HAS_MANAGED_SAVE_IMAGE` (183), `virDomainHasManagedSaveImage`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainHasManagedSaveImageArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainHasManagedSaveImageArgs { dom, flags }, 28);

/// Reply to `DOMAIN_HAS_MANAGED_SAVE_IMAGE` (183), `virDomainHasManagedSaveImage`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainHasManagedSaveImageRet {
    pub result: i32,
}

codec!(DomainHasManagedSaveImageRet { result }, 4);

/// Arguments of `DOMAIN_MANAGED_SAVE_REMOVE` (184), `virDomainManagedSaveRemove`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainManagedSaveRemoveArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainManagedSaveRemoveArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_HAS_CURRENT_SNAPSHOT` (190), `virDomainHasCurrentSnapshot`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainHasCurrentSnapshotArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainHasCurrentSnapshotArgs { dom, flags }, 28);

/// Reply to `DOMAIN_HAS_CURRENT_SNAPSHOT` (190), `virDomainHasCurrentSnapshot`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainHasCurrentSnapshotRet {
    pub result: i32,
}

codec!(DomainHasCurrentSnapshotRet { result }, 4);

/// Arguments of `DOMAIN_REVERT_TO_SNAPSHOT` (192), `virDomainRevertToSnapshot`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRevertToSnapshotArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainRevertToSnapshotArgs { snap, flags }, 32);

/// Arguments of `DOMAIN_GET_BLOCK_INFO` (194), `virDomainGetBlockInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlockInfoArgs {
    pub dom: Domain,
    pub path: String,
    pub flags: u32,
}

codec!(DomainGetBlockInfoArgs { dom, path, flags }, 32);

/// Reply to `DOMAIN_GET_BLOCK_INFO` (194), `virDomainGetBlockInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlockInfoRet {
    pub allocation: u64,
    pub capacity: u64,
    pub physical: u64,
}

codec!(DomainGetBlockInfoRet { allocation, capacity, physical }, 24);

/// Arguments of `DOMAIN_CREATE_WITH_FLAGS` (196), `virDomainCreateWithFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateWithFlagsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainCreateWithFlagsArgs { dom, flags }, 28);

/// Reply to `DOMAIN_CREATE_WITH_FLAGS` (196), `virDomainCreateWithFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateWithFlagsRet {
    pub dom: Domain,
}

codec!(DomainCreateWithFlagsRet { dom }, 24);

/// Arguments of `DOMAIN_SET_MEMORY_PARAMETERS` (197), `virDomainSetMemoryParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetMemoryParametersArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(DomainSetMemoryParametersArgs { dom, params: array(limits::DOMAIN_MEMORY_PARAMETERS_MAX), flags }, 32);

/// Arguments of `DOMAIN_GET_MEMORY_PARAMETERS` (198), `virDomainGetMemoryParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMemoryParametersArgs {
    pub dom: Domain,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainGetMemoryParametersArgs { dom, nparams, flags }, 32);

/// Reply to `DOMAIN_GET_MEMORY_PARAMETERS` (198), `virDomainGetMemoryParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMemoryParametersRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(DomainGetMemoryParametersRet { params: array(limits::DOMAIN_MEMORY_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `DOMAIN_SET_VCPUS_FLAGS` (199), `virDomainSetVcpusFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetVcpusFlagsArgs {
    pub dom: Domain,
    pub nvcpus: u32,
    pub flags: u32,
}

codec!(DomainSetVcpusFlagsArgs { dom, nvcpus, flags }, 32);

/// Arguments of `DOMAIN_GET_VCPUS_FLAGS` (200), `virDomainGetVcpusFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetVcpusFlagsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetVcpusFlagsArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_VCPUS_FLAGS` (200), `virDomainGetVcpusFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetVcpusFlagsRet {
    pub num: i32,
}

codec!(DomainGetVcpusFlagsRet { num }, 4);

/// Arguments of `DOMAIN_OPEN_CONSOLE` (201), `virDomainOpenConsole`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainOpenConsoleArgs {
    pub dom: Domain,
    pub dev_name: Option<String>,
    pub flags: u32,
}

codec!(DomainOpenConsoleArgs { dom, dev_name, flags }, 32);

/// Arguments of `DOMAIN_IS_UPDATED` (202), `virDomainIsUpdated`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIsUpdatedArgs {
    pub dom: Domain,
}

codec!(DomainIsUpdatedArgs { dom }, 24);

/// Reply to `DOMAIN_IS_UPDATED` (202), `virDomainIsUpdated`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIsUpdatedRet {
    pub updated: i32,
}

codec!(DomainIsUpdatedRet { updated }, 4);

/// Arguments of `DOMAIN_SET_MEMORY_FLAGS` (204), `virDomainSetMemoryFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetMemoryFlagsArgs {
    pub dom: Domain,
    pub memory: u64,
    pub flags: u32,
}

codec!(DomainSetMemoryFlagsArgs { dom, memory, flags }, 36);

/// Arguments of `DOMAIN_SET_BLKIO_PARAMETERS` (205), `virDomainSetBlkioParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetBlkioParametersArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(DomainSetBlkioParametersArgs { dom, params: array(limits::DOMAIN_BLKIO_PARAMETERS_MAX), flags }, 32);

/// Arguments of `DOMAIN_GET_BLKIO_PARAMETERS` (206), `virDomainGetBlkioParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlkioParametersArgs {
    pub dom: Domain,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainGetBlkioParametersArgs { dom, nparams, flags }, 32);

/// Reply to `DOMAIN_GET_BLKIO_PARAMETERS` (206), `virDomainGetBlkioParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlkioParametersRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(DomainGetBlkioParametersRet { params: array(limits::DOMAIN_BLKIO_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `DOMAIN_INJECT_NMI` (210), `virDomainInjectNMI`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainInjectNmiArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainInjectNmiArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_SCREENSHOT` (211), `virDomainScreenshot`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainScreenshotArgs {
    pub dom: Domain,
    pub screen: u32,
    pub flags: u32,
}

codec!(DomainScreenshotArgs { dom, screen, flags }, 32);

/// Reply to `DOMAIN_SCREENSHOT` (211), `virDomainScreenshot`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainScreenshotRet {
    pub mime: Option<String>,
}

codec!(DomainScreenshotRet { mime }, 4);

/// Arguments of `DOMAIN_GET_STATE` (212), `virDomainGetState`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetStateArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetStateArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_STATE` (212), `virDomainGetState`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetStateRet {
    pub state: i32,
    pub reason: i32,
}

codec!(DomainGetStateRet { state, reason }, 8);

/// Arguments of `DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS` (219), `virDomainSetSchedulerParametersFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetSchedulerParametersFlagsArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainSetSchedulerParametersFlagsArgs {
        dom,
        params: array(limits::DOMAIN_SCHEDULER_PARAMETERS_MAX),
        flags,
    },
    32
);

/// Arguments of `DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS` (223), `virDomainGetSchedulerParametersFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSchedulerParametersFlagsArgs {
    pub dom: Domain,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainGetSchedulerParametersFlagsArgs { dom, nparams, flags }, 32);

/// Reply to `DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS` (223), `virDomainGetSchedulerParametersFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSchedulerParametersFlagsRet {
    pub params: Vec<TypedParam>,
}

codec!(DomainGetSchedulerParametersFlagsRet { params: array(limits::DOMAIN_SCHEDULER_PARAMETERS_MAX) }, 4);

/// Arguments of `DOMAIN_PIN_VCPU_FLAGS` (225), `virDomainPinVcpuFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainPinVcpuFlagsArgs {
    pub dom: Domain,
    pub vcpu: u32,
    pub cpumap: Vec<u8>,
    pub flags: u32,
}

codec!(DomainPinVcpuFlagsArgs { dom, vcpu, cpumap: opaque(limits::CPUMAP_MAX), flags }, 36);

/// Arguments of `DOMAIN_SEND_KEY` (226), `virDomainSendKey`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSendKeyArgs {
    pub dom: Domain,
    pub codeset: u32,
    pub holdtime: u32,
    pub keycodes: Vec<u32>,
    pub flags: u32,
}

codec!(DomainSendKeyArgs { dom, codeset, holdtime, keycodes: array(limits::DOMAIN_SEND_KEY_MAX), flags }, 40);

/// Arguments of `DOMAIN_GET_CONTROL_INFO` (229), `virDomainGetControlInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetControlInfoArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetControlInfoArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_CONTROL_INFO` (229), `virDomainGetControlInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetControlInfoRet {
    pub state: u32,
    pub details: u32,
    pub state_time: u64,
}

codec!(DomainGetControlInfoRet { state, details, state_time }, 16);

/// Arguments of `DOMAIN_GET_VCPU_PIN_INFO` (230), `virDomainGetVcpuPinInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetVcpuPinInfoArgs {
    pub dom: Domain,
    pub ncpumaps: i32,
    pub maplen: i32,
    pub flags: u32,
}

codec!(DomainGetVcpuPinInfoArgs { dom, ncpumaps, maplen, flags }, 36);

/// Reply to `DOMAIN_GET_VCPU_PIN_INFO` (230), `virDomainGetVcpuPinInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetVcpuPinInfoRet {
    pub cpumaps: Vec<u8>,
    pub num: i32,
}

codec!(DomainGetVcpuPinInfoRet { cpumaps: opaque(limits::CPUMAPS_MAX), num }, 8);

/// Arguments of `DOMAIN_UNDEFINE_FLAGS` (231), `virDomainUndefineFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainUndefineFlagsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainUndefineFlagsArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_SAVE_FLAGS` (232), `virDomainSaveFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSaveFlagsArgs {
    pub dom: Domain,
    pub to: String,
    pub dxml: Option<String>,
    pub flags: u32,
}

codec!(DomainSaveFlagsArgs { dom, to, dxml, flags }, 36);

/// Arguments of `DOMAIN_RESTORE_FLAGS` (233), `virDomainRestoreFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRestoreFlagsArgs {
    pub from: String,
    pub dxml: Option<String>,
    pub flags: u32,
}

codec!(DomainRestoreFlagsArgs { from, dxml, flags }, 12);

/// Arguments of `DOMAIN_DESTROY_FLAGS` (234), `virDomainDestroyFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDestroyFlagsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainDestroyFlagsArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_SAVE_IMAGE_GET_XML_DESC` (235), `virDomainSaveImageGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSaveImageGetXmlDescArgs {
    pub file: String,
    pub flags: u32,
}

codec!(DomainSaveImageGetXmlDescArgs { file, flags }, 8);

/// Reply to `DOMAIN_SAVE_IMAGE_GET_XML_DESC` (235), `virDomainSaveImageGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSaveImageGetXmlDescRet {
    pub xml: String,
}

codec!(DomainSaveImageGetXmlDescRet { xml }, 4);

impl EncodeAs<DomainSaveImageGetXmlDescRet> for Text<'_> {}

/// Arguments of `DOMAIN_SAVE_IMAGE_DEFINE_XML` (236), `virDomainSaveImageDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSaveImageDefineXmlArgs {
    pub file: String,
    pub dxml: String,
    pub flags: u32,
}

codec!(DomainSaveImageDefineXmlArgs { file, dxml, flags }, 12);

/// Arguments of `DOMAIN_BLOCK_JOB_ABORT` (237), `virDomainBlockJobAbort`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockJobAbortArgs {
    pub dom: Domain,
    pub path: String,
    pub flags: u32,
}

codec!(DomainBlockJobAbortArgs { dom, path, flags }, 32);

/// Arguments of `DOMAIN_GET_BLOCK_JOB_INFO` (238), `virDomainGetBlockJobInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlockJobInfoArgs {
    pub dom: Domain,
    pub path: String,
    pub flags: u32,
}

codec!(DomainGetBlockJobInfoArgs { dom, path, flags }, 32);

/// Reply to `DOMAIN_GET_BLOCK_JOB_INFO` (238), `virDomainGetBlockJobInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlockJobInfoRet {
    pub found: i32,
    pub r#type: i32,
    pub bandwidth: u64,
    pub cur: u64,
    pub end: u64,
}

codec!(DomainGetBlockJobInfoRet { found, r#type, bandwidth, cur, end }, 32);

/// Arguments of `DOMAIN_BLOCK_JOB_SET_SPEED` (239), `virDomainBlockJobSetSpeed`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockJobSetSpeedArgs {
    pub dom: Domain,
    pub path: String,
    pub bandwidth: u64,
    pub flags: u32,
}

codec!(DomainBlockJobSetSpeedArgs { dom, path, bandwidth, flags }, 40);

/// Arguments of `DOMAIN_BLOCK_PULL` (240), `virDomainBlockPull`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockPullArgs {
    pub dom: Domain,
    pub path: String,
    pub bandwidth: u64,
    pub flags: u32,
}

codec!(DomainBlockPullArgs { dom, path, bandwidth, flags }, 40);

/// Arguments of `DOMAIN_BLOCK_STATS_FLAGS` (243), `virDomainBlockStatsFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockStatsFlagsArgs {
    pub dom: Domain,
    pub path: String,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainBlockStatsFlagsArgs { dom, path, nparams, flags }, 36);

/// Reply to `DOMAIN_BLOCK_STATS_FLAGS` (243), `virDomainBlockStatsFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockStatsFlagsRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(DomainBlockStatsFlagsRet { params: array(limits::DOMAIN_BLOCK_STATS_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `DOMAIN_RESET` (245), `virDomainReset`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainResetArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainResetArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_OPEN_GRAPHICS` (249), `virDomainOpenGraphics`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainOpenGraphicsArgs {
    pub dom: Domain,
    pub idx: u32,
    pub flags: u32,
}

codec!(DomainOpenGraphicsArgs { dom, idx, flags }, 32);

/// Arguments of `DOMAIN_BLOCK_RESIZE` (251), `virDomainBlockResize`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockResizeArgs {
    pub dom: Domain,
    pub disk: String,
    pub size: u64,
    pub flags: u32,
}

codec!(DomainBlockResizeArgs { dom, disk, size, flags }, 40);

/// Arguments of `DOMAIN_SET_BLOCK_IO_TUNE` (252), `virDomainSetBlockIoTune`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetBlockIoTuneArgs {
    pub dom: Domain,
    pub disk: String,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainSetBlockIoTuneArgs { dom, disk, params: array(limits::DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX), flags },
    36
);

/// Arguments of `DOMAIN_GET_BLOCK_IO_TUNE` (253), `virDomainGetBlockIoTune`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlockIoTuneArgs {
    pub dom: Domain,
    pub disk: Option<String>,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainGetBlockIoTuneArgs { dom, disk, nparams, flags }, 36);

/// Reply to `DOMAIN_GET_BLOCK_IO_TUNE` (253), `virDomainGetBlockIoTune`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetBlockIoTuneRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(DomainGetBlockIoTuneRet { params: array(limits::DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `DOMAIN_SET_NUMA_PARAMETERS` (254), `virDomainSetNumaParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetNumaParametersArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(DomainSetNumaParametersArgs { dom, params: array(limits::DOMAIN_NUMA_PARAMETERS_MAX), flags }, 32);

/// Arguments of `DOMAIN_GET_NUMA_PARAMETERS` (255), `virDomainGetNumaParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetNumaParametersArgs {
    pub dom: Domain,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainGetNumaParametersArgs { dom, nparams, flags }, 32);

/// Reply to `DOMAIN_GET_NUMA_PARAMETERS` (255), `virDomainGetNumaParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetNumaParametersRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(DomainGetNumaParametersRet { params: array(limits::DOMAIN_NUMA_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `DOMAIN_SET_INTERFACE_PARAMETERS` (256), `virDomainSetInterfaceParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetInterfaceParametersArgs {
    pub dom: Domain,
    pub device: String,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainSetInterfaceParametersArgs {
        dom,
        device,
        params: array(limits::DOMAIN_INTERFACE_PARAMETERS_MAX),
        flags,
    },
    36
);

/// Arguments of `DOMAIN_GET_INTERFACE_PARAMETERS` (257), `virDomainGetInterfaceParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetInterfaceParametersArgs {
    pub dom: Domain,
    pub device: String,
    pub nparams: i32,
    pub flags: u32,
}

codec!(DomainGetInterfaceParametersArgs { dom, device, nparams, flags }, 36);

/// Reply to `DOMAIN_GET_INTERFACE_PARAMETERS` (257), `virDomainGetInterfaceParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetInterfaceParametersRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(
    DomainGetInterfaceParametersRet { params: array(limits::DOMAIN_INTERFACE_PARAMETERS_MAX), nparams },
    8
);

/// Arguments of `DOMAIN_SHUTDOWN_FLAGS` (258), `virDomainShutdownFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainShutdownFlagsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainShutdownFlagsArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_PM_SUSPEND_FOR_DURATION` (261), `virDomainPMSuspendForDuration`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainPmSuspendForDurationArgs {
    pub dom: Domain,
    pub target: u32,
    pub duration: u64,
    pub flags: u32,
}

codec!(DomainPmSuspendForDurationArgs { dom, target, duration, flags }, 40);

/// Arguments of `DOMAIN_GET_CPU_STATS` (262), `virDomainGetCPUStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetCpuStatsArgs {
    pub dom: Domain,
    pub nparams: u32,
    pub start_cpu: i32,
    pub ncpus: u32,
    pub flags: u32,
}

codec!(DomainGetCpuStatsArgs { dom, nparams, start_cpu, ncpus, flags }, 40);

/// Reply to `DOMAIN_GET_CPU_STATS` (262), `virDomainGetCPUStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetCpuStatsRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(DomainGetCpuStatsRet { params: array(limits::DOMAIN_GET_CPU_STATS_MAX), nparams }, 8);

/// Arguments of `DOMAIN_GET_DISK_ERRORS` (263), `virDomainGetDiskErrors`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetDiskErrorsArgs {
    pub dom: Domain,
    pub maxerrors: u32,
    pub flags: u32,
}

codec!(DomainGetDiskErrorsArgs { dom, maxerrors, flags }, 32);

/// Reply to `DOMAIN_GET_DISK_ERRORS` (263), `virDomainGetDiskErrors`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetDiskErrorsRet {
    pub errors: Vec<DomainDiskError>,
    pub nerrors: i32,
}

codec!(DomainGetDiskErrorsRet { errors: array(limits::DOMAIN_DISK_ERRORS_MAX), nerrors }, 8);

/// Arguments of `DOMAIN_SET_METADATA` (264), `virDomainSetMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetMetadataArgs {
    pub dom: Domain,
    pub r#type: i32,
    pub metadata: Option<String>,
    pub key: Option<String>,
    pub uri: Option<String>,
    pub flags: u32,
}

codec!(DomainSetMetadataArgs { dom, r#type, metadata, key, uri, flags }, 44);

/// Arguments of `DOMAIN_GET_METADATA` (265), `virDomainGetMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMetadataArgs {
    pub dom: Domain,
    pub r#type: i32,
    pub uri: Option<String>,
    pub flags: u32,
}

codec!(DomainGetMetadataArgs { dom, r#type, uri, flags }, 36);

/// Reply to `DOMAIN_GET_METADATA` (265), `virDomainGetMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMetadataRet {
    pub metadata: String,
}

codec!(DomainGetMetadataRet { metadata }, 4);

impl EncodeAs<DomainGetMetadataRet> for Text<'_> {}

/// Arguments of `DOMAIN_BLOCK_REBASE` (266), `virDomainBlockRebase`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockRebaseArgs {
    pub dom: Domain,
    pub path: String,
    pub base: Option<String>,
    pub bandwidth: u64,
    pub flags: u32,
}

codec!(DomainBlockRebaseArgs { dom, path, base, bandwidth, flags }, 44);

/// Arguments of `DOMAIN_PM_WAKEUP` (267), `virDomainPMWakeup`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainPmWakeupArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainPmWakeupArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_LIST_ALL_SNAPSHOTS` (274), `virDomainListAllSnapshots`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainListAllSnapshotsArgs {
    pub dom: Domain,
    pub need_results: i32,
    pub flags: u32,
}

codec!(DomainListAllSnapshotsArgs { dom, need_results, flags }, 32);

/// Reply to `DOMAIN_LIST_ALL_SNAPSHOTS` (274), `virDomainListAllSnapshots`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainListAllSnapshotsRet {
    pub snapshots: Vec<DomainSnapshot>,
    pub ret: i32,
}

codec!(DomainListAllSnapshotsRet { snapshots: array(limits::DOMAIN_SNAPSHOT_LIST_MAX), ret }, 8);

/// Arguments of `DOMAIN_GET_HOSTNAME` (277), `virDomainGetHostname`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetHostnameArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetHostnameArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_HOSTNAME` (277), `virDomainGetHostname`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetHostnameRet {
    pub hostname: String,
}

codec!(DomainGetHostnameRet { hostname }, 4);

impl EncodeAs<DomainGetHostnameRet> for Text<'_> {}

/// Arguments of `DOMAIN_GET_SECURITY_LABEL_LIST` (278), `virDomainGetSecurityLabelList`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSecurityLabelListArgs {
    pub dom: Domain,
}

codec!(DomainGetSecurityLabelListArgs { dom }, 24);

/// Reply to `DOMAIN_GET_SECURITY_LABEL_LIST` (278), `virDomainGetSecurityLabelList`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetSecurityLabelListRet {
    pub labels: Vec<DomainGetSecurityLabelRet>,
    pub ret: i32,
}

codec!(DomainGetSecurityLabelListRet { labels: array(limits::SECURITY_LABEL_LIST_MAX), ret }, 8);

/// Arguments of `DOMAIN_PIN_EMULATOR` (279), `virDomainPinEmulator`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainPinEmulatorArgs {
    pub dom: Domain,
    pub cpumap: Vec<u8>,
    pub flags: u32,
}

codec!(DomainPinEmulatorArgs { dom, cpumap: opaque(limits::CPUMAP_MAX), flags }, 32);

/// Arguments of `DOMAIN_GET_EMULATOR_PIN_INFO` (280), `virDomainGetEmulatorPinInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetEmulatorPinInfoArgs {
    pub dom: Domain,
    pub maplen: i32,
    pub flags: u32,
}

codec!(DomainGetEmulatorPinInfoArgs { dom, maplen, flags }, 32);

/// Reply to `DOMAIN_GET_EMULATOR_PIN_INFO` (280), `virDomainGetEmulatorPinInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetEmulatorPinInfoRet {
    pub cpumaps: Vec<u8>,
    pub ret: i32,
}

codec!(DomainGetEmulatorPinInfoRet { cpumaps: opaque(limits::CPUMAPS_MAX), ret }, 8);

/// Arguments of `DOMAIN_BLOCK_COMMIT` (290), `virDomainBlockCommit`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockCommitArgs {
    pub dom: Domain,
    pub disk: String,
    pub base: Option<String>,
    pub top: Option<String>,
    pub bandwidth: u64,
    pub flags: u32,
}

codec!(DomainBlockCommitArgs { dom, disk, base, top, bandwidth, flags }, 48);

/// Arguments of `DOMAIN_FSTRIM` (294), `virDomainFSTrim`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFstrimArgs {
    pub dom: Domain,
    pub mount_point: Option<String>,
    pub minimum: u64,
    pub flags: u32,
}

codec!(DomainFstrimArgs { dom, mount_point, minimum, flags }, 40);

/// Arguments of `DOMAIN_SEND_PROCESS_SIGNAL` (295), `virDomainSendProcessSignal`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSendProcessSignalArgs {
    pub dom: Domain,
    pub pid_value: i64,
    pub signum: u32,
    pub flags: u32,
}

codec!(DomainSendProcessSignalArgs { dom, pid_value, signum, flags }, 40);

/// Arguments of `DOMAIN_OPEN_CHANNEL` (296), `virDomainOpenChannel`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainOpenChannelArgs {
    pub dom: Domain,
    pub name: Option<String>,
    pub flags: u32,
}

codec!(DomainOpenChannelArgs { dom, name, flags }, 32);

/// Arguments of `DOMAIN_GET_JOB_STATS` (298), `virDomainGetJobStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetJobStatsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetJobStatsArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_JOB_STATS` (298), `virDomainGetJobStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetJobStatsRet {
    pub r#type: i32,
    pub params: Vec<TypedParam>,
}

codec!(DomainGetJobStatsRet { r#type, params: array(limits::DOMAIN_JOB_STATS_MAX) }, 8);

/// Arguments of `DOMAIN_SET_MEMORY_STATS_PERIOD` (308), `virDomainSetMemoryStatsPeriod`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetMemoryStatsPeriodArgs {
    pub dom: Domain,
    pub period: i32,
    pub flags: u32,
}

codec!(DomainSetMemoryStatsPeriodArgs { dom, period, flags }, 32);

/// Arguments of `DOMAIN_CREATE_XML_WITH_FILES` (309), `virDomainCreateXMLWithFiles`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateXmlWithFilesArgs {
    pub xml_desc: String,
    pub flags: u32,
}

codec!(DomainCreateXmlWithFilesArgs { xml_desc, flags }, 8);

/// Reply to `DOMAIN_CREATE_XML_WITH_FILES` (309), `virDomainCreateXMLWithFiles`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateXmlWithFilesRet {
    pub dom: Domain,
}

codec!(DomainCreateXmlWithFilesRet { dom }, 24);

/// Arguments of `DOMAIN_CREATE_WITH_FILES` (310), `virDomainCreateWithFiles`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateWithFilesArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainCreateWithFilesArgs { dom, flags }, 28);

/// Reply to `DOMAIN_CREATE_WITH_FILES` (310), `virDomainCreateWithFiles`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCreateWithFilesRet {
    pub dom: Domain,
}

codec!(DomainCreateWithFilesRet { dom }, 24);

/// Arguments of `DOMAIN_CORE_DUMP_WITH_FORMAT` (334), `virDomainCoreDumpWithFormat`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCoreDumpWithFormatArgs {
    pub dom: Domain,
    pub to: String,
    pub dumpformat: u32,
    pub flags: u32,
}

codec!(DomainCoreDumpWithFormatArgs { dom, to, dumpformat, flags }, 36);

/// Arguments of `DOMAIN_FSFREEZE` (335), `virDomainFSFreeze`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFsfreezeArgs {
    pub dom: Domain,
    pub mountpoints: Vec<String>,
    pub flags: u32,
}

codec!(DomainFsfreezeArgs { dom, mountpoints: array(limits::DOMAIN_FSFREEZE_MOUNTPOINTS_MAX), flags }, 32);

/// Reply to `DOMAIN_FSFREEZE` (335), `virDomainFSFreeze`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFsfreezeRet {
    pub filesystems: i32,
}

codec!(DomainFsfreezeRet { filesystems }, 4);

/// Arguments of `DOMAIN_FSTHAW` (336), `virDomainFSThaw`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFsthawArgs {
    pub dom: Domain,
    pub mountpoints: Vec<String>,
    pub flags: u32,
}

codec!(DomainFsthawArgs { dom, mountpoints: array(limits::DOMAIN_FSFREEZE_MOUNTPOINTS_MAX), flags }, 32);

/// Reply to `DOMAIN_FSTHAW` (336), `virDomainFSThaw`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFsthawRet {
    pub filesystems: i32,
}

codec!(DomainFsthawRet { filesystems }, 4);

/// Arguments of `DOMAIN_GET_TIME` (337), `virDomainGetTime`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetTimeArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetTimeArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_TIME` (337), `virDomainGetTime`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetTimeRet {
    pub seconds: i64,
    pub nseconds: u32,
}

codec!(DomainGetTimeRet { seconds, nseconds }, 12);

/// Arguments of `DOMAIN_SET_TIME` (338), `virDomainSetTime`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetTimeArgs {
    pub dom: Domain,
    pub seconds: i64,
    pub nseconds: u32,
    pub flags: u32,
}

codec!(DomainSetTimeArgs { dom, seconds, nseconds, flags }, 40);

/// Arguments of `DOMAIN_OPEN_GRAPHICS_FD` (343), `virDomainOpenGraphicsFD`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainOpenGraphicsFdArgs {
    pub dom: Domain,
    pub idx: u32,
    pub flags: u32,
}

codec!(DomainOpenGraphicsFdArgs { dom, idx, flags }, 32);

/// Arguments of `DOMAIN_BLOCK_COPY` (345), `virDomainBlockCopy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBlockCopyArgs {
    pub dom: Domain,
    pub path: String,
    pub destxml: String,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainBlockCopyArgs {
        dom,
        path,
        destxml,
        params: array(limits::DOMAIN_BLOCK_COPY_PARAMETERS_MAX),
        flags,
    },
    40
);

/// Arguments of `DOMAIN_GET_FSINFO` (349), `virDomainGetFSInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetFsinfoArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetFsinfoArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_FSINFO` (349), `virDomainGetFSInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetFsinfoRet {
    pub info: Vec<DomainFsinfo>,
    pub ret: u32,
}

codec!(DomainGetFsinfoRet { info: array(limits::DOMAIN_FSINFO_MAX), ret }, 8);

/// Arguments of `DOMAIN_DEFINE_XML_FLAGS` (350), `virDomainDefineXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDefineXmlFlagsArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(DomainDefineXmlFlagsArgs { xml, flags }, 8);

/// Reply to `DOMAIN_DEFINE_XML_FLAGS` (350), `virDomainDefineXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDefineXmlFlagsRet {
    pub dom: Domain,
}

codec!(DomainDefineXmlFlagsRet { dom }, 24);

/// Arguments of `DOMAIN_GET_IOTHREAD_INFO` (351), `virDomainGetIOThreadInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetIothreadInfoArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetIothreadInfoArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_IOTHREAD_INFO` (351), `virDomainGetIOThreadInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetIothreadInfoRet {
    pub info: Vec<DomainIothreadInfo>,
    pub ret: u32,
}

codec!(DomainGetIothreadInfoRet { info: array(limits::IOTHREAD_INFO_MAX), ret }, 8);

/// Arguments of `DOMAIN_PIN_IOTHREAD` (352), `virDomainPinIOThread`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainPinIothreadArgs {
    pub dom: Domain,
    pub iothreads_id: u32,
    pub cpumap: Vec<u8>,
    pub flags: u32,
}

codec!(DomainPinIothreadArgs { dom, iothreads_id, cpumap: opaque(limits::CPUMAP_MAX), flags }, 36);

/// Arguments of `DOMAIN_INTERFACE_ADDRESSES` (353), `virDomainInterfaceAddresses`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainInterfaceAddressesArgs {
    pub dom: Domain,
    pub source: u32,
    pub flags: u32,
}

codec!(DomainInterfaceAddressesArgs { dom, source, flags }, 32);

/// Reply to `DOMAIN_INTERFACE_ADDRESSES` (353), `virDomainInterfaceAddresses`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainInterfaceAddressesRet {
    pub ifaces: Vec<DomainInterface>,
}

codec!(DomainInterfaceAddressesRet { ifaces: array(limits::DOMAIN_INTERFACE_MAX) }, 4);

/// Arguments of `DOMAIN_ADD_IOTHREAD` (355), `virDomainAddIOThread`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAddIothreadArgs {
    pub dom: Domain,
    pub iothread_id: u32,
    pub flags: u32,
}

codec!(DomainAddIothreadArgs { dom, iothread_id, flags }, 32);

/// Arguments of `DOMAIN_DEL_IOTHREAD` (356), `virDomainDelIOThread`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDelIothreadArgs {
    pub dom: Domain,
    pub iothread_id: u32,
    pub flags: u32,
}

codec!(DomainDelIothreadArgs { dom, iothread_id, flags }, 32);

/// Arguments of `DOMAIN_SET_USER_PASSWORD` (357), `virDomainSetUserPassword`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetUserPasswordArgs {
    pub dom: Domain,
    pub user: Option<String>,
    pub password: Option<String>,
    pub flags: u32,
}

codec!(DomainSetUserPasswordArgs { dom, user, password, flags }, 36);

/// Arguments of `DOMAIN_RENAME` (358), `virDomainRename`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRenameArgs {
    pub dom: Domain,
    pub new_name: Option<String>,
    pub flags: u32,
}

codec!(DomainRenameArgs { dom, new_name, flags }, 32);

/// Reply to `DOMAIN_RENAME` (358), `virDomainRename`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRenameRet {
    pub retcode: i32,
}

codec!(DomainRenameRet { retcode }, 4);

/// Arguments of `DOMAIN_GET_PERF_EVENTS` (365), `virDomainGetPerfEvents`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetPerfEventsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetPerfEventsArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_PERF_EVENTS` (365), `virDomainGetPerfEvents`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetPerfEventsRet {
    pub params: Vec<TypedParam>,
}

codec!(DomainGetPerfEventsRet { params: array(limits::DOMAIN_PERF_EVENTS_MAX) }, 4);

/// Arguments of `DOMAIN_SET_PERF_EVENTS` (366), `virDomainSetPerfEvents`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetPerfEventsArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(DomainSetPerfEventsArgs { dom, params: array(limits::DOMAIN_PERF_EVENTS_MAX), flags }, 32);

/// Arguments of `DOMAIN_GET_GUEST_VCPUS` (371), `virDomainGetGuestVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetGuestVcpusArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetGuestVcpusArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_GUEST_VCPUS` (371), `virDomainGetGuestVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetGuestVcpusRet {
    pub params: Vec<TypedParam>,
}

codec!(DomainGetGuestVcpusRet { params: array(limits::DOMAIN_GUEST_VCPU_PARAMS_MAX) }, 4);

/// Arguments of `DOMAIN_SET_GUEST_VCPUS` (372), `virDomainSetGuestVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetGuestVcpusArgs {
    pub dom: Domain,
    pub cpumap: String,
    pub state: i32,
    pub flags: u32,
}

codec!(DomainSetGuestVcpusArgs { dom, cpumap, state, flags }, 36);

/// Arguments of `DOMAIN_SET_VCPU` (384), `virDomainSetVcpu`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetVcpuArgs {
    pub dom: Domain,
    pub cpumap: String,
    pub state: i32,
    pub flags: u32,
}

codec!(DomainSetVcpuArgs { dom, cpumap, state, flags }, 36);

/// Arguments of `DOMAIN_SET_BLOCK_THRESHOLD` (386), `virDomainSetBlockThreshold`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetBlockThresholdArgs {
    pub dom: Domain,
    pub dev: String,
    pub threshold: u64,
    pub flags: u32,
}

codec!(DomainSetBlockThresholdArgs { dom, dev, threshold, flags }, 40);

/// Arguments of `DOMAIN_MANAGED_SAVE_GET_XML_DESC` (388), `virDomainManagedSaveGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainManagedSaveGetXmlDescArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainManagedSaveGetXmlDescArgs { dom, flags }, 28);

/// Reply to `DOMAIN_MANAGED_SAVE_GET_XML_DESC` (388), `virDomainManagedSaveGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainManagedSaveGetXmlDescRet {
    pub xml: String,
}

codec!(DomainManagedSaveGetXmlDescRet { xml }, 4);

impl EncodeAs<DomainManagedSaveGetXmlDescRet> for Text<'_> {}

/// Arguments of `DOMAIN_MANAGED_SAVE_DEFINE_XML` (389), `virDomainManagedSaveDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainManagedSaveDefineXmlArgs {
    pub dom: Domain,
    pub dxml: Option<String>,
    pub flags: u32,
}

codec!(DomainManagedSaveDefineXmlArgs { dom, dxml, flags }, 32);

/// Arguments of `DOMAIN_SET_LIFECYCLE_ACTION` (390), `virDomainSetLifecycleAction`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetLifecycleActionArgs {
    pub dom: Domain,
    pub r#type: u32,
    pub action: u32,
    pub flags: u32,
}

codec!(DomainSetLifecycleActionArgs { dom, r#type, action, flags }, 36);

/// Arguments of `DOMAIN_DETACH_DEVICE_ALIAS` (392), `virDomainDetachDeviceAlias`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDetachDeviceAliasArgs {
    pub dom: Domain,
    pub alias: String,
    pub flags: u32,
}

codec!(DomainDetachDeviceAliasArgs { dom, alias, flags }, 32);

/// Arguments of `DOMAIN_GET_LAUNCH_SECURITY_INFO` (396), `virDomainGetLaunchSecurityInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetLaunchSecurityInfoArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetLaunchSecurityInfoArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_LAUNCH_SECURITY_INFO` (396), `virDomainGetLaunchSecurityInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetLaunchSecurityInfoRet {
    pub params: Vec<TypedParam>,
}

codec!(DomainGetLaunchSecurityInfoRet { params: array(limits::DOMAIN_LAUNCH_SECURITY_INFO_PARAMS_MAX) }, 4);

/// Arguments of `DOMAIN_SET_IOTHREAD_PARAMS` (402), `virDomainSetIOThreadParams`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetIothreadParamsArgs {
    pub dom: Domain,
    pub iothread_id: u32,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainSetIothreadParamsArgs {
        dom,
        iothread_id,
        params: array(limits::DOMAIN_IOTHREAD_PARAMS_MAX),
        flags,
    },
    36
);

/// Arguments of `DOMAIN_LIST_ALL_CHECKPOINTS` (413), `virDomainListAllCheckpoints`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainListAllCheckpointsArgs {
    pub dom: Domain,
    pub need_results: i32,
    pub flags: u32,
}

codec!(DomainListAllCheckpointsArgs { dom, need_results, flags }, 32);

/// Reply to `DOMAIN_LIST_ALL_CHECKPOINTS` (413), `virDomainListAllCheckpoints`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainListAllCheckpointsRet {
    pub checkpoints: Vec<DomainCheckpoint>,
    pub ret: i32,
}

codec!(DomainListAllCheckpointsRet { checkpoints: array(limits::DOMAIN_CHECKPOINT_LIST_MAX), ret }, 8);

/// Arguments of `DOMAIN_GET_GUEST_INFO` (418), `virDomainGetGuestInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetGuestInfoArgs {
    pub dom: Domain,
    pub types: u32,
    pub flags: u32,
}

codec!(DomainGetGuestInfoArgs { dom, types, flags }, 32);

/// Reply to `DOMAIN_GET_GUEST_INFO` (418), `virDomainGetGuestInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetGuestInfoRet {
    pub params: Vec<TypedParam>,
}

codec!(DomainGetGuestInfoRet { params: array(limits::DOMAIN_GUEST_INFO_PARAMS_MAX) }, 4);

/// Arguments of `DOMAIN_AGENT_SET_RESPONSE_TIMEOUT` (420), `virDomainAgentSetResponseTimeout`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAgentSetResponseTimeoutArgs {
    pub dom: Domain,
    pub timeout: i32,
    pub flags: u32,
}

codec!(DomainAgentSetResponseTimeoutArgs { dom, timeout, flags }, 32);

/// Reply to `DOMAIN_AGENT_SET_RESPONSE_TIMEOUT` (420), `virDomainAgentSetResponseTimeout`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAgentSetResponseTimeoutRet {
    pub result: i32,
}

codec!(DomainAgentSetResponseTimeoutRet { result }, 4);

/// Arguments of `DOMAIN_BACKUP_BEGIN` (421), `virDomainBackupBegin`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBackupBeginArgs {
    pub dom: Domain,
    pub backup_xml: String,
    pub checkpoint_xml: Option<String>,
    pub flags: u32,
}

codec!(DomainBackupBeginArgs { dom, backup_xml, checkpoint_xml, flags }, 36);

/// Arguments of `DOMAIN_BACKUP_GET_XML_DESC` (422), `virDomainBackupGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBackupGetXmlDescArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainBackupGetXmlDescArgs { dom, flags }, 28);

/// Reply to `DOMAIN_BACKUP_GET_XML_DESC` (422), `virDomainBackupGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainBackupGetXmlDescRet {
    pub xml: String,
}

codec!(DomainBackupGetXmlDescRet { xml }, 4);

impl EncodeAs<DomainBackupGetXmlDescRet> for Text<'_> {}

/// Arguments of `DOMAIN_AUTHORIZED_SSH_KEYS_GET` (424), `virDomainAuthorizedSSHKeysGet`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAuthorizedSshKeysGetArgs {
    pub dom: Domain,
    pub user: String,
    pub flags: u32,
}

codec!(DomainAuthorizedSshKeysGetArgs { dom, user, flags }, 32);

/// Reply to `DOMAIN_AUTHORIZED_SSH_KEYS_GET` (424), `virDomainAuthorizedSSHKeysGet`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAuthorizedSshKeysGetRet {
    pub keys: Vec<String>,
}

codec!(DomainAuthorizedSshKeysGetRet { keys: array(limits::DOMAIN_AUTHORIZED_SSH_KEYS_MAX) }, 4);

/// Arguments of `DOMAIN_AUTHORIZED_SSH_KEYS_SET` (425), `virDomainAuthorizedSSHKeysSet`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAuthorizedSshKeysSetArgs {
    pub dom: Domain,
    pub user: String,
    pub keys: Vec<String>,
    pub flags: u32,
}

codec!(
    DomainAuthorizedSshKeysSetArgs { dom, user, keys: array(limits::DOMAIN_AUTHORIZED_SSH_KEYS_MAX), flags },
    36
);

/// Arguments of `DOMAIN_GET_MESSAGES` (426), `virDomainGetMessages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMessagesArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainGetMessagesArgs { dom, flags }, 28);

/// Reply to `DOMAIN_GET_MESSAGES` (426), `virDomainGetMessages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetMessagesRet {
    pub msgs: Vec<String>,
}

codec!(DomainGetMessagesRet { msgs: array(limits::DOMAIN_MESSAGES_MAX) }, 4);

/// Arguments of `DOMAIN_START_DIRTY_RATE_CALC` (427), `virDomainStartDirtyRateCalc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainStartDirtyRateCalcArgs {
    pub dom: Domain,
    pub seconds: i32,
    pub flags: u32,
}

codec!(DomainStartDirtyRateCalcArgs { dom, seconds, flags }, 32);

/// Arguments of `DOMAIN_SET_LAUNCH_SECURITY_STATE` (439), `virDomainSetLaunchSecurityState`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetLaunchSecurityStateArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainSetLaunchSecurityStateArgs {
        dom,
        params: array(limits::DOMAIN_LAUNCH_SECURITY_STATE_PARAMS_MAX),
        flags,
    },
    32
);

/// Arguments of `DOMAIN_SAVE_PARAMS` (440), `virDomainSaveParams`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSaveParamsArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(DomainSaveParamsArgs { dom, params: array(limits::DOMAIN_SAVE_PARAMS_MAX), flags }, 32);

/// Arguments of `DOMAIN_RESTORE_PARAMS` (441), `virDomainRestoreParams`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainRestoreParamsArgs {
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(DomainRestoreParamsArgs { params: array(limits::DOMAIN_SAVE_PARAMS_MAX), flags }, 8);

/// Arguments of `DOMAIN_ABORT_JOB_FLAGS` (442), `virDomainAbortJobFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAbortJobFlagsArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainAbortJobFlagsArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_FD_ASSOCIATE` (443), `virDomainFDAssociate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFdAssociateArgs {
    pub dom: Domain,
    pub name: String,
    pub flags: u32,
}

codec!(DomainFdAssociateArgs { dom, name, flags }, 32);

/// Arguments of `DOMAIN_GRAPHICS_RELOAD` (448), `virDomainGraphicsReload`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGraphicsReloadArgs {
    pub dom: Domain,
    pub r#type: u32,
    pub flags: u32,
}

codec!(DomainGraphicsReloadArgs { dom, r#type, flags }, 32);

/// Arguments of `DOMAIN_GET_AUTOSTART_ONCE` (449), `virDomainGetAutostartOnce`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetAutostartOnceArgs {
    pub dom: Domain,
}

codec!(DomainGetAutostartOnceArgs { dom }, 24);

/// Reply to `DOMAIN_GET_AUTOSTART_ONCE` (449), `virDomainGetAutostartOnce`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainGetAutostartOnceRet {
    pub autostart: i32,
}

codec!(DomainGetAutostartOnceRet { autostart }, 4);

/// Arguments of `DOMAIN_SET_AUTOSTART_ONCE` (450), `virDomainSetAutostartOnce`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetAutostartOnceArgs {
    pub dom: Domain,
    pub autostart: i32,
}

codec!(DomainSetAutostartOnceArgs { dom, autostart }, 28);

/// Arguments of `DOMAIN_SET_THROTTLE_GROUP` (451), `virDomainSetThrottleGroup`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSetThrottleGroupArgs {
    pub dom: Domain,
    pub group: String,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainSetThrottleGroupArgs {
        dom,
        group,
        params: array(limits::DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX),
        flags,
    },
    36
);

/// Arguments of `DOMAIN_DEL_THROTTLE_GROUP` (452), `virDomainDelThrottleGroup`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDelThrottleGroupArgs {
    pub dom: Domain,
    pub group: Option<String>,
    pub flags: u32,
}

codec!(DomainDelThrottleGroupArgs { dom, group, flags }, 32);
