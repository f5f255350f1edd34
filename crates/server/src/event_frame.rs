//! Events as they go over the wire.
//!
//! Most events have two forms: with the number of a registration in front, for clients of this decade, and
//! without, for older ones. The newer form contains the older one.

use vm::{DomainEvent, EventKind, GraphicsAddress};
use wire::message::event as send;
use wire::remote::event::*;
use wire::remote::*;
use wire::{Event, WireError, qemu};

use crate::typed_params;

/// Appends the message for a registration of event `id`.
///
/// # Errors
/// A text of the event is longer than the protocol allows.
pub(crate) fn write(
    out: &mut Vec<u8>,
    callback_id: i32,
    id: i32,
    event: &DomainEvent,
) -> Result<(), WireError> {
    let dom = domain(event);
    match &event.kind {
        EventKind::Lifecycle(_) => {
            let msg = lifecycle(event);
            send::<DomainEventCallbackLifecycle>(out, &DomainEventCallbackLifecycleMsg { callback_id, msg })
        }
        EventKind::Reboot => {
            let msg = DomainEventRebootMsg { dom };
            send::<DomainEventCallbackReboot>(out, &DomainEventCallbackRebootMsg { callback_id, msg })
        }
        EventKind::RtcChange { offset } => {
            let msg = DomainEventRtcChangeMsg { dom, offset: *offset };
            send::<DomainEventCallbackRtcChange>(out, &DomainEventCallbackRtcChangeMsg { callback_id, msg })
        }
        EventKind::Watchdog { action } => {
            let msg = DomainEventWatchdogMsg { dom, action: *action };
            send::<DomainEventCallbackWatchdog>(out, &DomainEventCallbackWatchdogMsg { callback_id, msg })
        }
        EventKind::IoError { .. } if id == IO_ERROR_REASON => {
            let msg = io_error_reason(event);
            send::<DomainEventCallbackIoErrorReason>(
                out,
                &DomainEventCallbackIoErrorReasonMsg { callback_id, msg },
            )
        }
        EventKind::IoError { .. } => {
            let msg = io_error(event);
            send::<DomainEventCallbackIoError>(out, &DomainEventCallbackIoErrorMsg { callback_id, msg })
        }
        EventKind::Graphics { .. } => {
            let msg = graphics(event);
            send::<DomainEventCallbackGraphics>(out, &DomainEventCallbackGraphicsMsg { callback_id, msg })
        }
        EventKind::ControlError => {
            let msg = DomainEventControlErrorMsg { dom };
            send::<DomainEventCallbackControlError>(
                out,
                &DomainEventCallbackControlErrorMsg { callback_id, msg },
            )
        }
        EventKind::TrayChange { device_alias, reason } => {
            let msg = DomainEventTrayChangeMsg { dom, dev_alias: device_alias.clone(), reason: *reason };
            send::<DomainEventCallbackTrayChange>(out, &DomainEventCallbackTrayChangeMsg { callback_id, msg })
        }
        EventKind::PmWakeup => {
            let body = DomainEventCallbackPmwakeupMsg {
                callback_id,
                reason: 0,
                msg: DomainEventPmwakeupMsg { dom },
            };
            send::<DomainEventCallbackPmwakeup>(out, &body)
        }
        EventKind::PmSuspend => {
            let body = DomainEventCallbackPmsuspendMsg {
                callback_id,
                reason: 0,
                msg: DomainEventPmsuspendMsg { dom },
            };
            send::<DomainEventCallbackPmsuspend>(out, &body)
        }
        EventKind::PmSuspendDisk => {
            let msg = DomainEventPmsuspendDiskMsg { dom };
            let body = DomainEventCallbackPmsuspendDiskMsg { callback_id, reason: 0, msg };
            send::<DomainEventCallbackPmsuspendDisk>(out, &body)
        }
        EventKind::BalloonChange { actual_kib } => {
            let msg = DomainEventBalloonChangeMsg { dom, actual: *actual_kib };
            send::<DomainEventCallbackBalloonChange>(
                out,
                &DomainEventCallbackBalloonChangeMsg { callback_id, msg },
            )
        }
        EventKind::DeviceRemoved { device_alias } => {
            let msg = DomainEventDeviceRemovedMsg { dom, dev_alias: device_alias.clone() };
            send::<DomainEventCallbackDeviceRemoved>(
                out,
                &DomainEventCallbackDeviceRemovedMsg { callback_id, msg },
            )
        }
        EventKind::DiskChange { old_path, device_alias, reason } => {
            let msg = disk_change(dom, old_path, device_alias, *reason);
            send::<DomainEventCallbackDiskChange>(out, &DomainEventCallbackDiskChangeMsg { callback_id, msg })
        }
        EventKind::Tunable { params } => {
            let params = typed_params::write(params.clone(), wire::limits::DOMAIN_EVENT_TUNABLE_MAX);
            let body = DomainEventCallbackTunableMsg { callback_id, dom, params };
            send::<DomainEventCallbackTunable>(out, &body)
        }
        EventKind::BlockThreshold { device, path, threshold, excess } => {
            let body = DomainEventBlockThresholdMsg {
                callback_id,
                dom,
                dev: device.clone(),
                path: path.clone(),
                threshold: *threshold,
                excess: *excess,
            };
            send::<DomainEventBlockThreshold>(out, &body)
        }
        EventKind::AgentLifecycle { state, reason } => {
            let body =
                DomainEventCallbackAgentLifecycleMsg { callback_id, dom, state: *state, reason: *reason };
            send::<DomainEventCallbackAgentLifecycle>(out, &body)
        }
        EventKind::DeviceAdded { device_alias } => {
            let body =
                DomainEventCallbackDeviceAddedMsg { callback_id, dom, dev_alias: device_alias.clone() };
            send::<DomainEventCallbackDeviceAdded>(out, &body)
        }
        EventKind::MigrationIteration { iteration } => {
            let body = DomainEventCallbackMigrationIterationMsg { callback_id, dom, iteration: *iteration };
            send::<DomainEventCallbackMigrationIteration>(out, &body)
        }
        EventKind::JobCompleted { stats } => {
            let params = typed_params::write(stats.clone(), wire::limits::DOMAIN_JOB_STATS_MAX);
            let body = DomainEventCallbackJobCompletedMsg { callback_id, dom, params };
            send::<DomainEventCallbackJobCompleted>(out, &body)
        }
        EventKind::DeviceRemovalFailed { device_alias } => {
            let body = DomainEventCallbackDeviceRemovalFailedMsg {
                callback_id,
                dom,
                dev_alias: device_alias.clone(),
            };
            send::<DomainEventCallbackDeviceRemovalFailed>(out, &body)
        }
        EventKind::MetadataChange { kind, namespace } => {
            let body = DomainEventCallbackMetadataChangeMsg {
                callback_id,
                dom,
                r#type: *kind,
                nsuri: namespace.clone(),
            };
            send::<DomainEventCallbackMetadataChange>(out, &body)
        }
        EventKind::MemoryFailure { recipient, action, flags } => {
            let (recipient, action, flags) = (*recipient, *action, *flags);
            let body = DomainEventMemoryFailureMsg { callback_id, dom, recipient, action, flags };
            send::<DomainEventMemoryFailure>(out, &body)
        }
        EventKind::Monitor { .. } => Ok(()),
    }
}

/// Appends the message of event `id` in its old form. Events that are younger than the new form have none.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_legacy(out: &mut Vec<u8>, id: i32, event: &DomainEvent) -> Result<(), WireError> {
    let dom = domain(event);
    match &event.kind {
        EventKind::Lifecycle(_) => send::<DomainEventLifecycle>(out, &lifecycle(event)),
        EventKind::Reboot => send::<DomainEventReboot>(out, &DomainEventRebootMsg { dom }),
        EventKind::RtcChange { offset } => {
            send::<DomainEventRtcChange>(out, &DomainEventRtcChangeMsg { dom, offset: *offset })
        }
        EventKind::Watchdog { action } => {
            send::<DomainEventWatchdog>(out, &DomainEventWatchdogMsg { dom, action: *action })
        }
        EventKind::IoError { .. } if id == IO_ERROR_REASON => {
            send::<DomainEventIoErrorReason>(out, &io_error_reason(event))
        }
        EventKind::IoError { .. } => send::<DomainEventIoError>(out, &io_error(event)),
        EventKind::Graphics { .. } => send::<DomainEventGraphics>(out, &graphics(event)),
        EventKind::ControlError => send::<DomainEventControlError>(out, &DomainEventControlErrorMsg { dom }),
        EventKind::TrayChange { device_alias, reason } => {
            let body = DomainEventTrayChangeMsg { dom, dev_alias: device_alias.clone(), reason: *reason };
            send::<DomainEventTrayChange>(out, &body)
        }
        EventKind::PmWakeup => send::<DomainEventPmwakeup>(out, &DomainEventPmwakeupMsg { dom }),
        EventKind::PmSuspend => send::<DomainEventPmsuspend>(out, &DomainEventPmsuspendMsg { dom }),
        EventKind::PmSuspendDisk => {
            send::<DomainEventPmsuspendDisk>(out, &DomainEventPmsuspendDiskMsg { dom })
        }
        EventKind::BalloonChange { actual_kib } => {
            send::<DomainEventBalloonChange>(out, &DomainEventBalloonChangeMsg { dom, actual: *actual_kib })
        }
        EventKind::DeviceRemoved { device_alias } => {
            let body = DomainEventDeviceRemovedMsg { dom, dev_alias: device_alias.clone() };
            send::<DomainEventDeviceRemoved>(out, &body)
        }
        EventKind::DiskChange { old_path, device_alias, reason } => {
            send::<DomainEventDiskChange>(out, &disk_change(dom, old_path, device_alias, *reason))
        }
        EventKind::Tunable { .. }
        | EventKind::BlockThreshold { .. }
        | EventKind::AgentLifecycle { .. }
        | EventKind::DeviceAdded { .. }
        | EventKind::DeviceRemovalFailed { .. }
        | EventKind::MigrationIteration { .. }
        | EventKind::JobCompleted { .. }
        | EventKind::MetadataChange { .. }
        | EventKind::MemoryFailure { .. }
        | EventKind::Monitor { .. } => Ok(()),
    }
}

fn disk_change(dom: Domain, old_path: &Option<String>, alias: &str, reason: i32) -> DomainEventDiskChangeMsg {
    let old_src_path = old_path.clone();
    DomainEventDiskChangeMsg { dom, old_src_path, new_src_path: None, dev_alias: alias.to_owned(), reason }
}

/// Appends the message for a registration of monitor events.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_monitor(
    out: &mut Vec<u8>,
    callback_id: i32,
    event: &DomainEvent,
) -> Result<(), WireError> {
    let EventKind::Monitor { event: name, seconds, microseconds, details } = &event.kind else {
        return Ok(());
    };
    let body = qemu::DomainMonitorEventMsg {
        callback_id,
        dom: domain(event),
        event: name.clone(),
        seconds: *seconds,
        micros: *microseconds,
        details: details.clone(),
    };
    send::<qemu::event::DomainMonitorEvent>(out, &body)
}

/// The id under which an I/O error is told with its reason.
const IO_ERROR_REASON: i32 = 6;

fn domain(event: &DomainEvent) -> Domain {
    let subject = &event.domain;
    Domain { name: subject.name.to_string(), uuid: *subject.uuid.as_bytes(), id: subject.id }
}

fn lifecycle(event: &DomainEvent) -> DomainEventLifecycleMsg {
    let numbers = match &event.kind {
        EventKind::Lifecycle(step) => step.numbers(),
        _ => (0, 0),
    };
    DomainEventLifecycleMsg { dom: domain(event), event: numbers.0, detail: numbers.1 }
}

fn io_error(event: &DomainEvent) -> DomainEventIoErrorMsg {
    let DomainEventIoErrorReasonMsg { dom, src_path, dev_alias, action, .. } = io_error_reason(event);
    DomainEventIoErrorMsg { dom, src_path, dev_alias, action }
}

fn io_error_reason(event: &DomainEvent) -> DomainEventIoErrorReasonMsg {
    match &event.kind {
        EventKind::IoError { source_path, device_alias, action, reason } => DomainEventIoErrorReasonMsg {
            dom: domain(event),
            src_path: source_path.clone(),
            dev_alias: device_alias.clone(),
            action: *action,
            reason: reason.clone(),
        },
        _ => DomainEventIoErrorReasonMsg::default(),
    }
}

fn graphics(event: &DomainEvent) -> DomainEventGraphicsMsg {
    let EventKind::Graphics { phase, local, remote, auth_scheme, subject } = &event.kind else {
        return DomainEventGraphicsMsg::default();
    };
    let identity = |(kind, name): &(String, String)| DomainEventGraphicsIdentity {
        r#type: kind.clone(),
        name: name.clone(),
    };
    DomainEventGraphicsMsg {
        dom: domain(event),
        phase: *phase,
        local: address(local),
        remote: address(remote),
        auth_scheme: auth_scheme.clone(),
        subject: subject.iter().map(identity).collect(),
    }
}

fn address(address: &GraphicsAddress) -> DomainEventGraphicsAddress {
    DomainEventGraphicsAddress {
        family: address.family,
        node: address.node.clone(),
        service: address.service.clone(),
    }
}

/// The highest event id there is (`VIR_DOMAIN_EVENT_ID_LAST` - 1) in libvirt 11.3.
pub(crate) const LAST_ID: i32 = 27;

/// The old form of an event, if it has one.
pub(crate) fn legacy_number(id: i32) -> Option<i32> {
    const NUMBERS: [i32; 16] = [
        DomainEventLifecycle::NUMBER,
        DomainEventReboot::NUMBER,
        DomainEventRtcChange::NUMBER,
        DomainEventWatchdog::NUMBER,
        DomainEventIoError::NUMBER,
        DomainEventGraphics::NUMBER,
        DomainEventIoErrorReason::NUMBER,
        DomainEventControlError::NUMBER,
        DomainEventBlockJob::NUMBER,
        DomainEventDiskChange::NUMBER,
        DomainEventTrayChange::NUMBER,
        DomainEventPmwakeup::NUMBER,
        DomainEventPmsuspend::NUMBER,
        DomainEventBalloonChange::NUMBER,
        DomainEventPmsuspendDisk::NUMBER,
        DomainEventDeviceRemoved::NUMBER,
    ];
    NUMBERS.get(usize::try_from(id).ok()?).copied()
}
