// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{Domain, DomainEventGraphicsAddress, DomainEventGraphicsIdentity, TypedParam};
use crate::xdr::codec;

/// Body of the event `DOMAIN_EVENT_LIFECYCLE` (107).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventLifecycleMsg {
    pub dom: Domain,
    pub event: i32,
    pub detail: i32,
}

codec!(DomainEventLifecycleMsg { dom, event, detail }, 32);

/// Body of the event `DOMAIN_EVENT_REBOOT` (169).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventRebootMsg {
    pub dom: Domain,
}

codec!(DomainEventRebootMsg { dom }, 24);

/// Body of the event `DOMAIN_EVENT_RTC_CHANGE` (170).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventRtcChangeMsg {
    pub dom: Domain,
    pub offset: i64,
}

codec!(DomainEventRtcChangeMsg { dom, offset }, 32);

/// Body of the event `DOMAIN_EVENT_WATCHDOG` (171).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventWatchdogMsg {
    pub dom: Domain,
    pub action: i32,
}

codec!(DomainEventWatchdogMsg { dom, action }, 28);

/// Body of the event `DOMAIN_EVENT_IO_ERROR` (172).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventIoErrorMsg {
    pub dom: Domain,
    pub src_path: String,
    pub dev_alias: String,
    pub action: i32,
}

codec!(DomainEventIoErrorMsg { dom, src_path, dev_alias, action }, 36);

/// Body of the event `DOMAIN_EVENT_GRAPHICS` (173).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventGraphicsMsg {
    pub dom: Domain,
    pub phase: i32,
    pub local: DomainEventGraphicsAddress,
    pub remote: DomainEventGraphicsAddress,
    pub auth_scheme: String,
    pub subject: Vec<DomainEventGraphicsIdentity>,
}

codec!(
    DomainEventGraphicsMsg {
        dom,
        phase,
        local,
        remote,
        auth_scheme,
        subject: array(limits::DOMAIN_EVENT_GRAPHICS_IDENTITY_MAX),
    },
    60
);

/// Body of the event `DOMAIN_EVENT_IO_ERROR_REASON` (195).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventIoErrorReasonMsg {
    pub dom: Domain,
    pub src_path: String,
    pub dev_alias: String,
    pub action: i32,
    pub reason: String,
}

codec!(DomainEventIoErrorReasonMsg { dom, src_path, dev_alias, action, reason }, 40);

/// Body of the event `DOMAIN_EVENT_CONTROL_ERROR` (224).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventControlErrorMsg {
    pub dom: Domain,
}

codec!(DomainEventControlErrorMsg { dom }, 24);

/// Body of the event `DOMAIN_EVENT_BLOCK_JOB` (241).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventBlockJobMsg {
    pub dom: Domain,
    pub path: String,
    pub r#type: i32,
    pub status: i32,
}

codec!(DomainEventBlockJobMsg { dom, path, r#type, status }, 36);

/// Body of the event `DOMAIN_EVENT_DISK_CHANGE` (248).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventDiskChangeMsg {
    pub dom: Domain,
    pub old_src_path: Option<String>,
    pub new_src_path: Option<String>,
    pub dev_alias: String,
    pub reason: i32,
}

codec!(DomainEventDiskChangeMsg { dom, old_src_path, new_src_path, dev_alias, reason }, 40);

/// Body of the event `DOMAIN_EVENT_TRAY_CHANGE` (268).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventTrayChangeMsg {
    pub dom: Domain,
    pub dev_alias: String,
    pub reason: i32,
}

codec!(DomainEventTrayChangeMsg { dom, dev_alias, reason }, 32);

/// Body of the event `DOMAIN_EVENT_PMWAKEUP` (269).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventPmwakeupMsg {
    pub dom: Domain,
}

codec!(DomainEventPmwakeupMsg { dom }, 24);

/// Body of the event `DOMAIN_EVENT_PMSUSPEND` (270).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventPmsuspendMsg {
    pub dom: Domain,
}

codec!(DomainEventPmsuspendMsg { dom }, 24);

/// Body of the event `DOMAIN_EVENT_BALLOON_CHANGE` (276).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventBalloonChangeMsg {
    pub dom: Domain,
    pub actual: u64,
}

codec!(DomainEventBalloonChangeMsg { dom, actual }, 32);

/// Body of the event `DOMAIN_EVENT_PMSUSPEND_DISK` (292).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventPmsuspendDiskMsg {
    pub dom: Domain,
}

codec!(DomainEventPmsuspendDiskMsg { dom }, 24);

/// Body of the event `DOMAIN_EVENT_DEVICE_REMOVED` (311).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventDeviceRemovedMsg {
    pub dom: Domain,
    pub dev_alias: String,
}

codec!(DomainEventDeviceRemovedMsg { dom, dev_alias }, 28);

/// Body of the event `DOMAIN_EVENT_CALLBACK_LIFECYCLE` (318).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackLifecycleMsg {
    pub callback_id: i32,
    pub msg: DomainEventLifecycleMsg,
}

codec!(DomainEventCallbackLifecycleMsg { callback_id, msg }, 36);

/// Body of the event `DOMAIN_EVENT_CALLBACK_REBOOT` (319).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackRebootMsg {
    pub callback_id: i32,
    pub msg: DomainEventRebootMsg,
}

codec!(DomainEventCallbackRebootMsg { callback_id, msg }, 28);

/// Body of the event `DOMAIN_EVENT_CALLBACK_RTC_CHANGE` (320).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackRtcChangeMsg {
    pub callback_id: i32,
    pub msg: DomainEventRtcChangeMsg,
}

codec!(DomainEventCallbackRtcChangeMsg { callback_id, msg }, 36);

/// Body of the event `DOMAIN_EVENT_CALLBACK_WATCHDOG` (321).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackWatchdogMsg {
    pub callback_id: i32,
    pub msg: DomainEventWatchdogMsg,
}

codec!(DomainEventCallbackWatchdogMsg { callback_id, msg }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_IO_ERROR` (322).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackIoErrorMsg {
    pub callback_id: i32,
    pub msg: DomainEventIoErrorMsg,
}

codec!(DomainEventCallbackIoErrorMsg { callback_id, msg }, 40);

/// Body of the event `DOMAIN_EVENT_CALLBACK_GRAPHICS` (323).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackGraphicsMsg {
    pub callback_id: i32,
    pub msg: DomainEventGraphicsMsg,
}

codec!(DomainEventCallbackGraphicsMsg { callback_id, msg }, 64);

/// Body of the event `DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON` (324).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackIoErrorReasonMsg {
    pub callback_id: i32,
    pub msg: DomainEventIoErrorReasonMsg,
}

codec!(DomainEventCallbackIoErrorReasonMsg { callback_id, msg }, 44);

/// Body of the event `DOMAIN_EVENT_CALLBACK_CONTROL_ERROR` (325).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackControlErrorMsg {
    pub callback_id: i32,
    pub msg: DomainEventControlErrorMsg,
}

codec!(DomainEventCallbackControlErrorMsg { callback_id, msg }, 28);

/// Body of the event `DOMAIN_EVENT_CALLBACK_BLOCK_JOB` (326).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackBlockJobMsg {
    pub callback_id: i32,
    pub msg: DomainEventBlockJobMsg,
}

codec!(DomainEventCallbackBlockJobMsg { callback_id, msg }, 40);

/// Body of the event `DOMAIN_EVENT_CALLBACK_DISK_CHANGE` (327).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackDiskChangeMsg {
    pub callback_id: i32,
    pub msg: DomainEventDiskChangeMsg,
}

codec!(DomainEventCallbackDiskChangeMsg { callback_id, msg }, 44);

/// Body of the event `DOMAIN_EVENT_CALLBACK_TRAY_CHANGE` (328).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackTrayChangeMsg {
    pub callback_id: i32,
    pub msg: DomainEventTrayChangeMsg,
}

codec!(DomainEventCallbackTrayChangeMsg { callback_id, msg }, 36);

/// Body of the event `DOMAIN_EVENT_CALLBACK_PMWAKEUP` (329).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackPmwakeupMsg {
    pub callback_id: i32,
    pub reason: i32,
    pub msg: DomainEventPmwakeupMsg,
}

codec!(DomainEventCallbackPmwakeupMsg { callback_id, reason, msg }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_PMSUSPEND` (330).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackPmsuspendMsg {
    pub callback_id: i32,
    pub reason: i32,
    pub msg: DomainEventPmsuspendMsg,
}

codec!(DomainEventCallbackPmsuspendMsg { callback_id, reason, msg }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE` (331).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackBalloonChangeMsg {
    pub callback_id: i32,
    pub msg: DomainEventBalloonChangeMsg,
}

codec!(DomainEventCallbackBalloonChangeMsg { callback_id, msg }, 36);

/// Body of the event `DOMAIN_EVENT_CALLBACK_PMSUSPEND_DISK` (332).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackPmsuspendDiskMsg {
    pub callback_id: i32,
    pub reason: i32,
    pub msg: DomainEventPmsuspendDiskMsg,
}

codec!(DomainEventCallbackPmsuspendDiskMsg { callback_id, reason, msg }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED` (333).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackDeviceRemovedMsg {
    pub callback_id: i32,
    pub msg: DomainEventDeviceRemovedMsg,
}

codec!(DomainEventCallbackDeviceRemovedMsg { callback_id, msg }, 32);

/// Body of the event `DOMAIN_EVENT_BLOCK_JOB_2` (339).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventBlockJob2Msg {
    pub callback_id: i32,
    pub dom: Domain,
    pub dst: String,
    pub r#type: i32,
    pub status: i32,
}

codec!(DomainEventBlockJob2Msg { callback_id, dom, dst, r#type, status }, 40);

/// Body of the event `DOMAIN_EVENT_CALLBACK_TUNABLE` (346).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackTunableMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub params: Vec<TypedParam>,
}

codec!(
    DomainEventCallbackTunableMsg { callback_id, dom, params: array(limits::DOMAIN_EVENT_TUNABLE_MAX) },
    32
);

/// Body of the event `DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE` (348).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackAgentLifecycleMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub state: i32,
    pub reason: i32,
}

codec!(DomainEventCallbackAgentLifecycleMsg { callback_id, dom, state, reason }, 36);

/// Body of the event `DOMAIN_EVENT_CALLBACK_DEVICE_ADDED` (354).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackDeviceAddedMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub dev_alias: String,
}

codec!(DomainEventCallbackDeviceAddedMsg { callback_id, dom, dev_alias }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_MIGRATION_ITERATION` (359).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackMigrationIterationMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub iteration: i32,
}

codec!(DomainEventCallbackMigrationIterationMsg { callback_id, dom, iteration }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_JOB_COMPLETED` (363).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackJobCompletedMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub params: Vec<TypedParam>,
}

codec!(
    DomainEventCallbackJobCompletedMsg { callback_id, dom, params: array(limits::DOMAIN_JOB_STATS_MAX) },
    32
);

/// Body of the event `DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED` (367).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackDeviceRemovalFailedMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub dev_alias: String,
}

codec!(DomainEventCallbackDeviceRemovalFailedMsg { callback_id, dom, dev_alias }, 32);

/// Body of the event `DOMAIN_EVENT_CALLBACK_METADATA_CHANGE` (379).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventCallbackMetadataChangeMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub r#type: i32,
    pub nsuri: Option<String>,
}

codec!(DomainEventCallbackMetadataChangeMsg { callback_id, dom, r#type, nsuri }, 36);

/// Body of the event `DOMAIN_EVENT_BLOCK_THRESHOLD` (385).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventBlockThresholdMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub dev: String,
    pub path: Option<String>,
    pub threshold: u64,
    pub excess: u64,
}

codec!(DomainEventBlockThresholdMsg { callback_id, dom, dev, path, threshold, excess }, 52);

/// Body of the event `DOMAIN_EVENT_MEMORY_FAILURE` (423).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventMemoryFailureMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub recipient: i32,
    pub action: i32,
    pub flags: u32,
}

codec!(DomainEventMemoryFailureMsg { callback_id, dom, recipient, action, flags }, 40);

/// Body of the event `DOMAIN_EVENT_MEMORY_DEVICE_SIZE_CHANGE` (438).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventMemoryDeviceSizeChangeMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub alias: String,
    pub size: u64,
}

codec!(DomainEventMemoryDeviceSizeChangeMsg { callback_id, dom, alias, size }, 40);

/// Body of the event `DOMAIN_EVENT_NIC_MAC_CHANGE` (453).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventNicMacChangeMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub alias: String,
    pub old_mac: String,
    pub new_mac: String,
}

codec!(DomainEventNicMacChangeMsg { callback_id, dom, alias, old_mac, new_mac }, 40);
