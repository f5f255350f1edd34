// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! From a number to its types.

use crate::generated::{keepalive, lxc, qemu, remote};
use crate::reencode::{Part, event, procedure};
use crate::{Program, WireError};

pub(crate) fn dispatch(
    program: Program,
    number: i32,
    part: Part,
    payload: &[u8],
) -> Result<Option<Vec<u8>>, WireError> {
    match (program, number) {
        (Program::Remote, 1) => procedure::<remote::procedure::ConnectOpen>(part, payload),
        (Program::Remote, 2) => procedure::<remote::procedure::ConnectClose>(part, payload),
        (Program::Remote, 3) => procedure::<remote::procedure::ConnectGetType>(part, payload),
        (Program::Remote, 4) => procedure::<remote::procedure::ConnectGetVersion>(part, payload),
        (Program::Remote, 5) => procedure::<remote::procedure::ConnectGetMaxVcpus>(part, payload),
        (Program::Remote, 6) => procedure::<remote::procedure::NodeGetInfo>(part, payload),
        (Program::Remote, 7) => procedure::<remote::procedure::ConnectGetCapabilities>(part, payload),
        (Program::Remote, 8) => procedure::<remote::procedure::DomainAttachDevice>(part, payload),
        (Program::Remote, 9) => procedure::<remote::procedure::DomainCreate>(part, payload),
        (Program::Remote, 10) => procedure::<remote::procedure::DomainCreateXml>(part, payload),
        (Program::Remote, 11) => procedure::<remote::procedure::DomainDefineXml>(part, payload),
        (Program::Remote, 12) => procedure::<remote::procedure::DomainDestroy>(part, payload),
        (Program::Remote, 13) => procedure::<remote::procedure::DomainDetachDevice>(part, payload),
        (Program::Remote, 14) => procedure::<remote::procedure::DomainGetXmlDesc>(part, payload),
        (Program::Remote, 15) => procedure::<remote::procedure::DomainGetAutostart>(part, payload),
        (Program::Remote, 16) => procedure::<remote::procedure::DomainGetInfo>(part, payload),
        (Program::Remote, 17) => procedure::<remote::procedure::DomainGetMaxMemory>(part, payload),
        (Program::Remote, 18) => procedure::<remote::procedure::DomainGetMaxVcpus>(part, payload),
        (Program::Remote, 19) => procedure::<remote::procedure::DomainGetOsType>(part, payload),
        (Program::Remote, 20) => procedure::<remote::procedure::DomainGetVcpus>(part, payload),
        (Program::Remote, 21) => procedure::<remote::procedure::ConnectListDefinedDomains>(part, payload),
        (Program::Remote, 22) => procedure::<remote::procedure::DomainLookupById>(part, payload),
        (Program::Remote, 23) => procedure::<remote::procedure::DomainLookupByName>(part, payload),
        (Program::Remote, 24) => procedure::<remote::procedure::DomainLookupByUuid>(part, payload),
        (Program::Remote, 25) => procedure::<remote::procedure::ConnectNumOfDefinedDomains>(part, payload),
        (Program::Remote, 26) => procedure::<remote::procedure::DomainPinVcpu>(part, payload),
        (Program::Remote, 27) => procedure::<remote::procedure::DomainReboot>(part, payload),
        (Program::Remote, 28) => procedure::<remote::procedure::DomainResume>(part, payload),
        (Program::Remote, 29) => procedure::<remote::procedure::DomainSetAutostart>(part, payload),
        (Program::Remote, 30) => procedure::<remote::procedure::DomainSetMaxMemory>(part, payload),
        (Program::Remote, 31) => procedure::<remote::procedure::DomainSetMemory>(part, payload),
        (Program::Remote, 32) => procedure::<remote::procedure::DomainSetVcpus>(part, payload),
        (Program::Remote, 33) => procedure::<remote::procedure::DomainShutdown>(part, payload),
        (Program::Remote, 34) => procedure::<remote::procedure::DomainSuspend>(part, payload),
        (Program::Remote, 35) => procedure::<remote::procedure::DomainUndefine>(part, payload),
        (Program::Remote, 36) => procedure::<remote::procedure::ConnectListDefinedNetworks>(part, payload),
        (Program::Remote, 37) => procedure::<remote::procedure::ConnectListDomains>(part, payload),
        (Program::Remote, 38) => procedure::<remote::procedure::ConnectListNetworks>(part, payload),
        (Program::Remote, 39) => procedure::<remote::procedure::NetworkCreate>(part, payload),
        (Program::Remote, 40) => procedure::<remote::procedure::NetworkCreateXml>(part, payload),
        (Program::Remote, 41) => procedure::<remote::procedure::NetworkDefineXml>(part, payload),
        (Program::Remote, 42) => procedure::<remote::procedure::NetworkDestroy>(part, payload),
        (Program::Remote, 43) => procedure::<remote::procedure::NetworkGetXmlDesc>(part, payload),
        (Program::Remote, 44) => procedure::<remote::procedure::NetworkGetAutostart>(part, payload),
        (Program::Remote, 45) => procedure::<remote::procedure::NetworkGetBridgeName>(part, payload),
        (Program::Remote, 46) => procedure::<remote::procedure::NetworkLookupByName>(part, payload),
        (Program::Remote, 47) => procedure::<remote::procedure::NetworkLookupByUuid>(part, payload),
        (Program::Remote, 48) => procedure::<remote::procedure::NetworkSetAutostart>(part, payload),
        (Program::Remote, 49) => procedure::<remote::procedure::NetworkUndefine>(part, payload),
        (Program::Remote, 50) => procedure::<remote::procedure::ConnectNumOfDefinedNetworks>(part, payload),
        (Program::Remote, 51) => procedure::<remote::procedure::ConnectNumOfDomains>(part, payload),
        (Program::Remote, 52) => procedure::<remote::procedure::ConnectNumOfNetworks>(part, payload),
        (Program::Remote, 53) => procedure::<remote::procedure::DomainCoreDump>(part, payload),
        (Program::Remote, 54) => procedure::<remote::procedure::DomainRestore>(part, payload),
        (Program::Remote, 55) => procedure::<remote::procedure::DomainSave>(part, payload),
        (Program::Remote, 56) => procedure::<remote::procedure::DomainGetSchedulerType>(part, payload),
        (Program::Remote, 57) => procedure::<remote::procedure::DomainGetSchedulerParameters>(part, payload),
        (Program::Remote, 58) => procedure::<remote::procedure::DomainSetSchedulerParameters>(part, payload),
        (Program::Remote, 59) => procedure::<remote::procedure::ConnectGetHostname>(part, payload),
        (Program::Remote, 60) => procedure::<remote::procedure::ConnectSupportsFeature>(part, payload),
        (Program::Remote, 61) => procedure::<remote::procedure::DomainMigratePrepare>(part, payload),
        (Program::Remote, 62) => procedure::<remote::procedure::DomainMigratePerform>(part, payload),
        (Program::Remote, 63) => procedure::<remote::procedure::DomainMigrateFinish>(part, payload),
        (Program::Remote, 64) => procedure::<remote::procedure::DomainBlockStats>(part, payload),
        (Program::Remote, 65) => procedure::<remote::procedure::DomainInterfaceStats>(part, payload),
        (Program::Remote, 66) => procedure::<remote::procedure::AuthList>(part, payload),
        (Program::Remote, 67) => procedure::<remote::procedure::AuthSaslInit>(part, payload),
        (Program::Remote, 68) => procedure::<remote::procedure::AuthSaslStart>(part, payload),
        (Program::Remote, 69) => procedure::<remote::procedure::AuthSaslStep>(part, payload),
        (Program::Remote, 70) => procedure::<remote::procedure::AuthPolkit>(part, payload),
        (Program::Remote, 71) => procedure::<remote::procedure::ConnectNumOfStoragePools>(part, payload),
        (Program::Remote, 72) => procedure::<remote::procedure::ConnectListStoragePools>(part, payload),
        (Program::Remote, 73) => {
            procedure::<remote::procedure::ConnectNumOfDefinedStoragePools>(part, payload)
        }
        (Program::Remote, 74) => {
            procedure::<remote::procedure::ConnectListDefinedStoragePools>(part, payload)
        }
        (Program::Remote, 75) => procedure::<remote::procedure::ConnectFindStoragePoolSources>(part, payload),
        (Program::Remote, 76) => procedure::<remote::procedure::StoragePoolCreateXml>(part, payload),
        (Program::Remote, 77) => procedure::<remote::procedure::StoragePoolDefineXml>(part, payload),
        (Program::Remote, 78) => procedure::<remote::procedure::StoragePoolCreate>(part, payload),
        (Program::Remote, 79) => procedure::<remote::procedure::StoragePoolBuild>(part, payload),
        (Program::Remote, 80) => procedure::<remote::procedure::StoragePoolDestroy>(part, payload),
        (Program::Remote, 81) => procedure::<remote::procedure::StoragePoolDelete>(part, payload),
        (Program::Remote, 82) => procedure::<remote::procedure::StoragePoolUndefine>(part, payload),
        (Program::Remote, 83) => procedure::<remote::procedure::StoragePoolRefresh>(part, payload),
        (Program::Remote, 84) => procedure::<remote::procedure::StoragePoolLookupByName>(part, payload),
        (Program::Remote, 85) => procedure::<remote::procedure::StoragePoolLookupByUuid>(part, payload),
        (Program::Remote, 86) => procedure::<remote::procedure::StoragePoolLookupByVolume>(part, payload),
        (Program::Remote, 87) => procedure::<remote::procedure::StoragePoolGetInfo>(part, payload),
        (Program::Remote, 88) => procedure::<remote::procedure::StoragePoolGetXmlDesc>(part, payload),
        (Program::Remote, 89) => procedure::<remote::procedure::StoragePoolGetAutostart>(part, payload),
        (Program::Remote, 90) => procedure::<remote::procedure::StoragePoolSetAutostart>(part, payload),
        (Program::Remote, 91) => procedure::<remote::procedure::StoragePoolNumOfVolumes>(part, payload),
        (Program::Remote, 92) => procedure::<remote::procedure::StoragePoolListVolumes>(part, payload),
        (Program::Remote, 93) => procedure::<remote::procedure::StorageVolCreateXml>(part, payload),
        (Program::Remote, 94) => procedure::<remote::procedure::StorageVolDelete>(part, payload),
        (Program::Remote, 95) => procedure::<remote::procedure::StorageVolLookupByName>(part, payload),
        (Program::Remote, 96) => procedure::<remote::procedure::StorageVolLookupByKey>(part, payload),
        (Program::Remote, 97) => procedure::<remote::procedure::StorageVolLookupByPath>(part, payload),
        (Program::Remote, 98) => procedure::<remote::procedure::StorageVolGetInfo>(part, payload),
        (Program::Remote, 99) => procedure::<remote::procedure::StorageVolGetXmlDesc>(part, payload),
        (Program::Remote, 100) => procedure::<remote::procedure::StorageVolGetPath>(part, payload),
        (Program::Remote, 101) => procedure::<remote::procedure::NodeGetCellsFreeMemory>(part, payload),
        (Program::Remote, 102) => procedure::<remote::procedure::NodeGetFreeMemory>(part, payload),
        (Program::Remote, 103) => procedure::<remote::procedure::DomainBlockPeek>(part, payload),
        (Program::Remote, 104) => procedure::<remote::procedure::DomainMemoryPeek>(part, payload),
        (Program::Remote, 105) => procedure::<remote::procedure::ConnectDomainEventRegister>(part, payload),
        (Program::Remote, 106) => procedure::<remote::procedure::ConnectDomainEventDeregister>(part, payload),
        (Program::Remote, 107) => event::<remote::event::DomainEventLifecycle>(part, payload),
        (Program::Remote, 108) => procedure::<remote::procedure::DomainMigratePrepare2>(part, payload),
        (Program::Remote, 109) => procedure::<remote::procedure::DomainMigrateFinish2>(part, payload),
        (Program::Remote, 110) => procedure::<remote::procedure::ConnectGetUri>(part, payload),
        (Program::Remote, 111) => procedure::<remote::procedure::NodeNumOfDevices>(part, payload),
        (Program::Remote, 112) => procedure::<remote::procedure::NodeListDevices>(part, payload),
        (Program::Remote, 113) => procedure::<remote::procedure::NodeDeviceLookupByName>(part, payload),
        (Program::Remote, 114) => procedure::<remote::procedure::NodeDeviceGetXmlDesc>(part, payload),
        (Program::Remote, 115) => procedure::<remote::procedure::NodeDeviceGetParent>(part, payload),
        (Program::Remote, 116) => procedure::<remote::procedure::NodeDeviceNumOfCaps>(part, payload),
        (Program::Remote, 117) => procedure::<remote::procedure::NodeDeviceListCaps>(part, payload),
        (Program::Remote, 118) => procedure::<remote::procedure::NodeDeviceDettach>(part, payload),
        (Program::Remote, 119) => procedure::<remote::procedure::NodeDeviceReAttach>(part, payload),
        (Program::Remote, 120) => procedure::<remote::procedure::NodeDeviceReset>(part, payload),
        (Program::Remote, 121) => procedure::<remote::procedure::DomainGetSecurityLabel>(part, payload),
        (Program::Remote, 122) => procedure::<remote::procedure::NodeGetSecurityModel>(part, payload),
        (Program::Remote, 123) => procedure::<remote::procedure::NodeDeviceCreateXml>(part, payload),
        (Program::Remote, 124) => procedure::<remote::procedure::NodeDeviceDestroy>(part, payload),
        (Program::Remote, 125) => procedure::<remote::procedure::StorageVolCreateXmlFrom>(part, payload),
        (Program::Remote, 126) => procedure::<remote::procedure::ConnectNumOfInterfaces>(part, payload),
        (Program::Remote, 127) => procedure::<remote::procedure::ConnectListInterfaces>(part, payload),
        (Program::Remote, 128) => procedure::<remote::procedure::InterfaceLookupByName>(part, payload),
        (Program::Remote, 129) => procedure::<remote::procedure::InterfaceLookupByMacString>(part, payload),
        (Program::Remote, 130) => procedure::<remote::procedure::InterfaceGetXmlDesc>(part, payload),
        (Program::Remote, 131) => procedure::<remote::procedure::InterfaceDefineXml>(part, payload),
        (Program::Remote, 132) => procedure::<remote::procedure::InterfaceUndefine>(part, payload),
        (Program::Remote, 133) => procedure::<remote::procedure::InterfaceCreate>(part, payload),
        (Program::Remote, 134) => procedure::<remote::procedure::InterfaceDestroy>(part, payload),
        (Program::Remote, 135) => procedure::<remote::procedure::ConnectDomainXmlFromNative>(part, payload),
        (Program::Remote, 136) => procedure::<remote::procedure::ConnectDomainXmlToNative>(part, payload),
        (Program::Remote, 137) => {
            procedure::<remote::procedure::ConnectNumOfDefinedInterfaces>(part, payload)
        }
        (Program::Remote, 138) => procedure::<remote::procedure::ConnectListDefinedInterfaces>(part, payload),
        (Program::Remote, 139) => procedure::<remote::procedure::ConnectNumOfSecrets>(part, payload),
        (Program::Remote, 140) => procedure::<remote::procedure::ConnectListSecrets>(part, payload),
        (Program::Remote, 141) => procedure::<remote::procedure::SecretLookupByUuid>(part, payload),
        (Program::Remote, 142) => procedure::<remote::procedure::SecretDefineXml>(part, payload),
        (Program::Remote, 143) => procedure::<remote::procedure::SecretGetXmlDesc>(part, payload),
        (Program::Remote, 144) => procedure::<remote::procedure::SecretSetValue>(part, payload),
        (Program::Remote, 145) => procedure::<remote::procedure::SecretGetValue>(part, payload),
        (Program::Remote, 146) => procedure::<remote::procedure::SecretUndefine>(part, payload),
        (Program::Remote, 147) => procedure::<remote::procedure::SecretLookupByUsage>(part, payload),
        (Program::Remote, 148) => procedure::<remote::procedure::DomainMigratePrepareTunnel>(part, payload),
        (Program::Remote, 149) => procedure::<remote::procedure::ConnectIsSecure>(part, payload),
        (Program::Remote, 150) => procedure::<remote::procedure::DomainIsActive>(part, payload),
        (Program::Remote, 151) => procedure::<remote::procedure::DomainIsPersistent>(part, payload),
        (Program::Remote, 152) => procedure::<remote::procedure::NetworkIsActive>(part, payload),
        (Program::Remote, 153) => procedure::<remote::procedure::NetworkIsPersistent>(part, payload),
        (Program::Remote, 154) => procedure::<remote::procedure::StoragePoolIsActive>(part, payload),
        (Program::Remote, 155) => procedure::<remote::procedure::StoragePoolIsPersistent>(part, payload),
        (Program::Remote, 156) => procedure::<remote::procedure::InterfaceIsActive>(part, payload),
        (Program::Remote, 157) => procedure::<remote::procedure::ConnectGetLibVersion>(part, payload),
        (Program::Remote, 158) => procedure::<remote::procedure::ConnectCompareCpu>(part, payload),
        (Program::Remote, 159) => procedure::<remote::procedure::DomainMemoryStats>(part, payload),
        (Program::Remote, 160) => procedure::<remote::procedure::DomainAttachDeviceFlags>(part, payload),
        (Program::Remote, 161) => procedure::<remote::procedure::DomainDetachDeviceFlags>(part, payload),
        (Program::Remote, 162) => procedure::<remote::procedure::ConnectBaselineCpu>(part, payload),
        (Program::Remote, 163) => procedure::<remote::procedure::DomainGetJobInfo>(part, payload),
        (Program::Remote, 164) => procedure::<remote::procedure::DomainAbortJob>(part, payload),
        (Program::Remote, 165) => procedure::<remote::procedure::StorageVolWipe>(part, payload),
        (Program::Remote, 166) => procedure::<remote::procedure::DomainMigrateSetMaxDowntime>(part, payload),
        (Program::Remote, 167) => {
            procedure::<remote::procedure::ConnectDomainEventRegisterAny>(part, payload)
        }
        (Program::Remote, 168) => {
            procedure::<remote::procedure::ConnectDomainEventDeregisterAny>(part, payload)
        }
        (Program::Remote, 169) => event::<remote::event::DomainEventReboot>(part, payload),
        (Program::Remote, 170) => event::<remote::event::DomainEventRtcChange>(part, payload),
        (Program::Remote, 171) => event::<remote::event::DomainEventWatchdog>(part, payload),
        (Program::Remote, 172) => event::<remote::event::DomainEventIoError>(part, payload),
        (Program::Remote, 173) => event::<remote::event::DomainEventGraphics>(part, payload),
        (Program::Remote, 174) => procedure::<remote::procedure::DomainUpdateDeviceFlags>(part, payload),
        (Program::Remote, 175) => procedure::<remote::procedure::NwfilterLookupByName>(part, payload),
        (Program::Remote, 176) => procedure::<remote::procedure::NwfilterLookupByUuid>(part, payload),
        (Program::Remote, 177) => procedure::<remote::procedure::NwfilterGetXmlDesc>(part, payload),
        (Program::Remote, 178) => procedure::<remote::procedure::ConnectNumOfNwfilters>(part, payload),
        (Program::Remote, 179) => procedure::<remote::procedure::ConnectListNwfilters>(part, payload),
        (Program::Remote, 180) => procedure::<remote::procedure::NwfilterDefineXml>(part, payload),
        (Program::Remote, 181) => procedure::<remote::procedure::NwfilterUndefine>(part, payload),
        (Program::Remote, 182) => procedure::<remote::procedure::DomainManagedSave>(part, payload),
        (Program::Remote, 183) => procedure::<remote::procedure::DomainHasManagedSaveImage>(part, payload),
        (Program::Remote, 184) => procedure::<remote::procedure::DomainManagedSaveRemove>(part, payload),
        (Program::Remote, 185) => procedure::<remote::procedure::DomainSnapshotCreateXml>(part, payload),
        (Program::Remote, 186) => procedure::<remote::procedure::DomainSnapshotGetXmlDesc>(part, payload),
        (Program::Remote, 187) => procedure::<remote::procedure::DomainSnapshotNum>(part, payload),
        (Program::Remote, 188) => procedure::<remote::procedure::DomainSnapshotListNames>(part, payload),
        (Program::Remote, 189) => procedure::<remote::procedure::DomainSnapshotLookupByName>(part, payload),
        (Program::Remote, 190) => procedure::<remote::procedure::DomainHasCurrentSnapshot>(part, payload),
        (Program::Remote, 191) => procedure::<remote::procedure::DomainSnapshotCurrent>(part, payload),
        (Program::Remote, 192) => procedure::<remote::procedure::DomainRevertToSnapshot>(part, payload),
        (Program::Remote, 193) => procedure::<remote::procedure::DomainSnapshotDelete>(part, payload),
        (Program::Remote, 194) => procedure::<remote::procedure::DomainGetBlockInfo>(part, payload),
        (Program::Remote, 195) => event::<remote::event::DomainEventIoErrorReason>(part, payload),
        (Program::Remote, 196) => procedure::<remote::procedure::DomainCreateWithFlags>(part, payload),
        (Program::Remote, 197) => procedure::<remote::procedure::DomainSetMemoryParameters>(part, payload),
        (Program::Remote, 198) => procedure::<remote::procedure::DomainGetMemoryParameters>(part, payload),
        (Program::Remote, 199) => procedure::<remote::procedure::DomainSetVcpusFlags>(part, payload),
        (Program::Remote, 200) => procedure::<remote::procedure::DomainGetVcpusFlags>(part, payload),
        (Program::Remote, 201) => procedure::<remote::procedure::DomainOpenConsole>(part, payload),
        (Program::Remote, 202) => procedure::<remote::procedure::DomainIsUpdated>(part, payload),
        (Program::Remote, 203) => procedure::<remote::procedure::ConnectGetSysinfo>(part, payload),
        (Program::Remote, 204) => procedure::<remote::procedure::DomainSetMemoryFlags>(part, payload),
        (Program::Remote, 205) => procedure::<remote::procedure::DomainSetBlkioParameters>(part, payload),
        (Program::Remote, 206) => procedure::<remote::procedure::DomainGetBlkioParameters>(part, payload),
        (Program::Remote, 207) => procedure::<remote::procedure::DomainMigrateSetMaxSpeed>(part, payload),
        (Program::Remote, 208) => procedure::<remote::procedure::StorageVolUpload>(part, payload),
        (Program::Remote, 209) => procedure::<remote::procedure::StorageVolDownload>(part, payload),
        (Program::Remote, 210) => procedure::<remote::procedure::DomainInjectNmi>(part, payload),
        (Program::Remote, 211) => procedure::<remote::procedure::DomainScreenshot>(part, payload),
        (Program::Remote, 212) => procedure::<remote::procedure::DomainGetState>(part, payload),
        (Program::Remote, 213) => procedure::<remote::procedure::DomainMigrateBegin3>(part, payload),
        (Program::Remote, 214) => procedure::<remote::procedure::DomainMigratePrepare3>(part, payload),
        (Program::Remote, 215) => procedure::<remote::procedure::DomainMigratePrepareTunnel3>(part, payload),
        (Program::Remote, 216) => procedure::<remote::procedure::DomainMigratePerform3>(part, payload),
        (Program::Remote, 217) => procedure::<remote::procedure::DomainMigrateFinish3>(part, payload),
        (Program::Remote, 218) => procedure::<remote::procedure::DomainMigrateConfirm3>(part, payload),
        (Program::Remote, 219) => {
            procedure::<remote::procedure::DomainSetSchedulerParametersFlags>(part, payload)
        }
        (Program::Remote, 220) => procedure::<remote::procedure::InterfaceChangeBegin>(part, payload),
        (Program::Remote, 221) => procedure::<remote::procedure::InterfaceChangeCommit>(part, payload),
        (Program::Remote, 222) => procedure::<remote::procedure::InterfaceChangeRollback>(part, payload),
        (Program::Remote, 223) => {
            procedure::<remote::procedure::DomainGetSchedulerParametersFlags>(part, payload)
        }
        (Program::Remote, 224) => event::<remote::event::DomainEventControlError>(part, payload),
        (Program::Remote, 225) => procedure::<remote::procedure::DomainPinVcpuFlags>(part, payload),
        (Program::Remote, 226) => procedure::<remote::procedure::DomainSendKey>(part, payload),
        (Program::Remote, 227) => procedure::<remote::procedure::NodeGetCpuStats>(part, payload),
        (Program::Remote, 228) => procedure::<remote::procedure::NodeGetMemoryStats>(part, payload),
        (Program::Remote, 229) => procedure::<remote::procedure::DomainGetControlInfo>(part, payload),
        (Program::Remote, 230) => procedure::<remote::procedure::DomainGetVcpuPinInfo>(part, payload),
        (Program::Remote, 231) => procedure::<remote::procedure::DomainUndefineFlags>(part, payload),
        (Program::Remote, 232) => procedure::<remote::procedure::DomainSaveFlags>(part, payload),
        (Program::Remote, 233) => procedure::<remote::procedure::DomainRestoreFlags>(part, payload),
        (Program::Remote, 234) => procedure::<remote::procedure::DomainDestroyFlags>(part, payload),
        (Program::Remote, 235) => procedure::<remote::procedure::DomainSaveImageGetXmlDesc>(part, payload),
        (Program::Remote, 236) => procedure::<remote::procedure::DomainSaveImageDefineXml>(part, payload),
        (Program::Remote, 237) => procedure::<remote::procedure::DomainBlockJobAbort>(part, payload),
        (Program::Remote, 238) => procedure::<remote::procedure::DomainGetBlockJobInfo>(part, payload),
        (Program::Remote, 239) => procedure::<remote::procedure::DomainBlockJobSetSpeed>(part, payload),
        (Program::Remote, 240) => procedure::<remote::procedure::DomainBlockPull>(part, payload),
        (Program::Remote, 241) => event::<remote::event::DomainEventBlockJob>(part, payload),
        (Program::Remote, 242) => procedure::<remote::procedure::DomainMigrateGetMaxSpeed>(part, payload),
        (Program::Remote, 243) => procedure::<remote::procedure::DomainBlockStatsFlags>(part, payload),
        (Program::Remote, 244) => procedure::<remote::procedure::DomainSnapshotGetParent>(part, payload),
        (Program::Remote, 245) => procedure::<remote::procedure::DomainReset>(part, payload),
        (Program::Remote, 246) => procedure::<remote::procedure::DomainSnapshotNumChildren>(part, payload),
        (Program::Remote, 247) => {
            procedure::<remote::procedure::DomainSnapshotListChildrenNames>(part, payload)
        }
        (Program::Remote, 248) => event::<remote::event::DomainEventDiskChange>(part, payload),
        (Program::Remote, 249) => procedure::<remote::procedure::DomainOpenGraphics>(part, payload),
        (Program::Remote, 250) => procedure::<remote::procedure::NodeSuspendForDuration>(part, payload),
        (Program::Remote, 251) => procedure::<remote::procedure::DomainBlockResize>(part, payload),
        (Program::Remote, 252) => procedure::<remote::procedure::DomainSetBlockIoTune>(part, payload),
        (Program::Remote, 253) => procedure::<remote::procedure::DomainGetBlockIoTune>(part, payload),
        (Program::Remote, 254) => procedure::<remote::procedure::DomainSetNumaParameters>(part, payload),
        (Program::Remote, 255) => procedure::<remote::procedure::DomainGetNumaParameters>(part, payload),
        (Program::Remote, 256) => procedure::<remote::procedure::DomainSetInterfaceParameters>(part, payload),
        (Program::Remote, 257) => procedure::<remote::procedure::DomainGetInterfaceParameters>(part, payload),
        (Program::Remote, 258) => procedure::<remote::procedure::DomainShutdownFlags>(part, payload),
        (Program::Remote, 259) => procedure::<remote::procedure::StorageVolWipePattern>(part, payload),
        (Program::Remote, 260) => procedure::<remote::procedure::StorageVolResize>(part, payload),
        (Program::Remote, 261) => procedure::<remote::procedure::DomainPmSuspendForDuration>(part, payload),
        (Program::Remote, 262) => procedure::<remote::procedure::DomainGetCpuStats>(part, payload),
        (Program::Remote, 263) => procedure::<remote::procedure::DomainGetDiskErrors>(part, payload),
        (Program::Remote, 264) => procedure::<remote::procedure::DomainSetMetadata>(part, payload),
        (Program::Remote, 265) => procedure::<remote::procedure::DomainGetMetadata>(part, payload),
        (Program::Remote, 266) => procedure::<remote::procedure::DomainBlockRebase>(part, payload),
        (Program::Remote, 267) => procedure::<remote::procedure::DomainPmWakeup>(part, payload),
        (Program::Remote, 268) => event::<remote::event::DomainEventTrayChange>(part, payload),
        (Program::Remote, 269) => event::<remote::event::DomainEventPmwakeup>(part, payload),
        (Program::Remote, 270) => event::<remote::event::DomainEventPmsuspend>(part, payload),
        (Program::Remote, 271) => procedure::<remote::procedure::DomainSnapshotIsCurrent>(part, payload),
        (Program::Remote, 272) => procedure::<remote::procedure::DomainSnapshotHasMetadata>(part, payload),
        (Program::Remote, 273) => procedure::<remote::procedure::ConnectListAllDomains>(part, payload),
        (Program::Remote, 274) => procedure::<remote::procedure::DomainListAllSnapshots>(part, payload),
        (Program::Remote, 275) => {
            procedure::<remote::procedure::DomainSnapshotListAllChildren>(part, payload)
        }
        (Program::Remote, 276) => event::<remote::event::DomainEventBalloonChange>(part, payload),
        (Program::Remote, 277) => procedure::<remote::procedure::DomainGetHostname>(part, payload),
        (Program::Remote, 278) => procedure::<remote::procedure::DomainGetSecurityLabelList>(part, payload),
        (Program::Remote, 279) => procedure::<remote::procedure::DomainPinEmulator>(part, payload),
        (Program::Remote, 280) => procedure::<remote::procedure::DomainGetEmulatorPinInfo>(part, payload),
        (Program::Remote, 281) => procedure::<remote::procedure::ConnectListAllStoragePools>(part, payload),
        (Program::Remote, 282) => procedure::<remote::procedure::StoragePoolListAllVolumes>(part, payload),
        (Program::Remote, 283) => procedure::<remote::procedure::ConnectListAllNetworks>(part, payload),
        (Program::Remote, 284) => procedure::<remote::procedure::ConnectListAllInterfaces>(part, payload),
        (Program::Remote, 285) => procedure::<remote::procedure::ConnectListAllNodeDevices>(part, payload),
        (Program::Remote, 286) => procedure::<remote::procedure::ConnectListAllNwfilters>(part, payload),
        (Program::Remote, 287) => procedure::<remote::procedure::ConnectListAllSecrets>(part, payload),
        (Program::Remote, 288) => procedure::<remote::procedure::NodeSetMemoryParameters>(part, payload),
        (Program::Remote, 289) => procedure::<remote::procedure::NodeGetMemoryParameters>(part, payload),
        (Program::Remote, 290) => procedure::<remote::procedure::DomainBlockCommit>(part, payload),
        (Program::Remote, 291) => procedure::<remote::procedure::NetworkUpdate>(part, payload),
        (Program::Remote, 292) => event::<remote::event::DomainEventPmsuspendDisk>(part, payload),
        (Program::Remote, 293) => procedure::<remote::procedure::NodeGetCpuMap>(part, payload),
        (Program::Remote, 294) => procedure::<remote::procedure::DomainFstrim>(part, payload),
        (Program::Remote, 295) => procedure::<remote::procedure::DomainSendProcessSignal>(part, payload),
        (Program::Remote, 296) => procedure::<remote::procedure::DomainOpenChannel>(part, payload),
        (Program::Remote, 297) => {
            procedure::<remote::procedure::NodeDeviceLookupScsiHostByWwn>(part, payload)
        }
        (Program::Remote, 298) => procedure::<remote::procedure::DomainGetJobStats>(part, payload),
        (Program::Remote, 299) => {
            procedure::<remote::procedure::DomainMigrateGetCompressionCache>(part, payload)
        }
        (Program::Remote, 300) => {
            procedure::<remote::procedure::DomainMigrateSetCompressionCache>(part, payload)
        }
        (Program::Remote, 301) => procedure::<remote::procedure::NodeDeviceDetachFlags>(part, payload),
        (Program::Remote, 302) => procedure::<remote::procedure::DomainMigrateBegin3Params>(part, payload),
        (Program::Remote, 303) => procedure::<remote::procedure::DomainMigratePrepare3Params>(part, payload),
        (Program::Remote, 304) => {
            procedure::<remote::procedure::DomainMigratePrepareTunnel3Params>(part, payload)
        }
        (Program::Remote, 305) => procedure::<remote::procedure::DomainMigratePerform3Params>(part, payload),
        (Program::Remote, 306) => procedure::<remote::procedure::DomainMigrateFinish3Params>(part, payload),
        (Program::Remote, 307) => procedure::<remote::procedure::DomainMigrateConfirm3Params>(part, payload),
        (Program::Remote, 308) => procedure::<remote::procedure::DomainSetMemoryStatsPeriod>(part, payload),
        (Program::Remote, 309) => procedure::<remote::procedure::DomainCreateXmlWithFiles>(part, payload),
        (Program::Remote, 310) => procedure::<remote::procedure::DomainCreateWithFiles>(part, payload),
        (Program::Remote, 311) => event::<remote::event::DomainEventDeviceRemoved>(part, payload),
        (Program::Remote, 312) => procedure::<remote::procedure::ConnectGetCpuModelNames>(part, payload),
        (Program::Remote, 313) => {
            procedure::<remote::procedure::ConnectNetworkEventRegisterAny>(part, payload)
        }
        (Program::Remote, 314) => {
            procedure::<remote::procedure::ConnectNetworkEventDeregisterAny>(part, payload)
        }
        (Program::Remote, 315) => event::<remote::event::NetworkEventLifecycle>(part, payload),
        (Program::Remote, 316) => {
            procedure::<remote::procedure::ConnectDomainEventCallbackRegisterAny>(part, payload)
        }
        (Program::Remote, 317) => {
            procedure::<remote::procedure::ConnectDomainEventCallbackDeregisterAny>(part, payload)
        }
        (Program::Remote, 318) => event::<remote::event::DomainEventCallbackLifecycle>(part, payload),
        (Program::Remote, 319) => event::<remote::event::DomainEventCallbackReboot>(part, payload),
        (Program::Remote, 320) => event::<remote::event::DomainEventCallbackRtcChange>(part, payload),
        (Program::Remote, 321) => event::<remote::event::DomainEventCallbackWatchdog>(part, payload),
        (Program::Remote, 322) => event::<remote::event::DomainEventCallbackIoError>(part, payload),
        (Program::Remote, 323) => event::<remote::event::DomainEventCallbackGraphics>(part, payload),
        (Program::Remote, 324) => event::<remote::event::DomainEventCallbackIoErrorReason>(part, payload),
        (Program::Remote, 325) => event::<remote::event::DomainEventCallbackControlError>(part, payload),
        (Program::Remote, 326) => event::<remote::event::DomainEventCallbackBlockJob>(part, payload),
        (Program::Remote, 327) => event::<remote::event::DomainEventCallbackDiskChange>(part, payload),
        (Program::Remote, 328) => event::<remote::event::DomainEventCallbackTrayChange>(part, payload),
        (Program::Remote, 329) => event::<remote::event::DomainEventCallbackPmwakeup>(part, payload),
        (Program::Remote, 330) => event::<remote::event::DomainEventCallbackPmsuspend>(part, payload),
        (Program::Remote, 331) => event::<remote::event::DomainEventCallbackBalloonChange>(part, payload),
        (Program::Remote, 332) => event::<remote::event::DomainEventCallbackPmsuspendDisk>(part, payload),
        (Program::Remote, 333) => event::<remote::event::DomainEventCallbackDeviceRemoved>(part, payload),
        (Program::Remote, 334) => procedure::<remote::procedure::DomainCoreDumpWithFormat>(part, payload),
        (Program::Remote, 335) => procedure::<remote::procedure::DomainFsfreeze>(part, payload),
        (Program::Remote, 336) => procedure::<remote::procedure::DomainFsthaw>(part, payload),
        (Program::Remote, 337) => procedure::<remote::procedure::DomainGetTime>(part, payload),
        (Program::Remote, 338) => procedure::<remote::procedure::DomainSetTime>(part, payload),
        (Program::Remote, 339) => event::<remote::event::DomainEventBlockJob2>(part, payload),
        (Program::Remote, 340) => procedure::<remote::procedure::NodeGetFreePages>(part, payload),
        (Program::Remote, 341) => procedure::<remote::procedure::NetworkGetDhcpLeases>(part, payload),
        (Program::Remote, 342) => procedure::<remote::procedure::ConnectGetDomainCapabilities>(part, payload),
        (Program::Remote, 343) => procedure::<remote::procedure::DomainOpenGraphicsFd>(part, payload),
        (Program::Remote, 344) => procedure::<remote::procedure::ConnectGetAllDomainStats>(part, payload),
        (Program::Remote, 345) => procedure::<remote::procedure::DomainBlockCopy>(part, payload),
        (Program::Remote, 346) => event::<remote::event::DomainEventCallbackTunable>(part, payload),
        (Program::Remote, 347) => procedure::<remote::procedure::NodeAllocPages>(part, payload),
        (Program::Remote, 348) => event::<remote::event::DomainEventCallbackAgentLifecycle>(part, payload),
        (Program::Remote, 349) => procedure::<remote::procedure::DomainGetFsinfo>(part, payload),
        (Program::Remote, 350) => procedure::<remote::procedure::DomainDefineXmlFlags>(part, payload),
        (Program::Remote, 351) => procedure::<remote::procedure::DomainGetIothreadInfo>(part, payload),
        (Program::Remote, 352) => procedure::<remote::procedure::DomainPinIothread>(part, payload),
        (Program::Remote, 353) => procedure::<remote::procedure::DomainInterfaceAddresses>(part, payload),
        (Program::Remote, 354) => event::<remote::event::DomainEventCallbackDeviceAdded>(part, payload),
        (Program::Remote, 355) => procedure::<remote::procedure::DomainAddIothread>(part, payload),
        (Program::Remote, 356) => procedure::<remote::procedure::DomainDelIothread>(part, payload),
        (Program::Remote, 357) => procedure::<remote::procedure::DomainSetUserPassword>(part, payload),
        (Program::Remote, 358) => procedure::<remote::procedure::DomainRename>(part, payload),
        (Program::Remote, 359) => {
            event::<remote::event::DomainEventCallbackMigrationIteration>(part, payload)
        }
        (Program::Remote, 360) => procedure::<remote::procedure::ConnectRegisterCloseCallback>(part, payload),
        (Program::Remote, 361) => {
            procedure::<remote::procedure::ConnectUnregisterCloseCallback>(part, payload)
        }
        (Program::Remote, 362) => event::<remote::event::ConnectEventConnectionClosed>(part, payload),
        (Program::Remote, 363) => event::<remote::event::DomainEventCallbackJobCompleted>(part, payload),
        (Program::Remote, 364) => procedure::<remote::procedure::DomainMigrateStartPostCopy>(part, payload),
        (Program::Remote, 365) => procedure::<remote::procedure::DomainGetPerfEvents>(part, payload),
        (Program::Remote, 366) => procedure::<remote::procedure::DomainSetPerfEvents>(part, payload),
        (Program::Remote, 367) => {
            event::<remote::event::DomainEventCallbackDeviceRemovalFailed>(part, payload)
        }
        (Program::Remote, 368) => {
            procedure::<remote::procedure::ConnectStoragePoolEventRegisterAny>(part, payload)
        }
        (Program::Remote, 369) => {
            procedure::<remote::procedure::ConnectStoragePoolEventDeregisterAny>(part, payload)
        }
        (Program::Remote, 370) => event::<remote::event::StoragePoolEventLifecycle>(part, payload),
        (Program::Remote, 371) => procedure::<remote::procedure::DomainGetGuestVcpus>(part, payload),
        (Program::Remote, 372) => procedure::<remote::procedure::DomainSetGuestVcpus>(part, payload),
        (Program::Remote, 373) => event::<remote::event::StoragePoolEventRefresh>(part, payload),
        (Program::Remote, 374) => {
            procedure::<remote::procedure::ConnectNodeDeviceEventRegisterAny>(part, payload)
        }
        (Program::Remote, 375) => {
            procedure::<remote::procedure::ConnectNodeDeviceEventDeregisterAny>(part, payload)
        }
        (Program::Remote, 376) => event::<remote::event::NodeDeviceEventLifecycle>(part, payload),
        (Program::Remote, 377) => event::<remote::event::NodeDeviceEventUpdate>(part, payload),
        (Program::Remote, 378) => procedure::<remote::procedure::StorageVolGetInfoFlags>(part, payload),
        (Program::Remote, 379) => event::<remote::event::DomainEventCallbackMetadataChange>(part, payload),
        (Program::Remote, 380) => {
            procedure::<remote::procedure::ConnectSecretEventRegisterAny>(part, payload)
        }
        (Program::Remote, 381) => {
            procedure::<remote::procedure::ConnectSecretEventDeregisterAny>(part, payload)
        }
        (Program::Remote, 382) => event::<remote::event::SecretEventLifecycle>(part, payload),
        (Program::Remote, 383) => event::<remote::event::SecretEventValueChanged>(part, payload),
        (Program::Remote, 384) => procedure::<remote::procedure::DomainSetVcpu>(part, payload),
        (Program::Remote, 385) => event::<remote::event::DomainEventBlockThreshold>(part, payload),
        (Program::Remote, 386) => procedure::<remote::procedure::DomainSetBlockThreshold>(part, payload),
        (Program::Remote, 387) => procedure::<remote::procedure::DomainMigrateGetMaxDowntime>(part, payload),
        (Program::Remote, 388) => procedure::<remote::procedure::DomainManagedSaveGetXmlDesc>(part, payload),
        (Program::Remote, 389) => procedure::<remote::procedure::DomainManagedSaveDefineXml>(part, payload),
        (Program::Remote, 390) => procedure::<remote::procedure::DomainSetLifecycleAction>(part, payload),
        (Program::Remote, 391) => {
            procedure::<remote::procedure::StoragePoolLookupByTargetPath>(part, payload)
        }
        (Program::Remote, 392) => procedure::<remote::procedure::DomainDetachDeviceAlias>(part, payload),
        (Program::Remote, 393) => procedure::<remote::procedure::ConnectCompareHypervisorCpu>(part, payload),
        (Program::Remote, 394) => procedure::<remote::procedure::ConnectBaselineHypervisorCpu>(part, payload),
        (Program::Remote, 395) => procedure::<remote::procedure::NodeGetSevInfo>(part, payload),
        (Program::Remote, 396) => procedure::<remote::procedure::DomainGetLaunchSecurityInfo>(part, payload),
        (Program::Remote, 397) => {
            procedure::<remote::procedure::NwfilterBindingLookupByPortDev>(part, payload)
        }
        (Program::Remote, 398) => procedure::<remote::procedure::NwfilterBindingGetXmlDesc>(part, payload),
        (Program::Remote, 399) => procedure::<remote::procedure::NwfilterBindingCreateXml>(part, payload),
        (Program::Remote, 400) => procedure::<remote::procedure::NwfilterBindingDelete>(part, payload),
        (Program::Remote, 401) => {
            procedure::<remote::procedure::ConnectListAllNwfilterBindings>(part, payload)
        }
        (Program::Remote, 402) => procedure::<remote::procedure::DomainSetIothreadParams>(part, payload),
        (Program::Remote, 403) => {
            procedure::<remote::procedure::ConnectGetStoragePoolCapabilities>(part, payload)
        }
        (Program::Remote, 404) => procedure::<remote::procedure::NetworkListAllPorts>(part, payload),
        (Program::Remote, 405) => procedure::<remote::procedure::NetworkPortLookupByUuid>(part, payload),
        (Program::Remote, 406) => procedure::<remote::procedure::NetworkPortCreateXml>(part, payload),
        (Program::Remote, 407) => procedure::<remote::procedure::NetworkPortGetParameters>(part, payload),
        (Program::Remote, 408) => procedure::<remote::procedure::NetworkPortSetParameters>(part, payload),
        (Program::Remote, 409) => procedure::<remote::procedure::NetworkPortGetXmlDesc>(part, payload),
        (Program::Remote, 410) => procedure::<remote::procedure::NetworkPortDelete>(part, payload),
        (Program::Remote, 411) => procedure::<remote::procedure::DomainCheckpointCreateXml>(part, payload),
        (Program::Remote, 412) => procedure::<remote::procedure::DomainCheckpointGetXmlDesc>(part, payload),
        (Program::Remote, 413) => procedure::<remote::procedure::DomainListAllCheckpoints>(part, payload),
        (Program::Remote, 414) => {
            procedure::<remote::procedure::DomainCheckpointListAllChildren>(part, payload)
        }
        (Program::Remote, 415) => procedure::<remote::procedure::DomainCheckpointLookupByName>(part, payload),
        (Program::Remote, 416) => procedure::<remote::procedure::DomainCheckpointGetParent>(part, payload),
        (Program::Remote, 417) => procedure::<remote::procedure::DomainCheckpointDelete>(part, payload),
        (Program::Remote, 418) => procedure::<remote::procedure::DomainGetGuestInfo>(part, payload),
        (Program::Remote, 419) => procedure::<remote::procedure::ConnectSetIdentity>(part, payload),
        (Program::Remote, 420) => {
            procedure::<remote::procedure::DomainAgentSetResponseTimeout>(part, payload)
        }
        (Program::Remote, 421) => procedure::<remote::procedure::DomainBackupBegin>(part, payload),
        (Program::Remote, 422) => procedure::<remote::procedure::DomainBackupGetXmlDesc>(part, payload),
        (Program::Remote, 423) => event::<remote::event::DomainEventMemoryFailure>(part, payload),
        (Program::Remote, 424) => procedure::<remote::procedure::DomainAuthorizedSshKeysGet>(part, payload),
        (Program::Remote, 425) => procedure::<remote::procedure::DomainAuthorizedSshKeysSet>(part, payload),
        (Program::Remote, 426) => procedure::<remote::procedure::DomainGetMessages>(part, payload),
        (Program::Remote, 427) => procedure::<remote::procedure::DomainStartDirtyRateCalc>(part, payload),
        (Program::Remote, 428) => procedure::<remote::procedure::NodeDeviceDefineXml>(part, payload),
        (Program::Remote, 429) => procedure::<remote::procedure::NodeDeviceUndefine>(part, payload),
        (Program::Remote, 430) => procedure::<remote::procedure::NodeDeviceCreate>(part, payload),
        (Program::Remote, 431) => procedure::<remote::procedure::NwfilterDefineXmlFlags>(part, payload),
        (Program::Remote, 432) => procedure::<remote::procedure::NetworkDefineXmlFlags>(part, payload),
        (Program::Remote, 433) => procedure::<remote::procedure::NodeDeviceGetAutostart>(part, payload),
        (Program::Remote, 434) => procedure::<remote::procedure::NodeDeviceSetAutostart>(part, payload),
        (Program::Remote, 435) => procedure::<remote::procedure::NodeDeviceIsPersistent>(part, payload),
        (Program::Remote, 436) => procedure::<remote::procedure::NodeDeviceIsActive>(part, payload),
        (Program::Remote, 437) => procedure::<remote::procedure::NetworkCreateXmlFlags>(part, payload),
        (Program::Remote, 438) => event::<remote::event::DomainEventMemoryDeviceSizeChange>(part, payload),
        (Program::Remote, 439) => procedure::<remote::procedure::DomainSetLaunchSecurityState>(part, payload),
        (Program::Remote, 440) => procedure::<remote::procedure::DomainSaveParams>(part, payload),
        (Program::Remote, 441) => procedure::<remote::procedure::DomainRestoreParams>(part, payload),
        (Program::Remote, 442) => procedure::<remote::procedure::DomainAbortJobFlags>(part, payload),
        (Program::Remote, 443) => procedure::<remote::procedure::DomainFdAssociate>(part, payload),
        (Program::Remote, 444) => procedure::<remote::procedure::NetworkSetMetadata>(part, payload),
        (Program::Remote, 445) => procedure::<remote::procedure::NetworkGetMetadata>(part, payload),
        (Program::Remote, 446) => event::<remote::event::NetworkEventCallbackMetadataChange>(part, payload),
        (Program::Remote, 447) => procedure::<remote::procedure::NodeDeviceUpdate>(part, payload),
        (Program::Remote, 448) => procedure::<remote::procedure::DomainGraphicsReload>(part, payload),
        (Program::Remote, 449) => procedure::<remote::procedure::DomainGetAutostartOnce>(part, payload),
        (Program::Remote, 450) => procedure::<remote::procedure::DomainSetAutostartOnce>(part, payload),
        (Program::Remote, 451) => procedure::<remote::procedure::DomainSetThrottleGroup>(part, payload),
        (Program::Remote, 452) => procedure::<remote::procedure::DomainDelThrottleGroup>(part, payload),
        (Program::Remote, 453) => event::<remote::event::DomainEventNicMacChange>(part, payload),
        (Program::Qemu, 1) => procedure::<qemu::procedure::DomainMonitorCommand>(part, payload),
        (Program::Qemu, 2) => procedure::<qemu::procedure::DomainAttach>(part, payload),
        (Program::Qemu, 3) => procedure::<qemu::procedure::DomainAgentCommand>(part, payload),
        (Program::Qemu, 4) => procedure::<qemu::procedure::ConnectDomainMonitorEventRegister>(part, payload),
        (Program::Qemu, 5) => {
            procedure::<qemu::procedure::ConnectDomainMonitorEventDeregister>(part, payload)
        }
        (Program::Qemu, 6) => event::<qemu::event::DomainMonitorEvent>(part, payload),
        (Program::Qemu, 7) => procedure::<qemu::procedure::DomainMonitorCommandWithFiles>(part, payload),
        (Program::Lxc, 1) => procedure::<lxc::procedure::DomainOpenNamespace>(part, payload),
        (Program::Keepalive, 1) => event::<keepalive::event::Ping>(part, payload),
        (Program::Keepalive, 2) => event::<keepalive::event::Pong>(part, payload),
        _ => Ok(None),
    }
}
