//! A device goes. The guest has to let it go: it is asked, and what it does about it is heard later.

use std::sync::atomic::Ordering;
use std::time::Duration;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use launch::hotplug::Step;
use model::Domain;
use model::device::controller::ControllerType;
use model::device::disk::{DiskBus, DiskDevice};
use model::device::input::InputBus;
use model::device::watchdog::WatchdogModel;
use model::device::{Device, DeviceKind, Position};
use prepare::plug::Act;
use serde_json::json;
use tokio::sync::oneshot;

use crate::edit::Affected;
use crate::event::EventKind;
use crate::files;
use crate::guest::Guest;
use crate::owner::Owner;

/// How long a call waits for the guest to let a device go.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which device is meant.
#[derive(Debug, Clone)]
pub enum Which {
    /// That which looks like this one.
    Like(Box<Device>),
    /// That of this alias.
    Alias(String),
}

/// What became of a device that was to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unplugged {
    /// It is gone.
    Gone,
    /// The guest keeps it.
    Refused,
}

/// Somebody who waits for a device to be gone.
#[derive(Debug)]
pub(crate) struct Unplug {
    pub(crate) alias: String,
    pub(crate) told: oneshot::Sender<Unplugged>,
}

impl Guest {
    /// Unplugs a device (DOMAIN_DETACH_DEVICE_FLAGS, DOMAIN_DETACH_DEVICE_ALIAS). A guest that does not let it go
    /// within a few seconds may still do so: that is told by event. Others who change the guest wait meanwhile;
    /// its owner does not.
    ///
    /// # Errors
    /// 99 when there is no such device; 84 for kinds that cannot go; 9 when the guest refuses.
    pub async fn detach(&self, which: Which, affected: Affected) -> Result<()> {
        let turn = self.turn().await?;
        let guest = self.clone();
        // A client that goes away does not stop half of it.
        let done = tokio::spawn(async move {
            let _turn = turn;
            let begun = which.clone();
            let waits = guest
                .ask_beside(move |owner| Box::pin(async move { owner.detach(&begun, affected).await }))
                .await?;
            if let Some(gone) = waits {
                wait(gone).await?;
            }
            guest
                .ask_beside(move |owner| Box::pin(async move { owner.detach_stored(&which, affected).await }))
                .await
        });
        done.await.unwrap_or_else(|why| Err(Error::internal(ErrorDomain::Qemu, format!("unfinished: {why}"))))
    }
}

/// Waits for a device to be gone, but not for ever.
async fn wait(gone: oneshot::Receiver<Unplugged>) -> Result<()> {
    match tokio::time::timeout(PATIENCE, gone).await {
        Err(_) | Ok(Ok(Unplugged::Gone)) => Ok(()),
        Ok(Ok(Unplugged::Refused)) => {
            let detail = "unplug of device was rejected by the guest";
            Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail))
        }
        Ok(Err(_)) => {
            let detail = "guest unexpectedly quit";
            Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail))
        }
    }
}

impl Which {
    fn find(&self, domain: &Domain, live: bool) -> Result<Position> {
        match self {
            Self::Like(device) => {
                prepare::plug::check(Act::Detach, device.kind(), live)?;
                if live && let Device::Controller(_) = &**device {
                    refuse(device)?;
                }
                prepare::plug::find(domain, device, live)
            }
            Self::Alias(alias) => {
                let at = prepare::plug::find_alias(domain, alias)?;
                prepare::plug::check(Act::Detach, at.kind, live)?;
                Ok(at)
            }
        }
    }
}

impl Owner {
    /// Has the guest let a device go; gives what to wait for, if it is not gone at once.
    async fn detach(
        &mut self,
        which: &Which,
        affected: Affected,
    ) -> Result<Option<oneshot::Receiver<Unplugged>>> {
        self.require(affected)?;
        if let Some(stored) = self.view.stored.as_ref().filter(|_| affected.config) {
            which.find(stored.domain(), false)?;
        }
        let Some(live) = self.view.live.clone().filter(|_| affected.live) else { return Ok(None) };
        let live = live.domain();
        let at = which.find(live, true)?;
        let device = live.devices.device_at(at);
        let device = device.ok_or_else(|| Error::internal(ErrorDomain::Qemu, "the device is lost"))?;
        refuse(&device)?;
        refuse_busy(live, &device)?;
        let caps = self.emulator_caps(live).await?;
        let steps = self.steps(live, &caps, at)?;
        let Some(last) = steps.iter().rev().find(|step| step.is_device()) else {
            // Nothing that the guest has a say in.
            self.dismantle(at, &steps).await;
            return Ok(None);
        };
        let (told, gone) = oneshot::channel();
        let alias = last.name().to_owned();
        self.await_unplug(alias.clone(), told);
        match self.ask_to_leave(&last.undo).await {
            Ok(false) => {}
            Ok(true) => self.on_device_deleted(alias).await,
            Err(why) => {
                self.forget_unplug(&alias);
                return Err(why);
            }
        }
        self.catch_up().await;
        Ok(Some(gone))
    }

    async fn detach_stored(&mut self, which: &Which, affected: Affected) -> Result<()> {
        let Some(stored) = self.view.stored.clone().filter(|_| affected.config) else { return Ok(()) };
        let at = which.find(stored.domain(), false)?;
        let caps = self.emulator_caps(stored.domain()).await?;
        let changed = prepare::plug::unstore(stored.domain(), at, &caps)?;
        match which {
            Which::Like(_) => self.store_definition(changed),
            // libvirt tells nobody.
            Which::Alias(_) => self.store_quietly(changed),
        }
    }

    pub(crate) fn await_unplug(&mut self, alias: String, told: oneshot::Sender<Unplugged>) {
        if let Some(run) = &mut self.run {
            // Whoever has given up waiting is not told any more.
            run.unplugs.retain(|unplug| !unplug.told.is_closed());
            run.unplugs.push(Unplug { alias, told });
        }
    }

    pub(crate) fn forget_unplug(&mut self, alias: &str) {
        if let Some(run) = &mut self.run {
            run.unplugs.retain(|unplug| unplug.alias != alias);
        }
    }

    fn tell_unplugged(&mut self, alias: &str, what: Unplugged) {
        let Some(run) = &mut self.run else { return };
        let (told, rest) = std::mem::take(&mut run.unplugs).into_iter().partition(|u| u.alias == alias);
        run.unplugs = rest;
        let told: Vec<Unplug> = told;
        for unplug in told {
            // Nobody may wait any more.
            let _ = unplug.told.send(what);
        }
    }

    /// QEMU says that a device is gone: what was behind it goes too, and the definition follows.
    pub(crate) async fn on_device_deleted(&mut self, alias: String) {
        if let Some(number) = alias.strip_prefix("vcpu").and_then(|number| number.parse().ok()) {
            self.on_vcpu_deleted(number).await;
        } else if let Some(at) =
            self.view.live.as_ref().and_then(|live| live.domain().devices.position_of_alias(&alias))
            && let Some(live) = self.view.live.clone()
        {
            let steps = match self.emulator_caps(live.domain()).await {
                Ok(caps) => self.steps(live.domain(), &caps, at),
                Err(why) => Err(why),
            };
            let steps = steps.unwrap_or_else(|why| {
                tracing::warn!("what was behind device '{alias}' stays in QEMU: {why}");
                Vec::new()
            });
            self.dismantle(at, &steps).await;
            self.tell(EventKind::DeviceRemoved { device_alias: alias.clone() });
        }
        self.tell_unplugged(&alias, Unplugged::Gone);
    }

    /// Which devices the guest has let go while nobody was there to hear it.
    pub(crate) async fn learn_devices(&mut self) {
        let arguments = json!({ "path": "/machine/peripheral" });
        let reply = match self.command("qom-list", arguments).await {
            Ok(reply) => reply,
            Err(why) => return tracing::warn!("the devices of domain '{}': {why}", self.view.name),
        };
        let there: Vec<&str> =
            reply.as_array().into_iter().flatten().filter_map(|entry| entry["name"].as_str()).collect();
        let Some(live) = self.view.live.clone() else { return };
        let Ok(caps) = self.emulator_caps(live.domain()).await else { return };
        let mut gone = Vec::new();
        for at in live.domain().devices.positions() {
            // What is not told as a device, such as what the board has, is not looked for.
            let steps = self.steps(live.domain(), &caps, at).unwrap_or_default();
            let device = steps.iter().find(|step| step.is_device()).map(Step::name);
            gone.extend(device.filter(|name| !there.contains(name)).map(str::to_owned));
        }
        for alias in gone {
            self.on_device_deleted(alias).await;
        }
    }

    /// The guest keeps a device that was to go.
    pub(crate) fn on_unplug_refused(&mut self, alias: String) {
        self.tell_unplugged(&alias, Unplugged::Refused);
        self.tell(EventKind::DeviceRemovalFailed { device_alias: alias });
    }

    /// Takes away what was behind a device that is gone, and the device from the definition.
    async fn dismantle(&mut self, at: Position, steps: &[Step]) {
        let behind: Vec<&Step> = steps.iter().filter(|step| !step.is_device()).collect();
        let alive = self.run.as_ref().is_some_and(|run| !run.shared.destroyed.load(Ordering::Acquire));
        if alive {
            self.undo_steps(behind.into_iter()).await;
        }
        let Some(live) = self.view.live.clone() else { return };
        let device = live.domain().devices.device_at(at);
        self.set_live(prepare::plug::shelve(live.domain(), at));
        if let Some(Device::Disk(disk)) = device {
            self.give_back_disk(&disk);
        }
    }

    /// The files of a disk that is gone belong to whom they belonged before, unless another disk needs them.
    pub(crate) fn give_back_disk(&mut self, disk: &model::device::disk::Disk) {
        let Some(live) = &self.view.live else { return };
        let needed: Vec<_> =
            live.domain().devices.disks.iter().flat_map(files::of_disk).map(|file| file.path).collect();
        let gone: Vec<_> =
            files::of_disk(disk).map(|file| file.path).filter(|path| !needed.contains(path)).collect();
        let lent = self.run.iter().flat_map(|run| &run.lent);
        let lent: Vec<_> = lent.filter(|lent| gone.contains(&lent.path)).cloned().collect();
        self.take_back(&lent);
    }
}

/// What cannot go while a guest runs.
fn refuse(device: &Device) -> Result<()> {
    let unsupported = |detail: String| Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
    match device {
        Device::Disk(disk) => match (disk.device, disk.target.bus) {
            // A description may say no more than the target.
            (Some(kind @ (DiskDevice::Cdrom | DiskDevice::Floppy)), bus) if bus != Some(DiskBus::Usb) => {
                unsupported(format!("disk device type '{kind}' cannot be detached"))
            }
            (_, Some(DiskBus::Ide | DiskBus::Sata | DiskBus::Fdc)) => {
                unsupported("This type of disk cannot be hot unplugged".to_owned())
            }
            _ => Ok(()),
        },
        Device::Controller(controller) => match controller.kind.bus() {
            ControllerType::Scsi => Ok(()),
            other => unsupported(format!("'{other}' controller cannot be hot unplugged.")),
        },
        Device::Input(input) => match input.bus {
            None | Some(InputBus::Usb | InputBus::Virtio) => Ok(()),
            Some(bus) => unsupported(format!("input device on bus '{bus}' cannot be detached")),
        },
        Device::Watchdog(watchdog) if watchdog.model == WatchdogModel::Itco => {
            unsupported(format!("hot unplug of watchdog of model {} is not supported", watchdog.model))
        }
        _ => Ok(()),
    }
}

/// A controller that has disks does not go.
fn refuse_busy(live: &Domain, device: &Device) -> Result<()> {
    let Device::Controller(controller) = device else { return Ok(()) };
    let disks = (0..live.devices.count(DeviceKind::Disk)).filter_map(|index| live.devices.disks.get(index));
    let mut on_it = disks.filter(|disk| {
        disk.target.bus == Some(DiskBus::Scsi)
            && matches!(&disk.info.address, Some(model::device::address::Address::Drive(at))
                if Some(at.controller) == controller.index)
    });
    if controller.kind.bus() == ControllerType::Scsi && on_it.next().is_some() {
        let detail = "device cannot be detached: device is busy";
        return Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail));
    }
    Ok(())
}
