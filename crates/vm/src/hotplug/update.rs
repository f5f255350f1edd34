//! A device changes: the medium in a drive, the link of an interface, how much memory is asked for.

use std::time::Duration;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use launch::HostResources;
use model::Domain;
use model::device::disk::{Disk, DiskDevice};
use model::device::interface::{Interface, LinkState};
use model::device::memory::{MemoryDevice, MemoryModel};
use model::device::{Device, DeviceKind, Position};
use prepare::plug::Act;
use serde_json::json;

use super::Newcomer;
use crate::edit::Affected;
use crate::guest::Guest;
use crate::owner::Owner;

/// How long a guest may take to open a tray that it holds.
const TRAY: Duration = Duration::from_secs(5);

impl Guest {
    /// Changes a device (DOMAIN_UPDATE_DEVICE_FLAGS). `force`: a tray is opened though the guest holds it.
    ///
    /// # Errors
    /// 67 and 84 for what cannot change; 99 when there is no such device; QEMU's refusal.
    pub async fn update(&self, newcomer: Newcomer, force: bool, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.update(newcomer, force, affected).await })).await
    }
}

impl Owner {
    async fn update(&mut self, newcomer: Newcomer, force: bool, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let device = &newcomer.device;
        let stored = match self.view.stored.clone().filter(|_| affected.config) {
            Some(stored) => {
                let caps = self.emulator_caps(stored.domain()).await?;
                prepare::plug::check_alone(stored.domain(), device, &caps)?;
                prepare::plug::check(Act::Update, device.kind(), false)?;
                let changed = prepare::define(replaced(stored.domain(), device)?, &caps, &newcomer.host)?;
                self.allow_stored(&changed, &caps)?;
                Some(changed)
            }
            None => None,
        };
        if let Some(live) = self.view.live.clone().filter(|_| affected.live) {
            let caps = self.emulator_caps(live.domain()).await?;
            prepare::plug::check_alone(live.domain(), device, &caps)?;
            prepare::plug::check(Act::Update, device.kind(), true)?;
            match device {
                Device::Disk(disk) => self.change_medium(live.domain(), disk, force).await?,
                Device::Interface(interface) => self.change_interface(live.domain(), interface).await?,
                Device::Memory(module) => self.change_memory(live.domain(), module).await?,
                Device::Graphics(graphics) => self.change_graphics(live.domain(), graphics).await?,
                other => return Err(not_changeable(other.kind())),
            }
        }
        match stored {
            Some(stored) => self.store_definition(stored),
            None => Ok(()),
        }
    }

    /// Puts another medium, or none, into a drive. The former one stays when that fails.
    pub(crate) async fn change_medium(&mut self, live: &Domain, wanted: &Disk, force: bool) -> Result<()> {
        let dev = &wanted.target.dev;
        let position = live.devices.disks.iter().position(|known| known.target.dev == *dev);
        let Some((index, known)) = position.and_then(|at| Some((at, live.devices.disks.get(at)?))) else {
            let detail = format!("disk '{dev}' not found");
            return Err(Error::new(Code::InternalError, ErrorDomain::Qemu, detail));
        };
        if known.source.location == wanted.source.location {
            return Ok(());
        }
        if !matches!(known.device, Some(DiskDevice::Cdrom | DiskDevice::Floppy)) {
            return Err(unsupported("disk source can be changed only in removable drives"));
        }
        let caps = self.emulator_caps(live).await?;
        let mut fresh = known.clone();
        fresh.source = wanted.source.clone();
        fresh.backing = wanted.backing.clone();
        fresh.driver.format = wanted.driver.format;
        self.follow_chain(&mut fresh)?;
        let next = self.run.as_ref().map_or(0, |run| run.next_node).saturating_add(1);
        let taken = prepare::plug::medium(&mut fresh, next);
        if let Some(run) = &mut self.run {
            run.next_node = taken;
        }
        let found = findings::device::disk(&fresh, &crate::files::cd_drives(live));
        self.allow(policy::Act::HotPlug, &found)?;
        for finding in found {
            self.note(finding);
        }
        let lent = self.lend_disk(&fresh)?;
        let nodes = |owner: &Self, disk: &Disk| {
            let context = owner.running_context(live);
            launch::hotplug::medium(live, &caps, &context, &HostResources::default(), disk)
        };
        let (former, coming) = (nodes(self, known)?, nodes(self, &fresh)?);
        let changed = match self.carry_out(&coming.steps).await {
            Ok(()) => {
                let swapped = self.swap(known, former.top.as_deref(), coming.top.as_deref(), force).await;
                if swapped.is_err() {
                    self.undo_steps(coming.steps.iter()).await;
                }
                swapped
            }
            Err(why) => Err(why),
        };
        if let Err(why) = changed {
            self.take_back(&lent);
            return Err(why);
        }
        self.undo_steps(former.steps.iter()).await;
        let mut domain = live.clone();
        if let Some(place) = domain.devices.disks.get_mut(index) {
            *place = fresh;
        }
        self.set_live(domain);
        self.give_back_disk(known);
        self.catch_up().await;
        Ok(())
    }

    /// Opens the tray, takes out what is in it, puts the other medium in, and closes it.
    async fn swap(&mut self, drive: &Disk, out: Option<&str>, into: Option<&str>, force: bool) -> Result<()> {
        let id = drive.info.alias.clone().unwrap_or_default();
        let open = json!({ "id": id, "force": force });
        if let Err(why) = self.command("blockdev-open-tray", open.clone()).await {
            // The guest holds it, and has just been asked to let it go.
            if !why.message.contains("is locked") {
                return Err(why);
            }
            let deadline = tokio::time::Instant::now() + TRAY;
            loop {
                self.hear(Duration::from_millis(250)).await;
                match self.command("blockdev-open-tray", open.clone()).await {
                    Ok(_) => break,
                    Err(why) if tokio::time::Instant::now() > deadline => return Err(why),
                    Err(_) => {}
                }
            }
        }
        if out.is_some()
            && let Err(why) = self.command("blockdev-remove-medium", json!({ "id": id })).await
        {
            let _ = self.command("blockdev-close-tray", json!({ "id": id })).await;
            return Err(why);
        }
        let inserted = match into {
            Some(node) => {
                self.command("blockdev-insert-medium", json!({ "id": id, "node-name": node })).await.map(drop)
            }
            None => Ok(()),
        };
        if inserted.is_err()
            && let Some(node) = out
        {
            // The medium that was in it goes back; if even that fails the first failure is what counts.
            let _ = self.command("blockdev-insert-medium", json!({ "id": id, "node-name": node })).await;
        }
        let closed = self.command("blockdev-close-tray", json!({ "id": id })).await.map(drop);
        inserted.and(closed)
    }

    async fn change_interface(&mut self, live: &Domain, wanted: &Interface) -> Result<()> {
        let at = prepare::plug::find(live, &Device::Interface(Box::new(wanted.clone())), true)?;
        let Some(known) = live.devices.interfaces.get(at.index) else { return Ok(()) };
        if let Some(model) = &wanted.model
            && known.model.as_ref() != Some(model)
        {
            let former = known.model.as_deref().unwrap_or("(null)");
            return Err(no_change(&format!("cannot modify network device model from {former} to {model}")));
        }
        if known.source.kind() != wanted.source.kind() {
            let (from, to) = (known.source.kind(), wanted.source.kind());
            return Err(no_change(&format!(
                "cannot change config of '{from}' network interface type to '{to}'"
            )));
        }
        if known.script != wanted.script {
            return Err(no_change("cannot modify network device script attribute"));
        }
        let alias = known.info.alias.clone().unwrap_or_default();
        let down = |interface: &Interface| interface.link == Some(LinkState::Down);
        if down(known) != down(wanted) {
            self.command("set_link", json!({ "name": alias, "up": !down(wanted) })).await?;
        }
        let mut domain = live.clone();
        if let Some(place) = domain.devices.interfaces.get_mut(at.index) {
            place.link = wanted.link;
            place.bandwidth.clone_from(&wanted.bandwidth);
            place.filter.clone_from(&wanted.filter);
        }
        self.set_live(domain);
        Ok(())
    }

    /// A virtio-mem device is asked to give the guest more or less.
    async fn change_memory(&mut self, live: &Domain, wanted: &MemoryDevice) -> Result<()> {
        let at = memory_of(live, wanted);
        let Some((at, known)) = at.and_then(|at| Some((at, live.devices.memories.get(at)?))) else {
            let name = wanted.info.alias.as_deref().unwrap_or("(null)");
            return Err(unsupported(&format!("memory '{name}' not found")));
        };
        if known.model != MemoryModel::VirtioMem {
            let detail = format!("modify of memory device of model '{}' is not supported", known.model);
            return Err(no_change(&detail));
        }
        let Some(requested) = wanted.target.requested else { return Ok(()) };
        let alias = known.info.alias.clone().unwrap_or_default();
        let path = format!("/machine/peripheral/{alias}");
        let value = requested.saturating_mul(1024);
        self.command("qom-set", json!({ "path": path, "property": "requested-size", "value": value }))
            .await?;
        let mut domain = live.clone();
        if let Some(place) = domain.devices.memories.get_mut(at) {
            place.target.requested = Some(requested);
        }
        self.set_live(domain);
        Ok(())
    }
}

impl Owner {
    /// A memory device has given the guest more or less.
    pub(crate) fn on_memory_given(&mut self, alias: &str, kib: u64) {
        let Some(live) = &self.view.live else { return };
        let mut domain = live.domain().clone();
        let mut modules = domain.devices.memories.iter_mut();
        if let Some(module) = modules.find(|module| module.info.alias.as_deref() == Some(alias)) {
            module.target.current = Some(kib);
            self.set_live(domain);
        }
    }
}

/// The memory module that is meant: by its alias, else by its address.
fn memory_of(domain: &Domain, wanted: &MemoryDevice) -> Option<usize> {
    domain.devices.memories.iter().position(|known| {
        let by_alias = wanted.info.alias.is_some() && known.info.alias == wanted.info.alias;
        by_alias || (wanted.info.address.is_some() && known.info.address == wanted.info.address)
    })
}

/// A stored definition with a device in the place of the one that it describes.
fn replaced(stored: &Domain, device: &Device) -> Result<Domain> {
    let mut domain = stored.clone();
    let index = match device {
        Device::Disk(disk) => {
            let dev = &disk.target.dev;
            stored
                .devices
                .disks
                .iter()
                .position(|known| known.target.dev == *dev)
                .ok_or_else(|| invalid(format!("target {dev} doesn't exist.")))?
        }
        Device::Interface(_) => prepare::plug::find(stored, device, false)?.index,
        Device::Memory(module) => {
            memory_of(stored, module).ok_or_else(|| invalid("memory not found".to_owned()))?
        }
        Device::Graphics(graphics) => {
            let word = graphics.kind.kind();
            let same = stored.devices.graphics.iter().position(|known| known.kind.kind() == word);
            same.ok_or_else(|| {
                invalid(format!("cannot find existing graphics type '{word}' device to modify"))
            })?
        }
        other => return Err(not_changeable(other.kind())),
    };
    let at = Position { kind: device.kind(), index };
    let mut device = device.clone();
    // Where it is stays, unless the change says otherwise.
    if let (Some(info), Some(known)) = (device.info_mut(), domain.devices.info_at(at))
        && info.address.is_none()
    {
        info.address.clone_from(&known.address);
    }
    domain.devices.replace(index, device);
    Ok(domain)
}

fn invalid(detail: String) -> Error {
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
}

fn unsupported(detail: &str) -> Error {
    Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail)
}

pub(super) fn no_change(detail: &str) -> Error {
    Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail)
}

fn not_changeable(kind: DeviceKind) -> Error {
    let what = format!("live update of device '{}' is not supported", kind.word());
    unsupported(&what)
}
