// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    DomainAbortJobArgs, DomainAbortJobFlagsArgs, DomainAddIothreadArgs, DomainAgentSetResponseTimeoutArgs,
    DomainAgentSetResponseTimeoutRet, DomainAttachDeviceArgs, DomainAttachDeviceFlagsArgs,
    DomainAuthorizedSshKeysGetArgs, DomainAuthorizedSshKeysGetRet, DomainAuthorizedSshKeysSetArgs,
    DomainBackupBeginArgs, DomainBackupGetXmlDescArgs, DomainBackupGetXmlDescRet, DomainBlockCommitArgs,
    DomainBlockCopyArgs, DomainBlockJobAbortArgs, DomainBlockJobSetSpeedArgs, DomainBlockPeekArgs,
    DomainBlockPeekRet, DomainBlockPullArgs, DomainBlockRebaseArgs, DomainBlockResizeArgs,
    DomainBlockStatsArgs, DomainBlockStatsFlagsArgs, DomainBlockStatsFlagsRet, DomainBlockStatsRet,
    DomainCoreDumpArgs, DomainCoreDumpWithFormatArgs, DomainCreateArgs, DomainCreateWithFilesArgs,
    DomainCreateWithFilesRet, DomainCreateWithFlagsArgs, DomainCreateWithFlagsRet, DomainCreateXmlArgs,
    DomainCreateXmlRet, DomainCreateXmlWithFilesArgs, DomainCreateXmlWithFilesRet, DomainDefineXmlArgs,
    DomainDefineXmlFlagsArgs, DomainDefineXmlFlagsRet, DomainDefineXmlRet, DomainDelIothreadArgs,
    DomainDelThrottleGroupArgs, DomainDestroyArgs, DomainDestroyFlagsArgs, DomainDetachDeviceAliasArgs,
    DomainDetachDeviceArgs, DomainDetachDeviceFlagsArgs, DomainFdAssociateArgs, DomainFsfreezeArgs,
    DomainFsfreezeRet, DomainFsthawArgs, DomainFsthawRet, DomainFstrimArgs, DomainGetAutostartArgs,
    DomainGetAutostartOnceArgs, DomainGetAutostartOnceRet, DomainGetAutostartRet,
    DomainGetBlkioParametersArgs, DomainGetBlkioParametersRet, DomainGetBlockInfoArgs, DomainGetBlockInfoRet,
    DomainGetBlockIoTuneArgs, DomainGetBlockIoTuneRet, DomainGetBlockJobInfoArgs, DomainGetBlockJobInfoRet,
    DomainGetControlInfoArgs, DomainGetControlInfoRet, DomainGetCpuStatsArgs, DomainGetCpuStatsRet,
    DomainGetDiskErrorsArgs, DomainGetDiskErrorsRet, DomainGetEmulatorPinInfoArgs,
    DomainGetEmulatorPinInfoRet, DomainGetFsinfoArgs, DomainGetFsinfoRet, DomainGetGuestInfoArgs,
    DomainGetGuestInfoRet, DomainGetGuestVcpusArgs, DomainGetGuestVcpusRet, DomainGetHostnameArgs,
    DomainGetHostnameRet, DomainGetInfoArgs, DomainGetInfoRet, DomainGetInterfaceParametersArgs,
    DomainGetInterfaceParametersRet, DomainGetIothreadInfoArgs, DomainGetIothreadInfoRet,
    DomainGetJobInfoArgs, DomainGetJobInfoRet, DomainGetJobStatsArgs, DomainGetJobStatsRet,
    DomainGetLaunchSecurityInfoArgs, DomainGetLaunchSecurityInfoRet, DomainGetMaxMemoryArgs,
    DomainGetMaxMemoryRet, DomainGetMaxVcpusArgs, DomainGetMaxVcpusRet, DomainGetMemoryParametersArgs,
    DomainGetMemoryParametersRet, DomainGetMessagesArgs, DomainGetMessagesRet, DomainGetMetadataArgs,
    DomainGetMetadataRet, DomainGetNumaParametersArgs, DomainGetNumaParametersRet, DomainGetOsTypeArgs,
    DomainGetOsTypeRet, DomainGetPerfEventsArgs, DomainGetPerfEventsRet, DomainGetSchedulerParametersArgs,
    DomainGetSchedulerParametersFlagsArgs, DomainGetSchedulerParametersFlagsRet,
    DomainGetSchedulerParametersRet, DomainGetSchedulerTypeArgs, DomainGetSchedulerTypeRet,
    DomainGetSecurityLabelArgs, DomainGetSecurityLabelListArgs, DomainGetSecurityLabelListRet,
    DomainGetSecurityLabelRet, DomainGetStateArgs, DomainGetStateRet, DomainGetTimeArgs, DomainGetTimeRet,
    DomainGetVcpuPinInfoArgs, DomainGetVcpuPinInfoRet, DomainGetVcpusArgs, DomainGetVcpusFlagsArgs,
    DomainGetVcpusFlagsRet, DomainGetVcpusRet, DomainGetXmlDescArgs, DomainGetXmlDescRet,
    DomainGraphicsReloadArgs, DomainHasCurrentSnapshotArgs, DomainHasCurrentSnapshotRet,
    DomainHasManagedSaveImageArgs, DomainHasManagedSaveImageRet, DomainInjectNmiArgs,
    DomainInterfaceAddressesArgs, DomainInterfaceAddressesRet, DomainInterfaceStatsArgs,
    DomainInterfaceStatsRet, DomainIsActiveArgs, DomainIsActiveRet, DomainIsPersistentArgs,
    DomainIsPersistentRet, DomainIsUpdatedArgs, DomainIsUpdatedRet, DomainListAllCheckpointsArgs,
    DomainListAllCheckpointsRet, DomainListAllSnapshotsArgs, DomainListAllSnapshotsRet, DomainLookupByIdArgs,
    DomainLookupByIdRet, DomainLookupByNameArgs, DomainLookupByNameRet, DomainLookupByUuidArgs,
    DomainLookupByUuidRet, DomainManagedSaveArgs, DomainManagedSaveDefineXmlArgs,
    DomainManagedSaveGetXmlDescArgs, DomainManagedSaveGetXmlDescRet, DomainManagedSaveRemoveArgs,
    DomainMemoryPeekArgs, DomainMemoryPeekRet, DomainMemoryStatsArgs, DomainMemoryStatsRet,
    DomainOpenChannelArgs, DomainOpenConsoleArgs, DomainOpenGraphicsArgs, DomainOpenGraphicsFdArgs,
    DomainPinEmulatorArgs, DomainPinIothreadArgs, DomainPinVcpuArgs, DomainPinVcpuFlagsArgs,
    DomainPmSuspendForDurationArgs, DomainPmWakeupArgs, DomainRebootArgs, DomainRenameArgs, DomainRenameRet,
    DomainResetArgs, DomainRestoreArgs, DomainRestoreFlagsArgs, DomainRestoreParamsArgs, DomainResumeArgs,
    DomainRevertToSnapshotArgs, DomainSaveArgs, DomainSaveFlagsArgs, DomainSaveImageDefineXmlArgs,
    DomainSaveImageGetXmlDescArgs, DomainSaveImageGetXmlDescRet, DomainSaveParamsArgs, DomainScreenshotArgs,
    DomainScreenshotRet, DomainSendKeyArgs, DomainSendProcessSignalArgs, DomainSetAutostartArgs,
    DomainSetAutostartOnceArgs, DomainSetBlkioParametersArgs, DomainSetBlockIoTuneArgs,
    DomainSetBlockThresholdArgs, DomainSetGuestVcpusArgs, DomainSetInterfaceParametersArgs,
    DomainSetIothreadParamsArgs, DomainSetLaunchSecurityStateArgs, DomainSetLifecycleActionArgs,
    DomainSetMaxMemoryArgs, DomainSetMemoryArgs, DomainSetMemoryFlagsArgs, DomainSetMemoryParametersArgs,
    DomainSetMemoryStatsPeriodArgs, DomainSetMetadataArgs, DomainSetNumaParametersArgs,
    DomainSetPerfEventsArgs, DomainSetSchedulerParametersArgs, DomainSetSchedulerParametersFlagsArgs,
    DomainSetThrottleGroupArgs, DomainSetTimeArgs, DomainSetUserPasswordArgs, DomainSetVcpuArgs,
    DomainSetVcpusArgs, DomainSetVcpusFlagsArgs, DomainShutdownArgs, DomainShutdownFlagsArgs,
    DomainStartDirtyRateCalcArgs, DomainSuspendArgs, DomainUndefineArgs, DomainUndefineFlagsArgs,
    DomainUpdateDeviceFlagsArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `DOMAIN_ATTACH_DEVICE` (8), `virDomainAttachDevice`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_attach_device(&self, args: &DomainAttachDeviceArgs) -> Result<()> {
        self.call::<procedure::DomainAttachDevice>(args).await
    }

    /// `DOMAIN_CREATE` (9), `virDomainCreate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_create(&self, args: &DomainCreateArgs) -> Result<()> {
        self.call::<procedure::DomainCreate>(args).await
    }

    /// `DOMAIN_CREATE_XML` (10), `virDomainCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_create_xml(&self, args: &DomainCreateXmlArgs) -> Result<DomainCreateXmlRet> {
        self.call::<procedure::DomainCreateXml>(args).await
    }

    /// `DOMAIN_DEFINE_XML` (11), `virDomainDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_define_xml(&self, args: &DomainDefineXmlArgs) -> Result<DomainDefineXmlRet> {
        self.call::<procedure::DomainDefineXml>(args).await
    }

    /// `DOMAIN_DESTROY` (12), `virDomainDestroy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_destroy(&self, args: &DomainDestroyArgs) -> Result<()> {
        self.call::<procedure::DomainDestroy>(args).await
    }

    /// `DOMAIN_DETACH_DEVICE` (13), `virDomainDetachDevice`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_detach_device(&self, args: &DomainDetachDeviceArgs) -> Result<()> {
        self.call::<procedure::DomainDetachDevice>(args).await
    }

    /// `DOMAIN_GET_XML_DESC` (14), `virDomainGetXMLDesc`. A read-only connection may call it, but for some arguments.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_xml_desc(&self, args: &DomainGetXmlDescArgs) -> Result<DomainGetXmlDescRet> {
        self.call::<procedure::DomainGetXmlDesc>(args).await
    }

    /// `DOMAIN_GET_AUTOSTART` (15), `virDomainGetAutostart`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_autostart(&self, args: &DomainGetAutostartArgs) -> Result<DomainGetAutostartRet> {
        self.call::<procedure::DomainGetAutostart>(args).await
    }

    /// `DOMAIN_GET_INFO` (16), `virDomainGetInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_info(&self, args: &DomainGetInfoArgs) -> Result<DomainGetInfoRet> {
        self.call::<procedure::DomainGetInfo>(args).await
    }

    /// `DOMAIN_GET_MAX_MEMORY` (17), `virDomainGetMaxMemory`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_max_memory(
        &self,
        args: &DomainGetMaxMemoryArgs,
    ) -> Result<DomainGetMaxMemoryRet> {
        self.call::<procedure::DomainGetMaxMemory>(args).await
    }

    /// `DOMAIN_GET_MAX_VCPUS` (18), `virDomainGetMaxVcpus`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_max_vcpus(&self, args: &DomainGetMaxVcpusArgs) -> Result<DomainGetMaxVcpusRet> {
        self.call::<procedure::DomainGetMaxVcpus>(args).await
    }

    /// `DOMAIN_GET_OS_TYPE` (19), `virDomainGetOSType`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_os_type(&self, args: &DomainGetOsTypeArgs) -> Result<DomainGetOsTypeRet> {
        self.call::<procedure::DomainGetOsType>(args).await
    }

    /// `DOMAIN_GET_VCPUS` (20), `virDomainGetVcpus`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_vcpus(&self, args: &DomainGetVcpusArgs) -> Result<DomainGetVcpusRet> {
        self.call::<procedure::DomainGetVcpus>(args).await
    }

    /// `DOMAIN_LOOKUP_BY_ID` (22), `virDomainLookupByID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_lookup_by_id(&self, args: &DomainLookupByIdArgs) -> Result<DomainLookupByIdRet> {
        self.call::<procedure::DomainLookupById>(args).await
    }

    /// `DOMAIN_LOOKUP_BY_NAME` (23), `virDomainLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_lookup_by_name(
        &self,
        args: &DomainLookupByNameArgs,
    ) -> Result<DomainLookupByNameRet> {
        self.call::<procedure::DomainLookupByName>(args).await
    }

    /// `DOMAIN_LOOKUP_BY_UUID` (24), `virDomainLookupByUUID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_lookup_by_uuid(
        &self,
        args: &DomainLookupByUuidArgs,
    ) -> Result<DomainLookupByUuidRet> {
        self.call::<procedure::DomainLookupByUuid>(args).await
    }

    /// `DOMAIN_PIN_VCPU` (26), `virDomainPinVcpu`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_pin_vcpu(&self, args: &DomainPinVcpuArgs) -> Result<()> {
        self.call::<procedure::DomainPinVcpu>(args).await
    }

    /// `DOMAIN_REBOOT` (27), `virDomainReboot`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_reboot(&self, args: &DomainRebootArgs) -> Result<()> {
        self.call::<procedure::DomainReboot>(args).await
    }

    /// `DOMAIN_RESUME` (28), `virDomainResume`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_resume(&self, args: &DomainResumeArgs) -> Result<()> {
        self.call::<procedure::DomainResume>(args).await
    }

    /// `DOMAIN_SET_AUTOSTART` (29), `virDomainSetAutostart`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_autostart(&self, args: &DomainSetAutostartArgs) -> Result<()> {
        self.call::<procedure::DomainSetAutostart>(args).await
    }

    /// `DOMAIN_SET_MAX_MEMORY` (30), `virDomainSetMaxMemory`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_max_memory(&self, args: &DomainSetMaxMemoryArgs) -> Result<()> {
        self.call::<procedure::DomainSetMaxMemory>(args).await
    }

    /// `DOMAIN_SET_MEMORY` (31), `virDomainSetMemory`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_memory(&self, args: &DomainSetMemoryArgs) -> Result<()> {
        self.call::<procedure::DomainSetMemory>(args).await
    }

    /// `DOMAIN_SET_VCPUS` (32), `virDomainSetVcpus`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_vcpus(&self, args: &DomainSetVcpusArgs) -> Result<()> {
        self.call::<procedure::DomainSetVcpus>(args).await
    }

    /// `DOMAIN_SHUTDOWN` (33), `virDomainShutdown`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_shutdown(&self, args: &DomainShutdownArgs) -> Result<()> {
        self.call::<procedure::DomainShutdown>(args).await
    }

    /// `DOMAIN_SUSPEND` (34), `virDomainSuspend`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_suspend(&self, args: &DomainSuspendArgs) -> Result<()> {
        self.call::<procedure::DomainSuspend>(args).await
    }

    /// `DOMAIN_UNDEFINE` (35), `virDomainUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_undefine(&self, args: &DomainUndefineArgs) -> Result<()> {
        self.call::<procedure::DomainUndefine>(args).await
    }

    /// `DOMAIN_CORE_DUMP` (53), `virDomainCoreDump`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_core_dump(&self, args: &DomainCoreDumpArgs) -> Result<()> {
        self.call::<procedure::DomainCoreDump>(args).await
    }

    /// `DOMAIN_RESTORE` (54), `virDomainRestore`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_restore(&self, args: &DomainRestoreArgs) -> Result<()> {
        self.call::<procedure::DomainRestore>(args).await
    }

    /// `DOMAIN_SAVE` (55), `virDomainSave`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_save(&self, args: &DomainSaveArgs) -> Result<()> {
        self.call::<procedure::DomainSave>(args).await
    }

    /// `DOMAIN_GET_SCHEDULER_TYPE` (56), `virDomainGetSchedulerType`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_scheduler_type(
        &self,
        args: &DomainGetSchedulerTypeArgs,
    ) -> Result<DomainGetSchedulerTypeRet> {
        self.call::<procedure::DomainGetSchedulerType>(args).await
    }

    /// `DOMAIN_GET_SCHEDULER_PARAMETERS` (57), `virDomainGetSchedulerParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_scheduler_parameters(
        &self,
        args: &DomainGetSchedulerParametersArgs,
    ) -> Result<DomainGetSchedulerParametersRet> {
        self.call::<procedure::DomainGetSchedulerParameters>(args).await
    }

    /// `DOMAIN_SET_SCHEDULER_PARAMETERS` (58), `virDomainSetSchedulerParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_scheduler_parameters(
        &self,
        args: &DomainSetSchedulerParametersArgs,
    ) -> Result<()> {
        self.call::<procedure::DomainSetSchedulerParameters>(args).await
    }

    /// `DOMAIN_BLOCK_STATS` (64), `virDomainBlockStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_stats(&self, args: &DomainBlockStatsArgs) -> Result<DomainBlockStatsRet> {
        self.call::<procedure::DomainBlockStats>(args).await
    }

    /// `DOMAIN_INTERFACE_STATS` (65), `virDomainInterfaceStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_interface_stats(
        &self,
        args: &DomainInterfaceStatsArgs,
    ) -> Result<DomainInterfaceStatsRet> {
        self.call::<procedure::DomainInterfaceStats>(args).await
    }

    /// `DOMAIN_BLOCK_PEEK` (103), `virDomainBlockPeek`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_peek(&self, args: &DomainBlockPeekArgs) -> Result<DomainBlockPeekRet> {
        self.call::<procedure::DomainBlockPeek>(args).await
    }

    /// `DOMAIN_MEMORY_PEEK` (104), `virDomainMemoryPeek`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_memory_peek(&self, args: &DomainMemoryPeekArgs) -> Result<DomainMemoryPeekRet> {
        self.call::<procedure::DomainMemoryPeek>(args).await
    }

    /// `DOMAIN_GET_SECURITY_LABEL` (121), `virDomainGetSecurityLabel`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_security_label(
        &self,
        args: &DomainGetSecurityLabelArgs,
    ) -> Result<DomainGetSecurityLabelRet> {
        self.call::<procedure::DomainGetSecurityLabel>(args).await
    }

    /// `DOMAIN_IS_ACTIVE` (150), `virDomainIsActive`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_is_active(&self, args: &DomainIsActiveArgs) -> Result<DomainIsActiveRet> {
        self.call::<procedure::DomainIsActive>(args).await
    }

    /// `DOMAIN_IS_PERSISTENT` (151), `virDomainIsPersistent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_is_persistent(&self, args: &DomainIsPersistentArgs) -> Result<DomainIsPersistentRet> {
        self.call::<procedure::DomainIsPersistent>(args).await
    }

    /// `DOMAIN_MEMORY_STATS` (159), `virDomainMemoryStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_memory_stats(&self, args: &DomainMemoryStatsArgs) -> Result<DomainMemoryStatsRet> {
        self.call::<procedure::DomainMemoryStats>(args).await
    }

    /// `DOMAIN_ATTACH_DEVICE_FLAGS` (160), `virDomainAttachDeviceFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_attach_device_flags(&self, args: &DomainAttachDeviceFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainAttachDeviceFlags>(args).await
    }

    /// `DOMAIN_DETACH_DEVICE_FLAGS` (161), `virDomainDetachDeviceFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_detach_device_flags(&self, args: &DomainDetachDeviceFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainDetachDeviceFlags>(args).await
    }

    /// `DOMAIN_GET_JOB_INFO` (163), `virDomainGetJobInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_job_info(&self, args: &DomainGetJobInfoArgs) -> Result<DomainGetJobInfoRet> {
        self.call::<procedure::DomainGetJobInfo>(args).await
    }

    /// `DOMAIN_ABORT_JOB` (164), `virDomainAbortJob`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_abort_job(&self, args: &DomainAbortJobArgs) -> Result<()> {
        self.call::<procedure::DomainAbortJob>(args).await
    }

    /// `DOMAIN_UPDATE_DEVICE_FLAGS` (174), `virDomainUpdateDeviceFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_update_device_flags(&self, args: &DomainUpdateDeviceFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainUpdateDeviceFlags>(args).await
    }

    /// `DOMAIN_MANAGED_SAVE` (182), `virDomainManagedSave`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_managed_save(&self, args: &DomainManagedSaveArgs) -> Result<()> {
        self.call::<procedure::DomainManagedSave>(args).await
    }

    /// `DOMAIN_HAS_MANAGED_SAVE_IMAGE` (183), `virDomainHasManagedSaveImage`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_has_managed_save_image(
        &self,
        args: &DomainHasManagedSaveImageArgs,
    ) -> Result<DomainHasManagedSaveImageRet> {
        self.call::<procedure::DomainHasManagedSaveImage>(args).await
    }

    /// `DOMAIN_MANAGED_SAVE_REMOVE` (184), `virDomainManagedSaveRemove`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_managed_save_remove(&self, args: &DomainManagedSaveRemoveArgs) -> Result<()> {
        self.call::<procedure::DomainManagedSaveRemove>(args).await
    }

    /// `DOMAIN_HAS_CURRENT_SNAPSHOT` (190), `virDomainHasCurrentSnapshot`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_has_current_snapshot(
        &self,
        args: &DomainHasCurrentSnapshotArgs,
    ) -> Result<DomainHasCurrentSnapshotRet> {
        self.call::<procedure::DomainHasCurrentSnapshot>(args).await
    }

    /// `DOMAIN_REVERT_TO_SNAPSHOT` (192), `virDomainRevertToSnapshot`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_revert_to_snapshot(&self, args: &DomainRevertToSnapshotArgs) -> Result<()> {
        self.call::<procedure::DomainRevertToSnapshot>(args).await
    }

    /// `DOMAIN_GET_BLOCK_INFO` (194), `virDomainGetBlockInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_block_info(
        &self,
        args: &DomainGetBlockInfoArgs,
    ) -> Result<DomainGetBlockInfoRet> {
        self.call::<procedure::DomainGetBlockInfo>(args).await
    }

    /// `DOMAIN_CREATE_WITH_FLAGS` (196), `virDomainCreateWithFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_create_with_flags(
        &self,
        args: &DomainCreateWithFlagsArgs,
    ) -> Result<DomainCreateWithFlagsRet> {
        self.call::<procedure::DomainCreateWithFlags>(args).await
    }

    /// `DOMAIN_SET_MEMORY_PARAMETERS` (197), `virDomainSetMemoryParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_memory_parameters(&self, args: &DomainSetMemoryParametersArgs) -> Result<()> {
        self.call::<procedure::DomainSetMemoryParameters>(args).await
    }

    /// `DOMAIN_GET_MEMORY_PARAMETERS` (198), `virDomainGetMemoryParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_memory_parameters(
        &self,
        args: &DomainGetMemoryParametersArgs,
    ) -> Result<DomainGetMemoryParametersRet> {
        self.call::<procedure::DomainGetMemoryParameters>(args).await
    }

    /// `DOMAIN_SET_VCPUS_FLAGS` (199), `virDomainSetVcpusFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_vcpus_flags(&self, args: &DomainSetVcpusFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainSetVcpusFlags>(args).await
    }

    /// `DOMAIN_GET_VCPUS_FLAGS` (200), `virDomainGetVcpusFlags`. A read-only connection may call it, but for some arguments.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_vcpus_flags(
        &self,
        args: &DomainGetVcpusFlagsArgs,
    ) -> Result<DomainGetVcpusFlagsRet> {
        self.call::<procedure::DomainGetVcpusFlags>(args).await
    }

    /// `DOMAIN_OPEN_CONSOLE` (201), `virDomainOpenConsole`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_open_console(&self, args: &DomainOpenConsoleArgs) -> Result<()> {
        self.call::<procedure::DomainOpenConsole>(args).await
    }

    /// `DOMAIN_IS_UPDATED` (202), `virDomainIsUpdated`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_is_updated(&self, args: &DomainIsUpdatedArgs) -> Result<DomainIsUpdatedRet> {
        self.call::<procedure::DomainIsUpdated>(args).await
    }

    /// `DOMAIN_SET_MEMORY_FLAGS` (204), `virDomainSetMemoryFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_memory_flags(&self, args: &DomainSetMemoryFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainSetMemoryFlags>(args).await
    }

    /// `DOMAIN_SET_BLKIO_PARAMETERS` (205), `virDomainSetBlkioParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_blkio_parameters(&self, args: &DomainSetBlkioParametersArgs) -> Result<()> {
        self.call::<procedure::DomainSetBlkioParameters>(args).await
    }

    /// `DOMAIN_GET_BLKIO_PARAMETERS` (206), `virDomainGetBlkioParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_blkio_parameters(
        &self,
        args: &DomainGetBlkioParametersArgs,
    ) -> Result<DomainGetBlkioParametersRet> {
        self.call::<procedure::DomainGetBlkioParameters>(args).await
    }

    /// `DOMAIN_INJECT_NMI` (210), `virDomainInjectNMI`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_inject_nmi(&self, args: &DomainInjectNmiArgs) -> Result<()> {
        self.call::<procedure::DomainInjectNmi>(args).await
    }

    /// `DOMAIN_SCREENSHOT` (211), `virDomainScreenshot`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_screenshot(&self, args: &DomainScreenshotArgs) -> Result<DomainScreenshotRet> {
        self.call::<procedure::DomainScreenshot>(args).await
    }

    /// `DOMAIN_GET_STATE` (212), `virDomainGetState`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_state(&self, args: &DomainGetStateArgs) -> Result<DomainGetStateRet> {
        self.call::<procedure::DomainGetState>(args).await
    }

    /// `DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS` (219), `virDomainSetSchedulerParametersFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_scheduler_parameters_flags(
        &self,
        args: &DomainSetSchedulerParametersFlagsArgs,
    ) -> Result<()> {
        self.call::<procedure::DomainSetSchedulerParametersFlags>(args).await
    }

    /// `DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS` (223), `virDomainGetSchedulerParametersFlags`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_scheduler_parameters_flags(
        &self,
        args: &DomainGetSchedulerParametersFlagsArgs,
    ) -> Result<DomainGetSchedulerParametersFlagsRet> {
        self.call::<procedure::DomainGetSchedulerParametersFlags>(args).await
    }

    /// `DOMAIN_PIN_VCPU_FLAGS` (225), `virDomainPinVcpuFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_pin_vcpu_flags(&self, args: &DomainPinVcpuFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainPinVcpuFlags>(args).await
    }

    /// `DOMAIN_SEND_KEY` (226), `virDomainSendKey`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_send_key(&self, args: &DomainSendKeyArgs) -> Result<()> {
        self.call::<procedure::DomainSendKey>(args).await
    }

    /// `DOMAIN_GET_CONTROL_INFO` (229), `virDomainGetControlInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_control_info(
        &self,
        args: &DomainGetControlInfoArgs,
    ) -> Result<DomainGetControlInfoRet> {
        self.call::<procedure::DomainGetControlInfo>(args).await
    }

    /// `DOMAIN_GET_VCPU_PIN_INFO` (230), `virDomainGetVcpuPinInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_vcpu_pin_info(
        &self,
        args: &DomainGetVcpuPinInfoArgs,
    ) -> Result<DomainGetVcpuPinInfoRet> {
        self.call::<procedure::DomainGetVcpuPinInfo>(args).await
    }

    /// `DOMAIN_UNDEFINE_FLAGS` (231), `virDomainUndefineFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_undefine_flags(&self, args: &DomainUndefineFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainUndefineFlags>(args).await
    }

    /// `DOMAIN_SAVE_FLAGS` (232), `virDomainSaveFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_save_flags(&self, args: &DomainSaveFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainSaveFlags>(args).await
    }

    /// `DOMAIN_RESTORE_FLAGS` (233), `virDomainRestoreFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_restore_flags(&self, args: &DomainRestoreFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainRestoreFlags>(args).await
    }

    /// `DOMAIN_DESTROY_FLAGS` (234), `virDomainDestroyFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_destroy_flags(&self, args: &DomainDestroyFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainDestroyFlags>(args).await
    }

    /// `DOMAIN_SAVE_IMAGE_GET_XML_DESC` (235), `virDomainSaveImageGetXMLDesc`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_save_image_get_xml_desc(
        &self,
        args: &DomainSaveImageGetXmlDescArgs,
    ) -> Result<DomainSaveImageGetXmlDescRet> {
        self.call::<procedure::DomainSaveImageGetXmlDesc>(args).await
    }

    /// `DOMAIN_SAVE_IMAGE_DEFINE_XML` (236), `virDomainSaveImageDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_save_image_define_xml(&self, args: &DomainSaveImageDefineXmlArgs) -> Result<()> {
        self.call::<procedure::DomainSaveImageDefineXml>(args).await
    }

    /// `DOMAIN_BLOCK_JOB_ABORT` (237), `virDomainBlockJobAbort`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_job_abort(&self, args: &DomainBlockJobAbortArgs) -> Result<()> {
        self.call::<procedure::DomainBlockJobAbort>(args).await
    }

    /// `DOMAIN_GET_BLOCK_JOB_INFO` (238), `virDomainGetBlockJobInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_block_job_info(
        &self,
        args: &DomainGetBlockJobInfoArgs,
    ) -> Result<DomainGetBlockJobInfoRet> {
        self.call::<procedure::DomainGetBlockJobInfo>(args).await
    }

    /// `DOMAIN_BLOCK_JOB_SET_SPEED` (239), `virDomainBlockJobSetSpeed`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_job_set_speed(&self, args: &DomainBlockJobSetSpeedArgs) -> Result<()> {
        self.call::<procedure::DomainBlockJobSetSpeed>(args).await
    }

    /// `DOMAIN_BLOCK_PULL` (240), `virDomainBlockPull`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_pull(&self, args: &DomainBlockPullArgs) -> Result<()> {
        self.call::<procedure::DomainBlockPull>(args).await
    }

    /// `DOMAIN_BLOCK_STATS_FLAGS` (243), `virDomainBlockStatsFlags`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_stats_flags(
        &self,
        args: &DomainBlockStatsFlagsArgs,
    ) -> Result<DomainBlockStatsFlagsRet> {
        self.call::<procedure::DomainBlockStatsFlags>(args).await
    }

    /// `DOMAIN_RESET` (245), `virDomainReset`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_reset(&self, args: &DomainResetArgs) -> Result<()> {
        self.call::<procedure::DomainReset>(args).await
    }

    /// `DOMAIN_OPEN_GRAPHICS` (249), `virDomainOpenGraphics`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_open_graphics(&self, args: &DomainOpenGraphicsArgs) -> Result<()> {
        self.call::<procedure::DomainOpenGraphics>(args).await
    }

    /// `DOMAIN_BLOCK_RESIZE` (251), `virDomainBlockResize`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_resize(&self, args: &DomainBlockResizeArgs) -> Result<()> {
        self.call::<procedure::DomainBlockResize>(args).await
    }

    /// `DOMAIN_SET_BLOCK_IO_TUNE` (252), `virDomainSetBlockIoTune`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_block_io_tune(&self, args: &DomainSetBlockIoTuneArgs) -> Result<()> {
        self.call::<procedure::DomainSetBlockIoTune>(args).await
    }

    /// `DOMAIN_GET_BLOCK_IO_TUNE` (253), `virDomainGetBlockIoTune`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_block_io_tune(
        &self,
        args: &DomainGetBlockIoTuneArgs,
    ) -> Result<DomainGetBlockIoTuneRet> {
        self.call::<procedure::DomainGetBlockIoTune>(args).await
    }

    /// `DOMAIN_SET_NUMA_PARAMETERS` (254), `virDomainSetNumaParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_numa_parameters(&self, args: &DomainSetNumaParametersArgs) -> Result<()> {
        self.call::<procedure::DomainSetNumaParameters>(args).await
    }

    /// `DOMAIN_GET_NUMA_PARAMETERS` (255), `virDomainGetNumaParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_numa_parameters(
        &self,
        args: &DomainGetNumaParametersArgs,
    ) -> Result<DomainGetNumaParametersRet> {
        self.call::<procedure::DomainGetNumaParameters>(args).await
    }

    /// `DOMAIN_SET_INTERFACE_PARAMETERS` (256), `virDomainSetInterfaceParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_interface_parameters(
        &self,
        args: &DomainSetInterfaceParametersArgs,
    ) -> Result<()> {
        self.call::<procedure::DomainSetInterfaceParameters>(args).await
    }

    /// `DOMAIN_GET_INTERFACE_PARAMETERS` (257), `virDomainGetInterfaceParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_interface_parameters(
        &self,
        args: &DomainGetInterfaceParametersArgs,
    ) -> Result<DomainGetInterfaceParametersRet> {
        self.call::<procedure::DomainGetInterfaceParameters>(args).await
    }

    /// `DOMAIN_SHUTDOWN_FLAGS` (258), `virDomainShutdownFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_shutdown_flags(&self, args: &DomainShutdownFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainShutdownFlags>(args).await
    }

    /// `DOMAIN_PM_SUSPEND_FOR_DURATION` (261), `virDomainPMSuspendForDuration`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_pm_suspend_for_duration(&self, args: &DomainPmSuspendForDurationArgs) -> Result<()> {
        self.call::<procedure::DomainPmSuspendForDuration>(args).await
    }

    /// `DOMAIN_GET_CPU_STATS` (262), `virDomainGetCPUStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_cpu_stats(&self, args: &DomainGetCpuStatsArgs) -> Result<DomainGetCpuStatsRet> {
        self.call::<procedure::DomainGetCpuStats>(args).await
    }

    /// `DOMAIN_GET_DISK_ERRORS` (263), `virDomainGetDiskErrors`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_disk_errors(
        &self,
        args: &DomainGetDiskErrorsArgs,
    ) -> Result<DomainGetDiskErrorsRet> {
        self.call::<procedure::DomainGetDiskErrors>(args).await
    }

    /// `DOMAIN_SET_METADATA` (264), `virDomainSetMetadata`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_metadata(&self, args: &DomainSetMetadataArgs) -> Result<()> {
        self.call::<procedure::DomainSetMetadata>(args).await
    }

    /// `DOMAIN_GET_METADATA` (265), `virDomainGetMetadata`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_metadata(&self, args: &DomainGetMetadataArgs) -> Result<DomainGetMetadataRet> {
        self.call::<procedure::DomainGetMetadata>(args).await
    }

    /// `DOMAIN_BLOCK_REBASE` (266), `virDomainBlockRebase`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_rebase(&self, args: &DomainBlockRebaseArgs) -> Result<()> {
        self.call::<procedure::DomainBlockRebase>(args).await
    }

    /// `DOMAIN_PM_WAKEUP` (267), `virDomainPMWakeup`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_pm_wakeup(&self, args: &DomainPmWakeupArgs) -> Result<()> {
        self.call::<procedure::DomainPmWakeup>(args).await
    }

    /// `DOMAIN_LIST_ALL_SNAPSHOTS` (274), `virDomainListAllSnapshots`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_list_all_snapshots(
        &self,
        args: &DomainListAllSnapshotsArgs,
    ) -> Result<DomainListAllSnapshotsRet> {
        self.call::<procedure::DomainListAllSnapshots>(args).await
    }

    /// `DOMAIN_GET_HOSTNAME` (277), `virDomainGetHostname`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_hostname(&self, args: &DomainGetHostnameArgs) -> Result<DomainGetHostnameRet> {
        self.call::<procedure::DomainGetHostname>(args).await
    }

    /// `DOMAIN_GET_SECURITY_LABEL_LIST` (278), `virDomainGetSecurityLabelList`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_security_label_list(
        &self,
        args: &DomainGetSecurityLabelListArgs,
    ) -> Result<DomainGetSecurityLabelListRet> {
        self.call::<procedure::DomainGetSecurityLabelList>(args).await
    }

    /// `DOMAIN_PIN_EMULATOR` (279), `virDomainPinEmulator`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_pin_emulator(&self, args: &DomainPinEmulatorArgs) -> Result<()> {
        self.call::<procedure::DomainPinEmulator>(args).await
    }

    /// `DOMAIN_GET_EMULATOR_PIN_INFO` (280), `virDomainGetEmulatorPinInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_emulator_pin_info(
        &self,
        args: &DomainGetEmulatorPinInfoArgs,
    ) -> Result<DomainGetEmulatorPinInfoRet> {
        self.call::<procedure::DomainGetEmulatorPinInfo>(args).await
    }

    /// `DOMAIN_BLOCK_COMMIT` (290), `virDomainBlockCommit`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_commit(&self, args: &DomainBlockCommitArgs) -> Result<()> {
        self.call::<procedure::DomainBlockCommit>(args).await
    }

    /// `DOMAIN_FSTRIM` (294), `virDomainFSTrim`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_fstrim(&self, args: &DomainFstrimArgs) -> Result<()> {
        self.call::<procedure::DomainFstrim>(args).await
    }

    /// `DOMAIN_SEND_PROCESS_SIGNAL` (295), `virDomainSendProcessSignal`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_send_process_signal(&self, args: &DomainSendProcessSignalArgs) -> Result<()> {
        self.call::<procedure::DomainSendProcessSignal>(args).await
    }

    /// `DOMAIN_OPEN_CHANNEL` (296), `virDomainOpenChannel`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_open_channel(&self, args: &DomainOpenChannelArgs) -> Result<()> {
        self.call::<procedure::DomainOpenChannel>(args).await
    }

    /// `DOMAIN_GET_JOB_STATS` (298), `virDomainGetJobStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_job_stats(&self, args: &DomainGetJobStatsArgs) -> Result<DomainGetJobStatsRet> {
        self.call::<procedure::DomainGetJobStats>(args).await
    }

    /// `DOMAIN_SET_MEMORY_STATS_PERIOD` (308), `virDomainSetMemoryStatsPeriod`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_memory_stats_period(&self, args: &DomainSetMemoryStatsPeriodArgs) -> Result<()> {
        self.call::<procedure::DomainSetMemoryStatsPeriod>(args).await
    }

    /// `DOMAIN_CREATE_XML_WITH_FILES` (309), `virDomainCreateXMLWithFiles`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_create_xml_with_files(
        &self,
        args: &DomainCreateXmlWithFilesArgs,
    ) -> Result<DomainCreateXmlWithFilesRet> {
        self.call::<procedure::DomainCreateXmlWithFiles>(args).await
    }

    /// `DOMAIN_CREATE_WITH_FILES` (310), `virDomainCreateWithFiles`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_create_with_files(
        &self,
        args: &DomainCreateWithFilesArgs,
    ) -> Result<DomainCreateWithFilesRet> {
        self.call::<procedure::DomainCreateWithFiles>(args).await
    }

    /// `DOMAIN_CORE_DUMP_WITH_FORMAT` (334), `virDomainCoreDumpWithFormat`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_core_dump_with_format(&self, args: &DomainCoreDumpWithFormatArgs) -> Result<()> {
        self.call::<procedure::DomainCoreDumpWithFormat>(args).await
    }

    /// `DOMAIN_FSFREEZE` (335), `virDomainFSFreeze`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_fsfreeze(&self, args: &DomainFsfreezeArgs) -> Result<DomainFsfreezeRet> {
        self.call::<procedure::DomainFsfreeze>(args).await
    }

    /// `DOMAIN_FSTHAW` (336), `virDomainFSThaw`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_fsthaw(&self, args: &DomainFsthawArgs) -> Result<DomainFsthawRet> {
        self.call::<procedure::DomainFsthaw>(args).await
    }

    /// `DOMAIN_GET_TIME` (337), `virDomainGetTime`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_time(&self, args: &DomainGetTimeArgs) -> Result<DomainGetTimeRet> {
        self.call::<procedure::DomainGetTime>(args).await
    }

    /// `DOMAIN_SET_TIME` (338), `virDomainSetTime`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_time(&self, args: &DomainSetTimeArgs) -> Result<()> {
        self.call::<procedure::DomainSetTime>(args).await
    }

    /// `DOMAIN_OPEN_GRAPHICS_FD` (343), `virDomainOpenGraphicsFD`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_open_graphics_fd(&self, args: &DomainOpenGraphicsFdArgs) -> Result<()> {
        self.call::<procedure::DomainOpenGraphicsFd>(args).await
    }

    /// `DOMAIN_BLOCK_COPY` (345), `virDomainBlockCopy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_block_copy(&self, args: &DomainBlockCopyArgs) -> Result<()> {
        self.call::<procedure::DomainBlockCopy>(args).await
    }

    /// `DOMAIN_GET_FSINFO` (349), `virDomainGetFSInfo`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_fsinfo(&self, args: &DomainGetFsinfoArgs) -> Result<DomainGetFsinfoRet> {
        self.call::<procedure::DomainGetFsinfo>(args).await
    }

    /// `DOMAIN_DEFINE_XML_FLAGS` (350), `virDomainDefineXMLFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_define_xml_flags(
        &self,
        args: &DomainDefineXmlFlagsArgs,
    ) -> Result<DomainDefineXmlFlagsRet> {
        self.call::<procedure::DomainDefineXmlFlags>(args).await
    }

    /// `DOMAIN_GET_IOTHREAD_INFO` (351), `virDomainGetIOThreadInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_iothread_info(
        &self,
        args: &DomainGetIothreadInfoArgs,
    ) -> Result<DomainGetIothreadInfoRet> {
        self.call::<procedure::DomainGetIothreadInfo>(args).await
    }

    /// `DOMAIN_PIN_IOTHREAD` (352), `virDomainPinIOThread`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_pin_iothread(&self, args: &DomainPinIothreadArgs) -> Result<()> {
        self.call::<procedure::DomainPinIothread>(args).await
    }

    /// `DOMAIN_INTERFACE_ADDRESSES` (353), `virDomainInterfaceAddresses`. A read-only connection may call it, but for some arguments.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_interface_addresses(
        &self,
        args: &DomainInterfaceAddressesArgs,
    ) -> Result<DomainInterfaceAddressesRet> {
        self.call::<procedure::DomainInterfaceAddresses>(args).await
    }

    /// `DOMAIN_ADD_IOTHREAD` (355), `virDomainAddIOThread`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_add_iothread(&self, args: &DomainAddIothreadArgs) -> Result<()> {
        self.call::<procedure::DomainAddIothread>(args).await
    }

    /// `DOMAIN_DEL_IOTHREAD` (356), `virDomainDelIOThread`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_del_iothread(&self, args: &DomainDelIothreadArgs) -> Result<()> {
        self.call::<procedure::DomainDelIothread>(args).await
    }

    /// `DOMAIN_SET_USER_PASSWORD` (357), `virDomainSetUserPassword`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_user_password(&self, args: &DomainSetUserPasswordArgs) -> Result<()> {
        self.call::<procedure::DomainSetUserPassword>(args).await
    }

    /// `DOMAIN_RENAME` (358), `virDomainRename`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_rename(&self, args: &DomainRenameArgs) -> Result<DomainRenameRet> {
        self.call::<procedure::DomainRename>(args).await
    }

    /// `DOMAIN_GET_PERF_EVENTS` (365), `virDomainGetPerfEvents`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_perf_events(
        &self,
        args: &DomainGetPerfEventsArgs,
    ) -> Result<DomainGetPerfEventsRet> {
        self.call::<procedure::DomainGetPerfEvents>(args).await
    }

    /// `DOMAIN_SET_PERF_EVENTS` (366), `virDomainSetPerfEvents`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_perf_events(&self, args: &DomainSetPerfEventsArgs) -> Result<()> {
        self.call::<procedure::DomainSetPerfEvents>(args).await
    }

    /// `DOMAIN_GET_GUEST_VCPUS` (371), `virDomainGetGuestVcpus`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_guest_vcpus(
        &self,
        args: &DomainGetGuestVcpusArgs,
    ) -> Result<DomainGetGuestVcpusRet> {
        self.call::<procedure::DomainGetGuestVcpus>(args).await
    }

    /// `DOMAIN_SET_GUEST_VCPUS` (372), `virDomainSetGuestVcpus`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_guest_vcpus(&self, args: &DomainSetGuestVcpusArgs) -> Result<()> {
        self.call::<procedure::DomainSetGuestVcpus>(args).await
    }

    /// `DOMAIN_SET_VCPU` (384), `virDomainSetVcpu`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_vcpu(&self, args: &DomainSetVcpuArgs) -> Result<()> {
        self.call::<procedure::DomainSetVcpu>(args).await
    }

    /// `DOMAIN_SET_BLOCK_THRESHOLD` (386), `virDomainSetBlockThreshold`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_block_threshold(&self, args: &DomainSetBlockThresholdArgs) -> Result<()> {
        self.call::<procedure::DomainSetBlockThreshold>(args).await
    }

    /// `DOMAIN_MANAGED_SAVE_GET_XML_DESC` (388), `virDomainManagedSaveGetXMLDesc`. A read-only connection may call it, but for some arguments.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_managed_save_get_xml_desc(
        &self,
        args: &DomainManagedSaveGetXmlDescArgs,
    ) -> Result<DomainManagedSaveGetXmlDescRet> {
        self.call::<procedure::DomainManagedSaveGetXmlDesc>(args).await
    }

    /// `DOMAIN_MANAGED_SAVE_DEFINE_XML` (389), `virDomainManagedSaveDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_managed_save_define_xml(&self, args: &DomainManagedSaveDefineXmlArgs) -> Result<()> {
        self.call::<procedure::DomainManagedSaveDefineXml>(args).await
    }

    /// `DOMAIN_SET_LIFECYCLE_ACTION` (390), `virDomainSetLifecycleAction`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_lifecycle_action(&self, args: &DomainSetLifecycleActionArgs) -> Result<()> {
        self.call::<procedure::DomainSetLifecycleAction>(args).await
    }

    /// `DOMAIN_DETACH_DEVICE_ALIAS` (392), `virDomainDetachDeviceAlias`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_detach_device_alias(&self, args: &DomainDetachDeviceAliasArgs) -> Result<()> {
        self.call::<procedure::DomainDetachDeviceAlias>(args).await
    }

    /// `DOMAIN_GET_LAUNCH_SECURITY_INFO` (396), `virDomainGetLaunchSecurityInfo`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_launch_security_info(
        &self,
        args: &DomainGetLaunchSecurityInfoArgs,
    ) -> Result<DomainGetLaunchSecurityInfoRet> {
        self.call::<procedure::DomainGetLaunchSecurityInfo>(args).await
    }

    /// `DOMAIN_SET_IOTHREAD_PARAMS` (402), `virDomainSetIOThreadParams`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_iothread_params(&self, args: &DomainSetIothreadParamsArgs) -> Result<()> {
        self.call::<procedure::DomainSetIothreadParams>(args).await
    }

    /// `DOMAIN_LIST_ALL_CHECKPOINTS` (413), `virDomainListAllCheckpoints`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_list_all_checkpoints(
        &self,
        args: &DomainListAllCheckpointsArgs,
    ) -> Result<DomainListAllCheckpointsRet> {
        self.call::<procedure::DomainListAllCheckpoints>(args).await
    }

    /// `DOMAIN_GET_GUEST_INFO` (418), `virDomainGetGuestInfo`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_guest_info(
        &self,
        args: &DomainGetGuestInfoArgs,
    ) -> Result<DomainGetGuestInfoRet> {
        self.call::<procedure::DomainGetGuestInfo>(args).await
    }

    /// `DOMAIN_AGENT_SET_RESPONSE_TIMEOUT` (420), `virDomainAgentSetResponseTimeout`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_agent_set_response_timeout(
        &self,
        args: &DomainAgentSetResponseTimeoutArgs,
    ) -> Result<DomainAgentSetResponseTimeoutRet> {
        self.call::<procedure::DomainAgentSetResponseTimeout>(args).await
    }

    /// `DOMAIN_BACKUP_BEGIN` (421), `virDomainBackupBegin`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_backup_begin(&self, args: &DomainBackupBeginArgs) -> Result<()> {
        self.call::<procedure::DomainBackupBegin>(args).await
    }

    /// `DOMAIN_BACKUP_GET_XML_DESC` (422), `virDomainBackupGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_backup_get_xml_desc(
        &self,
        args: &DomainBackupGetXmlDescArgs,
    ) -> Result<DomainBackupGetXmlDescRet> {
        self.call::<procedure::DomainBackupGetXmlDesc>(args).await
    }

    /// `DOMAIN_AUTHORIZED_SSH_KEYS_GET` (424), `virDomainAuthorizedSSHKeysGet`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_authorized_ssh_keys_get(
        &self,
        args: &DomainAuthorizedSshKeysGetArgs,
    ) -> Result<DomainAuthorizedSshKeysGetRet> {
        self.call::<procedure::DomainAuthorizedSshKeysGet>(args).await
    }

    /// `DOMAIN_AUTHORIZED_SSH_KEYS_SET` (425), `virDomainAuthorizedSSHKeysSet`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_authorized_ssh_keys_set(&self, args: &DomainAuthorizedSshKeysSetArgs) -> Result<()> {
        self.call::<procedure::DomainAuthorizedSshKeysSet>(args).await
    }

    /// `DOMAIN_GET_MESSAGES` (426), `virDomainGetMessages`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_messages(&self, args: &DomainGetMessagesArgs) -> Result<DomainGetMessagesRet> {
        self.call::<procedure::DomainGetMessages>(args).await
    }

    /// `DOMAIN_START_DIRTY_RATE_CALC` (427), `virDomainStartDirtyRateCalc`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_start_dirty_rate_calc(&self, args: &DomainStartDirtyRateCalcArgs) -> Result<()> {
        self.call::<procedure::DomainStartDirtyRateCalc>(args).await
    }

    /// `DOMAIN_SET_LAUNCH_SECURITY_STATE` (439), `virDomainSetLaunchSecurityState`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_launch_security_state(
        &self,
        args: &DomainSetLaunchSecurityStateArgs,
    ) -> Result<()> {
        self.call::<procedure::DomainSetLaunchSecurityState>(args).await
    }

    /// `DOMAIN_SAVE_PARAMS` (440), `virDomainSaveParams`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_save_params(&self, args: &DomainSaveParamsArgs) -> Result<()> {
        self.call::<procedure::DomainSaveParams>(args).await
    }

    /// `DOMAIN_RESTORE_PARAMS` (441), `virDomainRestoreParams`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_restore_params(&self, args: &DomainRestoreParamsArgs) -> Result<()> {
        self.call::<procedure::DomainRestoreParams>(args).await
    }

    /// `DOMAIN_ABORT_JOB_FLAGS` (442), `virDomainAbortJobFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_abort_job_flags(&self, args: &DomainAbortJobFlagsArgs) -> Result<()> {
        self.call::<procedure::DomainAbortJobFlags>(args).await
    }

    /// `DOMAIN_FD_ASSOCIATE` (443), `virDomainFDAssociate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_fd_associate(&self, args: &DomainFdAssociateArgs) -> Result<()> {
        self.call::<procedure::DomainFdAssociate>(args).await
    }

    /// `DOMAIN_GRAPHICS_RELOAD` (448), `virDomainGraphicsReload`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_graphics_reload(&self, args: &DomainGraphicsReloadArgs) -> Result<()> {
        self.call::<procedure::DomainGraphicsReload>(args).await
    }

    /// `DOMAIN_GET_AUTOSTART_ONCE` (449), `virDomainGetAutostartOnce`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_get_autostart_once(
        &self,
        args: &DomainGetAutostartOnceArgs,
    ) -> Result<DomainGetAutostartOnceRet> {
        self.call::<procedure::DomainGetAutostartOnce>(args).await
    }

    /// `DOMAIN_SET_AUTOSTART_ONCE` (450), `virDomainSetAutostartOnce`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_autostart_once(&self, args: &DomainSetAutostartOnceArgs) -> Result<()> {
        self.call::<procedure::DomainSetAutostartOnce>(args).await
    }

    /// `DOMAIN_SET_THROTTLE_GROUP` (451), `virDomainSetThrottleGroup`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_set_throttle_group(&self, args: &DomainSetThrottleGroupArgs) -> Result<()> {
        self.call::<procedure::DomainSetThrottleGroup>(args).await
    }

    /// `DOMAIN_DEL_THROTTLE_GROUP` (452), `virDomainDelThrottleGroup`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_del_throttle_group(&self, args: &DomainDelThrottleGroupArgs) -> Result<()> {
        self.call::<procedure::DomainDelThrottleGroup>(args).await
    }
}
