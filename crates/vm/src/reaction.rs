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
                self.tell(EventKind::PmSuspend);
                self.tell_lifecycle(Lifecycle::PmSuspendedMemory);
            }
            Some(Effect::SuspendedToDisk) => {
                self.enter(State::PmSuspended);
                self.tell(EventKind::PmSuspendDisk);
                self.tell_lifecycle(Lifecycle::PmSuspendedDisk);
            }
            Some(Effect::WokeUp) => {
                let slept = self.view.state == State::PmSuspended;
                if slept {
                    self.enter(State::Running(RunningReason::Wakeup));
                }
                self.tell(EventKind::PmWakeup);
                if slept {
                    self.tell_lifecycle(Lifecycle::StartedWakeup);
                }
            }
            Some(Effect::JobChanged { ended }) => self.jobs.wake(ended),
            Some(Effect::Threshold { node, threshold, excess }) => {
                self.on_threshold(&node, threshold, excess)
            }
            Some(Effect::Balloon { actual_kib }) => self.on_balloon(actual_kib),
            Some(Effect::PortOpen { alias, open }) => self.on_port(&alias, open),
            Some(Effect::DeviceDeleted { alias }) => self.on_device_deleted(alias).await,
            Some(Effect::UnplugRefused { alias }) => self.on_unplug_refused(alias),
            Some(Effect::MemoryGiven { alias, kib }) => self.on_memory_given(&alias, kib),
            Some(Effect::Watchdog { action, stops }) => {
                if stops && let Some(live) = &mut self.run {
                    live.stop_reason = Some(PausedReason::Watchdog);
                }
                self.tell(EventKind::Watchdog { action });
            }
            Some(Effect::IoError(failure)) => self.on_io_error(failure),
        }
    }

    fn on_stopped(&mut self, reason: Option<PausedReason>) {
        let Some(live) = &mut self.run else { return };
        let reason = reason.or(live.stop_reason.take()).unwrap_or(PausedReason::Unknown);
        // A guest on its way down, crashed or just being reset stands still too; that is no pause.
        if live.resets || !matches!(self.view.state, State::Running(_)) {
            return;
        }
        self.enter(State::Paused(reason));
        self.tell_lifecycle(monitor_event::lifecycle_of_stop(reason));
    }

    fn on_resumed(&mut self) {
        let resets = self.run.as_mut().is_some_and(|live| std::mem::take(&mut live.resets));
        let reason = match self.view.state {
            State::Paused(PausedReason::StartingUp) => return self.booted(),
            State::Paused(_) => RunningReason::Unpaused,
            State::Crashed(_) => RunningReason::Crashed,
            State::Running(_) if resets => return self.enter(State::Running(RunningReason::Booted)),
            _ => return,
        };
        self.enter(State::Running(reason));
        self.tell_lifecycle(Lifecycle::ResumedUnpaused);
    }

    pub(crate) async fn on_shut_down(&mut self, by_guest: bool) {
        let Some(live) = &mut self.run else { return };
        if live.shut_down {
            return;
        }
        let destroyed = live.shared.destroyed.load(std::sync::atomic::Ordering::Acquire);
        let reboots = std::mem::take(&mut live.reboots);
        let on_poweroff = self.view.live.as_ref().and_then(|live| live.domain().on_poweroff);
        let goes_on = reboots || on_poweroff == Some(LifecycleAction::Restart);
        // A guest that has panicked is no better for having been ended by its host.
        let crashed = matches!(self.view.state, State::Crashed(_));
        if goes_on && by_guest && !destroyed && !crashed && self.reset_and_go_on().await {
            return;
        }
        let Some(live) = &mut self.run else { return };
        live.shut_down = true;
        if !crashed {
            self.enter(State::Shutdown(ShutdownReason::Unknown));
        }
        // One that would come up again is not told of, though its host lets it not.
        if by_guest || !goes_on {
            self.tell_lifecycle(if by_guest { Lifecycle::ShutdownGuest } else { Lifecycle::ShutdownHost });
        }
        if on_poweroff != Some(LifecycleAction::Preserve) {
            // QEMU waits with its last state (-no-shutdown); nothing more is expected of it.
            self.terminate();
        }
    }

    /// The guest has stopped for good and is to begin anew in the same process. False when QEMU does not do it.
    async fn reset_and_go_on(&mut self) -> bool {
        if let Some(live) = &mut self.run {
            live.resets = true;
        }
        for command in ["system_reset", "cont"] {
            if let Err(why) = self.command(command, Value::Null).await {
                tracing::error!("domain '{}' could not be rebooted: {why}", self.view.name);
                return false;
            }
        }
        true
    }

    fn on_reset(&mut self) {
        self.tell(EventKind::Reboot);
    }

    pub(crate) async fn on_panicked(&mut self) {
        if let State::Crashed(_) = self.view.state {
            return;
        }
        self.enter(State::Crashed(CrashedReason::Panicked));
        self.tell_lifecycle(Lifecycle::CrashedPanicked);
        let goes_on = match self.view.live.as_ref().and_then(|live| live.domain().on_crash) {
            Some(CrashAction::Preserve | CrashAction::RenameRestart) => true,
            Some(CrashAction::Restart | CrashAction::CoredumpRestart) => self.reset_and_go_on().await,
            _ => false,
        };
        if !goes_on {
            self.terminate();
        }
    }

    pub(crate) fn terminate(&self) {
        if let Some(live) = &self.run {
            self.signal(&live.shared.process, crate::stopping::TERMINATE);
        }
    }

    fn on_balloon(&mut self, actual_kib: u64) {
        if let Some(live) = &self.view.live {
            let mut domain = live.domain().clone();
            domain.memory.current = Some(actual_kib);
            self.set_live(domain);
        }
        self.tell(EventKind::BalloonChange { actual_kib });
    }

    /// A port of a virtio-serial device; the guest agent's is told under an event of its own.
    pub(crate) fn on_port(&mut self, alias: &str, open: bool) {
        let Some(live) = &self.view.live else { return };
        let mut domain = live.domain().clone();
        let Some(agent) = crate::channels::set_state(&mut domain, alias, open) else { return };
        self.set_live(domain);
        if agent {
            self.forget_agent();
            // virConnectDomainEventAgentLifecycleState: 1 connected, 2 disconnected; reason 2: its channel.
            self.tell(EventKind::AgentLifecycle { state: if open { 1 } else { 2 }, reason: 2 });
        }
    }

    /// A guest has started whose agent has not opened its channel yet.
    pub(crate) fn tell_agent(&self) {
        let agent = self.view.live.as_ref().and_then(|live| crate::channels::agent(live.domain()));
        if agent.is_some_and(|agent| !agent.connected) {
            // Disconnected; reason 1: its start.
            self.tell(EventKind::AgentLifecycle { state: 2, reason: 1 });
        }
    }
}
