//! Carrying steps out, and taking back what a failure leaves.

use std::path::Path;
use std::sync::Arc;

use caps::EmulatorCapabilities;
use errors::{Code, Domain as ErrorDomain, Error, Result};
use launch::hotplug::{Command, Step};
use launch::{HostResources, LaunchContext};
use model::Domain;
use model::device::Position;
use prepare::StartFacts;

use crate::memory_files;
use crate::native::plain_context;
use crate::owner::{Owner, monitor_error};
use crate::starting::text;

impl Owner {
    /// Carries steps out in order. When one fails, those before it are undone, so that QEMU is as it was.
    ///
    /// # Errors
    /// That of the step that failed.
    pub(crate) async fn carry_out(&self, steps: &[Step]) -> Result<()> {
        for (done, step) in steps.iter().enumerate() {
            let Command { name, arguments } = &step.make;
            if let Err(why) = self.command(name, arguments.clone()).await {
                self.undo_steps(steps.iter().take(done)).await;
                return Err(why);
            }
        }
        Ok(())
    }

    /// Undoes steps, the last one first. What cannot be undone is told in the log: nobody waits for it.
    pub(crate) async fn undo_steps<'a>(&self, steps: impl DoubleEndedIterator<Item = &'a Step> + Send + 'a) {
        for step in steps.rev() {
            let Command { name, arguments } = &step.undo;
            if let Err(why) = self.command(name, arguments.clone()).await {
                tracing::warn!("domain '{}': {name} {arguments} fails: {why}", self.view.name);
                if matches!(why.code, Code::OperationTimeout | Code::OperationFailed) {
                    // QEMU does not answer, or is gone: it will not do the rest either.
                    return;
                }
            }
        }
    }

    /// What QEMU is told of a device of that live definition.
    pub(crate) fn steps(
        &self,
        domain: &Domain,
        caps: &EmulatorCapabilities,
        at: Position,
    ) -> Result<Vec<Step>> {
        launch::hotplug::plug(domain, caps, &self.running_context(domain), &HostResources::default(), at)
    }

    /// The surroundings of what is told to the running QEMU: it opens by paths what there is to be opened.
    pub(crate) fn running_context(&self, domain: &Domain) -> LaunchContext {
        let directory = self.run.as_ref().map(|live| live.directory.clone()).unwrap_or_default();
        let cdrom_drives = crate::files::cd_drives(domain);
        LaunchContext { cdrom_drives, ..plain_context(self.settings(), &directory) }
    }

    /// Where the running guest's own files are.
    pub(crate) fn running_facts(&self) -> StartFacts {
        let directory = self.run.as_ref().map(|live| live.directory.clone()).unwrap_or_default();
        let memory_dir = text(&memory_files::directory(&directory));
        let directory = text(&directory);
        StartFacts {
            id: u32::try_from(self.view.id).ok(),
            channel_dir: directory.clone(),
            memory_dir,
            domain_dir: directory,
            policy: self.settings().policy.clone(),
            ..StartFacts::default()
        }
    }

    /// What the guest's emulator can do.
    pub(crate) async fn emulator_caps(&self, domain: &Domain) -> Result<Arc<EmulatorCapabilities>> {
        let emulator = domain.devices.emulator.as_deref().ok_or_else(|| {
            Error::new(Code::InternalError, ErrorDomain::Qemu, "the definition names no emulator")
        })?;
        let accelerator = findings::launch::accelerator(domain.virt_type);
        self.surroundings.capabilities(Path::new(emulator), accelerator).await
    }

    /// Asks QEMU to let go of a device. True when it is gone already, for whatever reason.
    ///
    /// # Errors
    /// QEMU refuses, or does not answer.
    pub(crate) async fn ask_to_leave(&self, undo: &Command) -> Result<bool> {
        let monitor = self.monitor()?;
        let deadline = self.settings().monitor_timeout;
        match monitor.execute(undo.name, undo.arguments.clone(), deadline).await {
            Ok(_) => Ok(false),
            Err(qmp::QmpError::Command { class, .. }) if class == "DeviceNotFound" => Ok(true),
            Err(why) => Err(monitor_error(undo.name, &why)),
        }
    }
}
