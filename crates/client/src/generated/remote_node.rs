// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    NodeAllocPagesArgs, NodeAllocPagesRet, NodeGetCellsFreeMemoryArgs, NodeGetCellsFreeMemoryRet,
    NodeGetCpuMapArgs, NodeGetCpuMapRet, NodeGetCpuStatsArgs, NodeGetCpuStatsRet, NodeGetFreeMemoryRet,
    NodeGetFreePagesArgs, NodeGetFreePagesRet, NodeGetInfoRet, NodeGetMemoryParametersArgs,
    NodeGetMemoryParametersRet, NodeGetMemoryStatsArgs, NodeGetMemoryStatsRet, NodeGetSecurityModelRet,
    NodeGetSevInfoArgs, NodeGetSevInfoRet, NodeListDevicesArgs, NodeListDevicesRet, NodeNumOfDevicesArgs,
    NodeNumOfDevicesRet, NodeSetMemoryParametersArgs, NodeSuspendForDurationArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `NODE_GET_INFO` (6), `virNodeGetInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_info(&self) -> Result<NodeGetInfoRet> {
        self.call::<procedure::NodeGetInfo>(&()).await
    }

    /// `NODE_GET_CELLS_FREE_MEMORY` (101), `virNodeGetCellsFreeMemory`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_cells_free_memory(
        &self,
        args: &NodeGetCellsFreeMemoryArgs,
    ) -> Result<NodeGetCellsFreeMemoryRet> {
        self.call::<procedure::NodeGetCellsFreeMemory>(args).await
    }

    /// `NODE_GET_FREE_MEMORY` (102), `virNodeGetFreeMemory`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_free_memory(&self) -> Result<NodeGetFreeMemoryRet> {
        self.call::<procedure::NodeGetFreeMemory>(&()).await
    }

    /// `NODE_NUM_OF_DEVICES` (111), `virNodeNumOfDevices`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_num_of_devices(&self, args: &NodeNumOfDevicesArgs) -> Result<NodeNumOfDevicesRet> {
        self.call::<procedure::NodeNumOfDevices>(args).await
    }

    /// `NODE_LIST_DEVICES` (112), `virNodeListDevices`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_list_devices(&self, args: &NodeListDevicesArgs) -> Result<NodeListDevicesRet> {
        self.call::<procedure::NodeListDevices>(args).await
    }

    /// `NODE_GET_SECURITY_MODEL` (122), `virNodeGetSecurityModel`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_security_model(&self) -> Result<NodeGetSecurityModelRet> {
        self.call::<procedure::NodeGetSecurityModel>(&()).await
    }

    /// `NODE_GET_CPU_STATS` (227), `virNodeGetCPUStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_cpu_stats(&self, args: &NodeGetCpuStatsArgs) -> Result<NodeGetCpuStatsRet> {
        self.call::<procedure::NodeGetCpuStats>(args).await
    }

    /// `NODE_GET_MEMORY_STATS` (228), `virNodeGetMemoryStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_memory_stats(
        &self,
        args: &NodeGetMemoryStatsArgs,
    ) -> Result<NodeGetMemoryStatsRet> {
        self.call::<procedure::NodeGetMemoryStats>(args).await
    }

    /// `NODE_SUSPEND_FOR_DURATION` (250), `virNodeSuspendForDuration`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_suspend_for_duration(&self, args: &NodeSuspendForDurationArgs) -> Result<()> {
        self.call::<procedure::NodeSuspendForDuration>(args).await
    }

    /// `NODE_SET_MEMORY_PARAMETERS` (288), `virNodeSetMemoryParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_set_memory_parameters(&self, args: &NodeSetMemoryParametersArgs) -> Result<()> {
        self.call::<procedure::NodeSetMemoryParameters>(args).await
    }

    /// `NODE_GET_MEMORY_PARAMETERS` (289), `virNodeGetMemoryParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_memory_parameters(
        &self,
        args: &NodeGetMemoryParametersArgs,
    ) -> Result<NodeGetMemoryParametersRet> {
        self.call::<procedure::NodeGetMemoryParameters>(args).await
    }

    /// `NODE_GET_CPU_MAP` (293), `virNodeGetCPUMap`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_cpu_map(&self, args: &NodeGetCpuMapArgs) -> Result<NodeGetCpuMapRet> {
        self.call::<procedure::NodeGetCpuMap>(args).await
    }

    /// `NODE_GET_FREE_PAGES` (340), `virNodeGetFreePages`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_free_pages(&self, args: &NodeGetFreePagesArgs) -> Result<NodeGetFreePagesRet> {
        self.call::<procedure::NodeGetFreePages>(args).await
    }

    /// `NODE_ALLOC_PAGES` (347), `virNodeAllocPages`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_alloc_pages(&self, args: &NodeAllocPagesArgs) -> Result<NodeAllocPagesRet> {
        self.call::<procedure::NodeAllocPages>(args).await
    }

    /// `NODE_GET_SEV_INFO` (395), `virNodeGetSEVInfo`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_get_sev_info(&self, args: &NodeGetSevInfoArgs) -> Result<NodeGetSevInfoRet> {
        self.call::<procedure::NodeGetSevInfo>(args).await
    }
}
