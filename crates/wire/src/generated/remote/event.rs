// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each event of the remote program.

use super::*;

crate::procedure::events! {
    Remote;
    107 DomainEventLifecycle "DOMAIN_EVENT_LIFECYCLE": DomainEventLifecycleMsg;
    169 DomainEventReboot "DOMAIN_EVENT_REBOOT": DomainEventRebootMsg;
    170 DomainEventRtcChange "DOMAIN_EVENT_RTC_CHANGE": DomainEventRtcChangeMsg;
    171 DomainEventWatchdog "DOMAIN_EVENT_WATCHDOG": DomainEventWatchdogMsg;
    172 DomainEventIoError "DOMAIN_EVENT_IO_ERROR": DomainEventIoErrorMsg;
    173 DomainEventGraphics "DOMAIN_EVENT_GRAPHICS": DomainEventGraphicsMsg;
    195 DomainEventIoErrorReason "DOMAIN_EVENT_IO_ERROR_REASON": DomainEventIoErrorReasonMsg;
    224 DomainEventControlError "DOMAIN_EVENT_CONTROL_ERROR": DomainEventControlErrorMsg;
    241 DomainEventBlockJob "DOMAIN_EVENT_BLOCK_JOB": DomainEventBlockJobMsg;
    248 DomainEventDiskChange "DOMAIN_EVENT_DISK_CHANGE": DomainEventDiskChangeMsg;
    268 DomainEventTrayChange "DOMAIN_EVENT_TRAY_CHANGE": DomainEventTrayChangeMsg;
    269 DomainEventPmwakeup "DOMAIN_EVENT_PMWAKEUP": DomainEventPmwakeupMsg;
    270 DomainEventPmsuspend "DOMAIN_EVENT_PMSUSPEND": DomainEventPmsuspendMsg;
    276 DomainEventBalloonChange "DOMAIN_EVENT_BALLOON_CHANGE": DomainEventBalloonChangeMsg;
    292 DomainEventPmsuspendDisk "DOMAIN_EVENT_PMSUSPEND_DISK": DomainEventPmsuspendDiskMsg;
    311 DomainEventDeviceRemoved "DOMAIN_EVENT_DEVICE_REMOVED": DomainEventDeviceRemovedMsg;
    315 NetworkEventLifecycle "NETWORK_EVENT_LIFECYCLE": NetworkEventLifecycleMsg;
    318 DomainEventCallbackLifecycle "DOMAIN_EVENT_CALLBACK_LIFECYCLE": DomainEventCallbackLifecycleMsg;
    319 DomainEventCallbackReboot "DOMAIN_EVENT_CALLBACK_REBOOT": DomainEventCallbackRebootMsg;
    320 DomainEventCallbackRtcChange "DOMAIN_EVENT_CALLBACK_RTC_CHANGE": DomainEventCallbackRtcChangeMsg;
    321 DomainEventCallbackWatchdog "DOMAIN_EVENT_CALLBACK_WATCHDOG": DomainEventCallbackWatchdogMsg;
    322 DomainEventCallbackIoError "DOMAIN_EVENT_CALLBACK_IO_ERROR": DomainEventCallbackIoErrorMsg;
    323 DomainEventCallbackGraphics "DOMAIN_EVENT_CALLBACK_GRAPHICS": DomainEventCallbackGraphicsMsg;
    324 DomainEventCallbackIoErrorReason "DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON": DomainEventCallbackIoErrorReasonMsg;
    325 DomainEventCallbackControlError "DOMAIN_EVENT_CALLBACK_CONTROL_ERROR": DomainEventCallbackControlErrorMsg;
    326 DomainEventCallbackBlockJob "DOMAIN_EVENT_CALLBACK_BLOCK_JOB": DomainEventCallbackBlockJobMsg;
    327 DomainEventCallbackDiskChange "DOMAIN_EVENT_CALLBACK_DISK_CHANGE": DomainEventCallbackDiskChangeMsg;
    328 DomainEventCallbackTrayChange "DOMAIN_EVENT_CALLBACK_TRAY_CHANGE": DomainEventCallbackTrayChangeMsg;
    329 DomainEventCallbackPmwakeup "DOMAIN_EVENT_CALLBACK_PMWAKEUP": DomainEventCallbackPmwakeupMsg;
    330 DomainEventCallbackPmsuspend "DOMAIN_EVENT_CALLBACK_PMSUSPEND": DomainEventCallbackPmsuspendMsg;
    331 DomainEventCallbackBalloonChange "DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE": DomainEventCallbackBalloonChangeMsg;
    332 DomainEventCallbackPmsuspendDisk "DOMAIN_EVENT_CALLBACK_PMSUSPEND_DISK": DomainEventCallbackPmsuspendDiskMsg;
    333 DomainEventCallbackDeviceRemoved "DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED": DomainEventCallbackDeviceRemovedMsg;
    339 DomainEventBlockJob2 "DOMAIN_EVENT_BLOCK_JOB_2": DomainEventBlockJob2Msg;
    346 DomainEventCallbackTunable "DOMAIN_EVENT_CALLBACK_TUNABLE": DomainEventCallbackTunableMsg;
    348 DomainEventCallbackAgentLifecycle "DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE": DomainEventCallbackAgentLifecycleMsg;
    354 DomainEventCallbackDeviceAdded "DOMAIN_EVENT_CALLBACK_DEVICE_ADDED": DomainEventCallbackDeviceAddedMsg;
    359 DomainEventCallbackMigrationIteration "DOMAIN_EVENT_CALLBACK_MIGRATION_ITERATION": DomainEventCallbackMigrationIterationMsg;
    362 ConnectEventConnectionClosed "CONNECT_EVENT_CONNECTION_CLOSED": ConnectEventConnectionClosedMsg;
    363 DomainEventCallbackJobCompleted "DOMAIN_EVENT_CALLBACK_JOB_COMPLETED": DomainEventCallbackJobCompletedMsg;
    367 DomainEventCallbackDeviceRemovalFailed "DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED": DomainEventCallbackDeviceRemovalFailedMsg;
    370 StoragePoolEventLifecycle "STORAGE_POOL_EVENT_LIFECYCLE": StoragePoolEventLifecycleMsg;
    373 StoragePoolEventRefresh "STORAGE_POOL_EVENT_REFRESH": StoragePoolEventRefreshMsg;
    376 NodeDeviceEventLifecycle "NODE_DEVICE_EVENT_LIFECYCLE": NodeDeviceEventLifecycleMsg;
    377 NodeDeviceEventUpdate "NODE_DEVICE_EVENT_UPDATE": NodeDeviceEventUpdateMsg;
    379 DomainEventCallbackMetadataChange "DOMAIN_EVENT_CALLBACK_METADATA_CHANGE": DomainEventCallbackMetadataChangeMsg;
    382 SecretEventLifecycle "SECRET_EVENT_LIFECYCLE": SecretEventLifecycleMsg;
    383 SecretEventValueChanged "SECRET_EVENT_VALUE_CHANGED": SecretEventValueChangedMsg;
    385 DomainEventBlockThreshold "DOMAIN_EVENT_BLOCK_THRESHOLD": DomainEventBlockThresholdMsg;
    423 DomainEventMemoryFailure "DOMAIN_EVENT_MEMORY_FAILURE": DomainEventMemoryFailureMsg;
    438 DomainEventMemoryDeviceSizeChange "DOMAIN_EVENT_MEMORY_DEVICE_SIZE_CHANGE": DomainEventMemoryDeviceSizeChangeMsg;
    446 NetworkEventCallbackMetadataChange "NETWORK_EVENT_CALLBACK_METADATA_CHANGE": NetworkEventCallbackMetadataChangeMsg;
    453 DomainEventNicMacChange "DOMAIN_EVENT_NIC_MAC_CHANGE": DomainEventNicMacChangeMsg;
}
