//! How a guest's owner reacts to what its monitor reports.

use model::domain::{CrashAction, LifecycleAction};
use qmp::Event;
use serde_json::Value;

use crate::event::{EventKind, Lifecycle};
use crate::monitor_event::{self, Effect};
use crate::owner::Owner;
use crate::{CrashedReason, PausedReason, RunningReason, ShutdownReason, State};

impl Owner {
    pub(crate) async fn on_event(&mut self, event: Event) {
        self.tell(monitor_event::raw(&event));
        match monitor_event::effect(&event) {
            None => {}
            Some(Effect::Tell(kind)) => self.tell(kind),
            Some(Effect::Stopped(reason)) => self.on_stopped(reason),
            Some(Effect::Resumed) => self.on_resumed(),
            Some(Effect::ShutDown { by_guest }) => self.on_shut_down(by_guest).await,
            Some(Effect::Reset) => self.on_reset(),
            Some(Effect::Panicked) => self.on_panicked().await,
            Some(Effect::Suspended) => {
                self.enter(State::PmSuspended);
                self.tell_lifecycle(Lifecycle::PmSuspendedMemory);
                self.tell(EventKind::PmSuspend);
                self.save_status();
            }
            Some(Effect::SuspendedToDisk) => {
                self.enter(State::PmSuspended);
                self.tell_lifecycle(Lifecycle::PmSuspendedDisk);
                self.tell(EventKind::PmSuspendDisk);
                self.save_status();
            }
            Some(Effect::WokeUp) => {
                self.enter(State::Running(RunningReason::Wakeup));
                self.tell(EventKind::PmWakeup);
                self.tell_lifecycle(Lifecycle::StartedWakeup);
                self.save_status();
            }
            Some(Effect::Balloon { actual_kib }) => self.on_balloon(actual_kib),
            Some(Effect::PortOpen { alias, open }) => self.on_port(&alias, open),
            Some(Effect::DeviceDeleted { alias }) => {
                self.tell(EventKind::DeviceRemoved { device_alias: alias })
            }
            Some(Effect::IoError { node, action, reason, stops }) => {
                if stops && let Some(live) = &mut self.run {
                    live.stop_reason = Some(PausedReason::IoError);
                }
                let (source_path, device_alias) = self.disk_of(&node);
                self.tell(EventKind::IoError { source_path, device_alias, action, reason });
            }
        }
    }

    fn on_stopped(&mut self, reason: Option<PausedReason>) {
        let Some(live) = &mut self.run else { return };
        let reason = reason.or(live.stop_reason.take()).unwrap_or(PausedReason::Unknown);
        // A guest on its way down or crashed stands still too; that is no pause.
        if !matches!(self.view.state, State::Running(_)) {
            return;
        }
        self.enter(State::Paused(reason));
        self.tell_lifecycle(monitor_event::lifecycle_of_stop(reason));
        self.save_status();
    }

    fn on_resumed(&mut self) {
        if matches!(self.view.state, State::Paused(PausedReason::StartingUp)) {
            // The start itself says when it is done.
            return;
        }
        if matches!(self.view.state, State::Paused(_)) {
            self.enter(State::Running(RunningReason::Unpaused));
            self.tell_lifecycle(Lifecycle::ResumedUnpaused);
            self.save_status();
        }
    }

    async fn on_shut_down(&mut self, by_guest: bool) {
        let Some(live) = &mut self.run else { return };
        if live.shut_down {
            return;
        }
        let destroyed = live.shared.destroyed.load(std::sync::atomic::Ordering::Acquire);
        if std::mem::take(&mut live.reboots) && !destroyed {
            self.reset_after_shutdown().await;
            return;
        }
        live.shut_down = true;
        self.enter(State::Shutdown(ShutdownReason::Unknown));
        self.tell_lifecycle(if by_guest { Lifecycle::ShutdownGuest } else { Lifecycle::ShutdownHost });
        let preserve = |action| matches!(action, Some(LifecycleAction::Preserve));
        if self.view.live.as_ref().is_some_and(|live| preserve(live.domain().on_poweroff)) {
            self.save_status();
            return;
        }
        // QEMU waits with its last state (-no-shutdown); nothing more is expected of it.
        if let Some(live) = &self.run {
            self.signal(&live.shared.process, crate::stopping::TERMINATE);
        }
    }

    /// A reboot through the guest's own shutdown: reset and go on.
    async fn reset_after_shutdown(&mut self) {
        for command in ["system_reset", "cont"] {
            if let Err(why) = self.command(command, Value::Null).await {
                tracing::error!("domain '{}' could not be rebooted: {why}", self.view.name);
                return;
            }
        }
    }

    fn on_reset(&mut self) {
        if matches!(self.view.state, State::Crashed(_)) {
            self.enter(State::Paused(PausedReason::Unknown));
        }
        self.tell(EventKind::Reboot);
        self.save_status();
    }

    async fn on_panicked(&mut self) {
        self.enter(State::Crashed(CrashedReason::Panicked));
        self.tell_lifecycle(Lifecycle::CrashedPanicked);
        self.save_status();
        let action = self.view.live.as_ref().and_then(|live| live.domain().on_crash);
        match action {
            Some(CrashAction::Preserve | CrashAction::RenameRestart) => {}
            Some(CrashAction::Restart | CrashAction::CoredumpRestart) => self.reset_after_shutdown().await,
            _ => {
                if let Some(live) = &self.run {
                    self.signal(&live.shared.process, crate::stopping::TERMINATE);
                }
            }
        }
    }

    fn on_balloon(&mut self, actual_kib: u64) {
        if let Some(live) = &self.view.live {
            let mut domain = live.domain().clone();
            domain.memory.current = Some(actual_kib);
            self.set_live(domain);
            self.save_status();
        }
        self.tell(EventKind::BalloonChange { actual_kib });
    }

    /// A port of a virtio-serial device; the guest agent's is told under an event of its own.
    fn on_port(&mut self, alias: &str, open: bool) {
        let Some(live) = &self.view.live else { return };
        let mut domain = live.domain().clone();
        let Some(agent) = crate::channels::set_state(&mut domain, alias, open) else { return };
        self.set_live(domain);
        self.save_status();
        if agent {
            self.forget_agent();
            // virConnectDomainEventAgentLifecycleState: 1 connected, 2 disconnected; reason 2: its channel.
            self.tell(EventKind::AgentLifecycle { state: if open { 1 } else { 2 }, reason: 2 });
        }
    }

    /// Source path and alias of the disk that a node or device of QEMU belongs to.
    fn disk_of(&self, device: &str) -> (String, String) {
        let disks = self.view.live.iter().flat_map(|live| &live.domain().devices.disks);
        for disk in disks {
            let alias = disk.info.alias.as_deref().unwrap_or_default();
            if !alias.is_empty() && device.split('/').any(|part| part == alias) {
                return (crate::disks::source_path(disk).unwrap_or_default(), alias.to_owned());
            }
        }
        (String::new(), device.to_owned())
    }
}
