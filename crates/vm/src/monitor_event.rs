//! What QEMU's monitor events mean for a guest. Pure: an event in, what follows from it out.
//!
//! Source: QEMU's QMP reference (events), and the order in which libvirt's clients see what follows.

use qmp::Event;
use serde_json::Value;

use crate::event::{EventKind, GraphicsAddress, Lifecycle};
use crate::{PausedReason, State};

/// What an event asks of the guest's owner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    /// Tell listeners; nothing else changes.
    Tell(EventKind),
    /// The vcpus stand still. What was asked of it decides why, unless the event says.
    Stopped(Option<PausedReason>),
    /// The vcpus run.
    Resumed,
    /// The guest has shut down and waits to be ended: by itself (true) or by the host.
    ShutDown { by_guest: bool },
    /// The guest was reset.
    Reset,
    /// The guest panicked.
    Panicked,
    /// It fell asleep in memory.
    Suspended,
    /// It fell asleep on disk; a shutdown follows.
    SuspendedToDisk,
    /// It woke up.
    WokeUp,
    /// The balloon moved; KiB.
    Balloon { actual_kib: u64 },
    /// The far end of a serial device's port was opened or closed.
    PortOpen { alias: String, open: bool },
    /// A job has got further; what QEMU says at the end of a dump, empty without an error.
    JobChanged { ended: Option<String> },
    /// A device is gone.
    DeviceDeleted { alias: String },
    /// The guest keeps a device that it was asked to let go.
    UnplugRefused { alias: String },
    /// A memory device has given the guest so much; KiB.
    MemoryGiven { alias: String, kib: u64 },
    /// The guest's watchdog fired.
    Watchdog { action: i32, stops: bool },
    /// A node has been written past its threshold, in bytes.
    Threshold { node: String, threshold: u64, excess: u64 },
    /// The host's disk could not be written or read.
    IoError(IoFailure),
}

/// What QEMU reports of a disk that could not be written or read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct IoFailure {
    /// The device: its place in QEMU's tree, or its name.
    pub(crate) device: String,
    /// The node that failed.
    pub(crate) node: String,
    /// What QEMU does about it, by libvirt's number.
    pub(crate) action: i32,
    /// libvirt's word for why; empty for most reasons.
    pub(crate) reason: String,
    /// QEMU's words.
    pub(crate) message: String,
    /// The vcpus stand still.
    pub(crate) stops: bool,
}

/// What the event means; `None` when it concerns nobody but raw listeners.
pub(crate) fn effect(event: &Event) -> Option<Effect> {
    let data = &event.data;
    Some(match event.name.as_str() {
        "STOP" => Effect::Stopped(None),
        "RESUME" => Effect::Resumed,
        "SHUTDOWN" => Effect::ShutDown { by_guest: data["guest"].as_bool().unwrap_or(false) },
        "RESET" => Effect::Reset,
        "GUEST_PANICKED" => Effect::Panicked,
        "SUSPEND" => Effect::Suspended,
        "SUSPEND_DISK" => Effect::SuspendedToDisk,
        "WAKEUP" => Effect::WokeUp,
        "BALLOON_CHANGE" => Effect::Balloon { actual_kib: data["actual"].as_u64()? / 1024 },
        "VSERPORT_CHANGE" => {
            Effect::PortOpen { alias: text(data, "id")?, open: data["open"].as_bool().unwrap_or(false) }
        }
        "MIGRATION" => Effect::JobChanged { ended: None },
        "MIGRATION_PASS" => {
            let iteration = i32::try_from(data["pass"].as_i64()?).ok()?;
            Effect::Tell(EventKind::MigrationIteration { iteration })
        }
        "DUMP_COMPLETED" => {
            Effect::JobChanged { ended: Some(data["error"].as_str().unwrap_or_default().to_owned()) }
        }
        "RTC_CHANGE" => Effect::Tell(EventKind::RtcChange { offset: data["offset"].as_i64()? }),
        "WATCHDOG" => watchdog(data)?,
        "BLOCK_IO_ERROR" => io_error(data),
        "BLOCK_WRITE_THRESHOLD" => Effect::Threshold {
            node: text(data, "node-name")?,
            threshold: data["write-threshold"].as_u64()?,
            excess: data["amount-exceeded"].as_u64()?,
        },
        "DEVICE_DELETED" => Effect::DeviceDeleted { alias: text(data, "device")? },
        "DEVICE_UNPLUG_GUEST_ERROR" => Effect::UnplugRefused { alias: text(data, "device")? },
        "MEM_UNPLUG_ERROR" => Effect::UnplugRefused { alias: text(data, "device")? },
        "ACPI_DEVICE_OST" => ospm_status(&data["info"])?,
        "MEMORY_DEVICE_SIZE_CHANGE" => {
            Effect::MemoryGiven { alias: text(data, "id")?, kib: data["size"].as_u64()? / 1024 }
        }
        "DEVICE_TRAY_MOVED" => {
            let open = data["tray-open"].as_bool().unwrap_or(false);
            let device_alias = text(data, "id").or_else(|| text(data, "device"))?;
            Effect::Tell(EventKind::TrayChange { device_alias, reason: i32::from(!open) })
        }
        "VNC_CONNECTED" | "SPICE_CONNECTED" => Effect::Tell(graphics(0, data)),
        "VNC_INITIALIZED" | "SPICE_INITIALIZED" => Effect::Tell(graphics(1, data)),
        "VNC_DISCONNECTED" | "SPICE_DISCONNECTED" => Effect::Tell(graphics(2, data)),
        "MEMORY_FAILURE" => Effect::Tell(memory_failure(data)),
        _ => return None,
    })
}

/// The raw form for listeners of the qemu program.
pub(crate) fn raw(event: &Event) -> EventKind {
    EventKind::Monitor {
        event: event.name.clone(),
        seconds: event.seconds,
        microseconds: u32::try_from(event.microseconds).unwrap_or(0),
        details: event.data.as_object().is_some_and(|data| !data.is_empty()).then(|| event.data.to_string()),
    }
}

/// The state a guest is in according to `query-status`, for a daemon that finds it running.
pub(crate) fn state_of(status: &Value, before: State) -> State {
    let running = status["running"].as_bool().unwrap_or(false);
    match (running, before) {
        (true, State::Running(_)) => before,
        (true, _) => State::Running(crate::RunningReason::Unknown),
        (false, _) => match status["status"].as_str().unwrap_or_default() {
            "suspended" => State::PmSuspended,
            "guest-panicked" => State::Crashed(crate::CrashedReason::Panicked),
            "shutdown" => State::Shutdown(crate::ShutdownReason::Unknown),
            "io-error" => State::Paused(PausedReason::IoError),
            "watchdog" => State::Paused(PausedReason::Watchdog),
            _ if matches!(before, State::Paused(_)) => before,
            _ => State::Paused(PausedReason::Unknown),
        },
    }
}

fn text(data: &Value, key: &str) -> Option<String> {
    data[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What the guest's operating system says of a request to eject memory (ACPI's _OST): sources 3 and 0x103 are such
/// requests; of the states, 0 is success, and 0x84 and 0x85 say that it goes on.
fn ospm_status(info: &Value) -> Option<Effect> {
    let (source, status) = (info["source"].as_u64()?, info["status"].as_u64()?);
    let failed = matches!(status, 1 | 2 | 0x80..=0x83);
    if !matches!(source, 3 | 0x103) || !failed {
        return None;
    }
    Some(Effect::UnplugRefused { alias: text(info, "device")? })
}

fn watchdog(data: &Value) -> Option<Effect> {
    // virDomainEventWatchdogAction, by QEMU's word for it.
    let words = ["none", "pause", "reset", "poweroff", "shutdown", "debug", "inject-nmi"];
    let word = data["action"].as_str()?;
    let action = i32::try_from(words.iter().position(|known| *known == word)?).ok()?;
    Some(Effect::Watchdog { action, stops: word == "pause" })
}

fn io_error(data: &Value) -> Effect {
    // virDomainEventIOErrorAction: 0 none, 1 pause, 2 report.
    let (action, stops) = match data["action"].as_str().unwrap_or_default() {
        "stop" => (1, true),
        "report" => (2, false),
        _ => (0, false),
    };
    let no_space = data["nospace"].as_bool().unwrap_or(false);
    Effect::IoError(IoFailure {
        device: text(data, "qom-path").or_else(|| text(data, "device")).unwrap_or_default(),
        node: text(data, "node-name").unwrap_or_default(),
        action,
        reason: if no_space { "enospc".into() } else { String::new() },
        message: text(data, "reason").unwrap_or_default(),
        stops,
    })
}

fn graphics(phase: i32, data: &Value) -> EventKind {
    let end = |end: &Value| GraphicsAddress {
        family: match end["family"].as_str().unwrap_or_default() {
            "ipv6" => 1,
            "unix" => 2,
            _ => 0,
        },
        node: end["host"].as_str().unwrap_or_default().to_owned(),
        service: end["service"].as_str().or(end["port"].as_str()).unwrap_or_default().to_owned(),
    };
    let (server, client) = (&data["server"], &data["client"]);
    let named = [("x509dname", "x509dname"), ("sasl_username", "saslUsername")];
    let subject = named
        .iter()
        .filter_map(|(key, name)| Some(((*name).to_owned(), client[*key].as_str()?.to_owned())))
        .collect();
    EventKind::Graphics {
        phase,
        local: end(server),
        remote: end(client),
        auth_scheme: server["auth"].as_str().unwrap_or_default().to_owned(),
        subject,
    }
}

fn memory_failure(data: &Value) -> EventKind {
    let position = |words: &[&str], word: &Value| {
        let word = word.as_str().unwrap_or_default();
        words.iter().position(|known| *known == word).and_then(|at| i32::try_from(at).ok()).unwrap_or(0)
    };
    let flags = &data["flags"];
    let action_required = u32::from(flags["action-required"].as_bool().unwrap_or(false));
    let recursive = u32::from(flags["recursive"].as_bool().unwrap_or(false)) << 1;
    EventKind::MemoryFailure {
        recipient: position(&["hypervisor", "guest"], &data["recipient"]),
        action: position(&["ignore", "inject", "fatal", "reset"], &data["action"]),
        flags: action_required | recursive,
    }
}

/// What a stop or resume leads to, by what had been asked for.
pub(crate) const fn lifecycle_of_stop(reason: PausedReason) -> Lifecycle {
    match reason {
        PausedReason::IoError => Lifecycle::SuspendedIoError,
        PausedReason::Watchdog => Lifecycle::SuspendedWatchdog,
        PausedReason::ApiError => Lifecycle::SuspendedApiError,
        _ => Lifecycle::SuspendedPaused,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(name: &str, data: Value) -> Event {
        Event { name: name.into(), data, seconds: 5, microseconds: 7 }
    }

    #[test]
    fn each_event_means_what_qemu_says() {
        let table = [
            (
                "SHUTDOWN",
                json!({"guest": true, "reason": "guest-shutdown"}),
                Effect::ShutDown { by_guest: true },
            ),
            (
                "SHUTDOWN",
                json!({"guest": false, "reason": "host-signal"}),
                Effect::ShutDown { by_guest: false },
            ),
            ("STOP", Value::Null, Effect::Stopped(None)),
            ("BALLOON_CHANGE", json!({"actual": 268_435_456_u64}), Effect::Balloon { actual_kib: 262_144 }),
            (
                "DEVICE_TRAY_MOVED",
                json!({"device": "", "id": "sata0-0-0", "tray-open": true}),
                Effect::Tell(EventKind::TrayChange { device_alias: "sata0-0-0".into(), reason: 0 }),
            ),
            ("WATCHDOG", json!({"action": "reset"}), Effect::Watchdog { action: 2, stops: false }),
            (
                "VSERPORT_CHANGE",
                json!({"id": "channel0", "open": true}),
                Effect::PortOpen { alias: "channel0".into(), open: true },
            ),
        ];
        for (name, data, expected) in table {
            assert_eq!(effect(&event(name, data)), Some(expected), "{name}");
        }
    }

    #[test]
    fn an_unknown_or_broken_event_concerns_only_raw_listeners() {
        assert_eq!(effect(&event("FROM_THE_FUTURE", json!({}))), None);
        assert_eq!(effect(&event("BALLOON_CHANGE", json!({"actual": "much"}))), None);
        let EventKind::Monitor { event, details, .. } = raw(&event("X", json!({"a": 1}))) else {
            panic!("a raw event is told as one")
        };
        assert_eq!((event.as_str(), details.as_deref()), ("X", Some(r#"{"a":1}"#)));
    }

    #[test]
    fn a_found_guest_keeps_its_reason_when_qemu_agrees() {
        let user = State::Paused(PausedReason::User);
        assert_eq!(state_of(&json!({"running": false, "status": "paused"}), user), user);
        let booted = State::Running(crate::RunningReason::Booted);
        assert_eq!(state_of(&json!({"running": true, "status": "running"}), booted), booted);
        assert_eq!(
            state_of(&json!({"running": false, "status": "io-error"}), booted),
            State::Paused(PausedReason::IoError)
        );
    }
}
