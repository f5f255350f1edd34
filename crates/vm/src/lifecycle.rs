//! Starting, pausing and ending a guest: what clients ask for.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::domain::LifecycleAction;
use serde_json::Value;

use crate::event::Lifecycle;
use crate::guest::Guest;
use crate::owner::{Owner, not_running};
use crate::{Caller, PausedReason, RunningReason, State, View};

/// How a guest is started (flags of DOMAIN_CREATE_WITH_FLAGS).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StartFlags {
    /// Its vcpus stay still until it is resumed.
    pub paused: bool,
    /// It ends with the connection that started it.
    pub auto_destroy: bool,
    /// Its UEFI variables begin anew.
    pub reset_nvram: bool,
    /// It boots though its state was saved; that state is gone then.
    pub force_boot: bool,
}

/// How a guest is asked to go down or to come up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerMode {
    /// By the guest agent where one answers, else by the power button.
    Any,
    /// By the power button.
    Acpi,
    /// By the guest agent.
    Agent,
}

impl Guest {
    /// Starts it (DOMAIN_CREATE, DOMAIN_CREATE_WITH_FLAGS).
    ///
    /// # Errors
    /// 55 "domain is already running"; whatever keeps QEMU from starting, with QEMU's own last words.
    /// Nothing is left behind then: no process, no file, no port.
    pub async fn start(&self, flags: StartFlags, caller: &Caller) -> Result<Arc<View>> {
        let caller = *caller;
        self.ask(move |owner| Box::pin(async move { owner.start_stored(flags, caller).await })).await
    }

    /// Starts it once with another definition than the stored one (DOMAIN_CREATE_XML for a known guest).
    ///
    /// # Errors
    /// 55 "domain '...' is already active"; else as [`Guest::start`].
    pub async fn start_with(&self, domain: Domain, flags: StartFlags, caller: &Caller) -> Result<Arc<View>> {
        let caller = *caller;
        self.ask(move |owner| Box::pin(async move { owner.start(Some(domain), None, flags, caller).await }))
            .await
    }

    /// Holds its vcpus (DOMAIN_SUSPEND). A guest that is held already is left as it is.
    ///
    /// # Errors
    /// 55 "domain is not running".
    pub async fn suspend(&self) -> Result<()> {
        self.ask(|owner| Box::pin(owner.suspend())).await
    }

    /// Lets its vcpus run (DOMAIN_RESUME).
    ///
    /// # Errors
    /// 55 "domain is not running", "domain is already running", "domain is pmsuspended".
    pub async fn resume(&self) -> Result<()> {
        self.ask(|owner| Box::pin(owner.resume())).await
    }

    /// Asks it to power off (DOMAIN_SHUTDOWN_FLAGS). Returns when it has been asked.
    ///
    /// # Errors
    /// 55 "domain is not running"; 86 when only the agent may be used and none answers.
    pub async fn shutdown(&self, mode: PowerMode) -> Result<()> {
        self.ask(move |owner| Box::pin(owner.power(mode, false))).await
    }

    /// Asks it to reboot (DOMAIN_REBOOT). Returns when it has been asked.
    ///
    /// # Errors
    /// As [`Guest::shutdown`].
    pub async fn reboot(&self, mode: PowerMode) -> Result<()> {
        self.ask(move |owner| Box::pin(owner.power(mode, true))).await
    }

    /// Resets it without asking it (DOMAIN_RESET).
    ///
    /// # Errors
    /// 55 "domain is not running".
    pub async fn reset(&self) -> Result<()> {
        self.ask(|owner| Box::pin(owner.reset())).await
    }

    /// Ends its process (DOMAIN_DESTROY, DOMAIN_DESTROY_FLAGS): asked first, then, unless `graceful`, killed.
    /// The process is ended past the guest's queue, so a frozen QEMU cannot be in the way.
    ///
    /// # Errors
    /// 55 "domain is not running"; 38 with EBUSY when `graceful` and it does not go.
    pub async fn destroy(&self, graceful: bool) -> Result<()> {
        let run = loop {
            if !self.view().is_active() {
                return Err(not_running());
            }
            match self.process().get() {
                Some(run) => break run,
                // It is just being started, or has just stopped: its owner knows when it is through.
                None => self.ask(|_| Box::pin(async { Ok(()) })).await?,
            }
        };
        let name = Arc::clone(&self.view().name);
        let asked_before = run.destroyed.swap(true, Ordering::AcqRel);
        if let Err(why) = crate::stopping::end(&run.process, graceful, &name).await {
            run.destroyed.store(asked_before, Ordering::Release);
            return Err(why);
        }
        let outcome = self
            .ask_beside(move |owner| {
                Box::pin(async move {
                    owner.on_destroyed(&run).await;
                    Ok(())
                })
            })
            .await;
        match outcome {
            // A transient guest is forgotten with its process.
            Err(why) if why.code == Code::NoDomain => Ok(()),
            outcome => outcome,
        }
    }
}

impl Owner {
    async fn suspend(&mut self) -> Result<()> {
        match self.view.state {
            State::ShutOff(_) => return Err(not_running()),
            State::PmSuspended => return Err(invalid("domain is pmsuspended")),
            State::Paused(_) => return Ok(()),
            _ => {}
        }
        if let Some(live) = &mut self.run {
            live.stop_reason = Some(PausedReason::User);
        }
        let stopped = self.command("stop", Value::Null).await;
        self.catch_up().await;
        if stopped.is_err()
            && let Some(live) = &mut self.run
        {
            live.stop_reason = None;
        } else if matches!(self.view.state, State::Running(_)) {
            // No event: it stood still already, though nobody had said so.
            self.ask_state().await;
        }
        stopped.map(drop)
    }

    async fn resume(&mut self) -> Result<()> {
        match self.view.state {
            State::ShutOff(_) => return Err(not_running()),
            State::PmSuspended => return Err(invalid("domain is pmsuspended")),
            State::Running(_) => return Err(invalid("domain is already running")),
            _ => {}
        }
        self.command("cont", Value::Null).await?;
        self.catch_up().await;
        if matches!(self.view.state, State::Paused(_)) {
            // No event: it ran already, though nobody had said so.
            self.ask_state().await;
        }
        Ok(())
    }

    /// libvirt reboots through a shutdown that ends in a reset, so that the guest's own OS is asked.
    async fn power(&mut self, mode: PowerMode, reboot: bool) -> Result<()> {
        if reboot {
            self.require_active()?;
        } else if !matches!(self.view.state, State::Running(_)) {
            return Err(invalid("domain is not running"));
        }
        if mode != PowerMode::Acpi {
            let word = if reboot { "reboot" } else { "powerdown" };
            match self.agent_power(word).await {
                Ok(()) => return Ok(()),
                Err(why) if mode == PowerMode::Agent => return Err(why),
                Err(_) => {}
            }
        }
        let on_reboot = self.view.live.as_ref().and_then(|live| live.domain().on_reboot);
        let ends_on_reboot = on_reboot == Some(LifecycleAction::Destroy);
        if let Some(live) = &mut self.run {
            live.reboots = reboot && !ends_on_reboot;
        }
        self.command("system_powerdown", Value::Null).await?;
        self.catch_up().await;
        Ok(())
    }

    async fn reset(&mut self) -> Result<()> {
        self.command("system_reset", Value::Null).await?;
        if let Some(live) = &mut self.run {
            live.reboots = false;
        }
        self.catch_up().await;
        if let State::Crashed(_) = self.view.state {
            self.enter(State::Paused(PausedReason::Crashed));
        }
        Ok(())
    }

    /// The vcpus run for the first time; `paused` guests wait.
    pub(crate) async fn begin(&mut self, paused: bool) -> Result<()> {
        if paused {
            self.enter(State::Paused(PausedReason::User));
            self.tell_lifecycle(Lifecycle::StartedBooted);
            self.tell_lifecycle(Lifecycle::SuspendedPaused);
        } else {
            self.command("cont", Value::Null).await?;
            self.catch_up().await;
            self.booted();
        }
        Ok(())
    }

    /// The vcpus run for the first time: told once, by whatever says so first.
    pub(crate) fn booted(&mut self) {
        if let State::Paused(PausedReason::StartingUp) = self.view.state {
            self.enter(State::Running(RunningReason::Booted));
            self.tell_lifecycle(Lifecycle::ResumedUnpaused);
            self.tell_lifecycle(Lifecycle::StartedBooted);
        }
    }
}

pub(crate) fn invalid(why: &str) -> Error {
    Error::new(Code::OperationInvalid, ErrorDomain::Qemu, why)
}
