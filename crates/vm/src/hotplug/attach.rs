//! A device comes to a guest.

use caps::EmulatorCapabilities;
use errors::Result;
use findings::Finding;
use model::Domain;
use model::device::disk::DiskDevice;
use model::device::interface::LinkState;
use model::device::{Device, Position};
use prepare::HostFacts;
use prepare::plug::Act;
use serde_json::{Value, json};

use crate::Caller;
use crate::definition_files::{file_trouble, store};
use crate::edit::Affected;
use crate::event::{EventKind, Lifecycle};
use crate::guest::Guest;
use crate::owner::Owner;
use crate::patience::patiently;
use crate::status::Lent;
use crate::{Definition, files};

/// A device as a client describes it, and what making it complete needs to know.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The device.
    pub device: Device,
    /// What the host is like.
    pub host: HostFacts,
    /// Who asks.
    pub caller: Caller,
}

impl Guest {
    /// Plugs a device in (DOMAIN_ATTACH_DEVICE, DOMAIN_ATTACH_DEVICE_FLAGS). Goes on though the client goes away.
    ///
    /// # Errors
    /// 84 for kinds that cannot come; whatever is wrong with the device; QEMU's refusal. Nothing of it is left then.
    pub async fn attach(&self, newcomer: Newcomer, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.attach(newcomer, affected).await })).await
    }
}

impl Owner {
    async fn attach(&mut self, newcomer: Newcomer, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let kind = newcomer.device.kind();
        let stored = match self.view.stored.as_ref().filter(|_| affected.config) {
            Some(stored) => {
                let caps = self.emulator_caps(stored.domain()).await?;
                prepare::plug::check_alone(stored.domain(), &newcomer.device, &caps)?;
                prepare::plug::check(Act::Attach, kind, false)?;
                let device = newcomer.device.clone();
                let changed = prepare::plug::store(stored.domain(), device, &caps, &newcomer.host)?;
                self.allow_stored(&changed, &caps)?;
                Some(changed)
            }
            None => None,
        };
        if affected.live
            && let Some(live) = self.view.live.clone()
        {
            let caps = self.emulator_caps(live.domain()).await?;
            prepare::plug::check_alone(live.domain(), &newcomer.device, &caps)?;
            super::host_device::check(&newcomer.device)?;
            prepare::plug::check(Act::Attach, kind, true)?;
            self.attach_live(live.domain(), newcomer).await?;
        }
        match stored {
            Some(stored) => self.store_definition(stored),
            None => Ok(()),
        }
    }

    /// Stores what will run next time.
    pub(super) fn store_quietly(&mut self, domain: Domain) -> Result<()> {
        store(self.settings(), &domain)?;
        self.view.stored = Some(Definition::new(domain));
        self.publish();
        Ok(())
    }

    /// Stores what will run next time, and tells of it.
    pub(crate) fn store_definition(&mut self, domain: Domain) -> Result<()> {
        self.store_quietly(domain)?;
        self.tell_lifecycle(Lifecycle::DefinedUpdated);
        Ok(())
    }

    async fn attach_live(&mut self, live: &Domain, mut newcomer: Newcomer) -> Result<()> {
        if let Device::Disk(disk) = &newcomer.device
            && matches!(disk.device, Some(DiskDevice::Cdrom | DiskDevice::Floppy))
            && live.devices.disks.iter().any(|known| known.target.dev == disk.target.dev)
        {
            // A medium for a drive that is there.
            return self.change_medium(live, disk, false).await;
        }
        prepare::plug::can_come(&newcomer.device)?;
        if let Device::Disk(disk) = &mut newcomer.device {
            self.follow_chain(disk)?;
        }
        let caps = self.emulator_caps(live).await?;
        let next = self.run.as_ref().map_or(0, |run| run.next_node).saturating_add(1);
        let facts = self.running_facts();
        let plugged = prepare::plug::plug(live, newcomer.device, &caps, &newcomer.host, &facts, next)?;
        let mut domain = plugged.domain;
        let found = findings_of(&domain, plugged.at);
        self.allow(policy::Act::HotPlug, &found)?;
        // Told before the attempt: a device that fails has been tried all the same.
        for mut finding in found {
            finding.cause = Some(newcomer.caller.cause());
            self.note(finding);
        }
        if let Some(run) = &mut self.run {
            run.next_node = plugged.next_node.saturating_sub(1);
        }
        prepare::plug::check_use(&domain)?;
        self.attach_controllers(&domain, &caps, &plugged.controllers, plugged.at).await?;
        let steps = self.steps(&domain, &caps, plugged.at)?;
        let lent = self.lend_device(&domain, plugged.at)?;
        if let Err(why) = self.carry_out(&steps).await {
            self.take_back(&lent);
            return Err(why);
        }
        if let Err(why) = self.settle(&mut domain, plugged.at).await {
            self.undo_steps(steps.iter()).await;
            self.take_back(&lent);
            return Err(why);
        }
        // What QEMU has told meanwhile waits until then: it is about the definition with the device in it.
        self.set_live(domain);
        if let Some(alias) = self.alias_at(plugged.at) {
            self.tell(EventKind::DeviceAdded { device_alias: alias });
        }
        self.catch_up().await;
        Ok(())
    }

    /// The controllers that a device needs come first, and stay even if the device does not come after all: a guest
    /// would have to let them go.
    async fn attach_controllers(
        &mut self,
        domain: &Domain,
        caps: &EmulatorCapabilities,
        controllers: &[Position],
        device: Position,
    ) -> Result<()> {
        let mut between = prepare::plug::shelve(domain, device);
        if let Some(live) = &self.view.live {
            between.memory = live.domain().memory.clone();
        }
        for (done, at) in controllers.iter().enumerate() {
            if let Err(why) = self.carry_out(&self.steps(domain, caps, *at)?).await {
                // Those that are not there are not in the definition either.
                for missing in controllers.iter().skip(done).rev() {
                    between.devices.remove(*missing);
                }
                self.set_live(between);
                return Err(why);
            }
        }
        if !controllers.is_empty() {
            self.set_live(between);
        }
        Ok(())
    }

    fn alias_at(&self, at: Position) -> Option<String> {
        self.view.live.as_ref()?.domain().devices.info_at(at)?.alias.clone()
    }

    /// Completes the chain of images behind a disk that comes, or behind a medium.
    pub(crate) fn follow_chain(&mut self, disk: &mut model::device::disk::Disk) -> Result<()> {
        let whom = self.settings().qemu.clone();
        let followed = patiently(|| crate::backing_chains::follow_disk(whom.as_ref(), disk));
        if followed.is_err()
            && let Some(run) = &mut self.run
        {
            // An image that cannot be had has taken its number all the same.
            run.next_node += 1;
        }
        followed
    }

    /// Lends the files of a device to QEMU's user; it is on disk whose they are before they change hands.
    fn lend_device(&mut self, domain: &Domain, at: Position) -> Result<Vec<Lent>> {
        let Some(Device::Disk(disk)) = domain.devices.device_at(at) else { return Ok(Vec::new()) };
        self.lend_disk(&disk)
    }

    /// The same for a disk, or for a medium.
    pub(crate) fn lend_disk(&mut self, disk: &model::device::disk::Disk) -> Result<Vec<Lent>> {
        let files: Vec<_> = files::of_disk(disk).collect();
        let lent = patiently(|| self.surroundings.lend(self.view.uuid, &files))?;
        let Some(run) = &mut self.run else { return Ok(lent) };
        run.lent.extend(lent.iter().cloned());
        let (identity, socket, all) = (run.identity, run.monitor_socket.clone(), run.lent.clone());
        let helpers = run.helpers.clone();
        self.write_status(Some(identity), &socket, &all, &helpers).map_err(|why| file_trouble(&why))?;
        if let Err(why) = patiently(|| self.surroundings.give(&lent)) {
            self.take_back(&lent);
            return Err(why);
        }
        Ok(lent)
    }

    /// Gives files back that no device of the guest needs any more.
    pub(crate) fn take_back(&mut self, lent: &[Lent]) {
        if lent.is_empty() {
            return;
        }
        self.surroundings.hand_back(self.view.uuid, lent);
        if let Some(run) = &mut self.run {
            run.lent.retain(|known| !lent.contains(known));
        }
        self.save_status();
    }

    /// What is known or can be set only once the device is there.
    async fn settle(&self, domain: &mut Domain, at: Position) -> Result<()> {
        match domain.devices.device_at(at) {
            Some(Device::Interface(interface)) if interface.link == Some(LinkState::Down) => {
                let alias = interface.info.alias.unwrap_or_default();
                self.command("set_link", json!({ "name": alias, "up": false })).await?;
            }
            Some(Device::Disk(disk)) if disk.iotune.is_some() => {
                self.set_throttle_of(&disk).await?;
            }
            Some(Device::Serial(_) | Device::Channel(_) | Device::Parallel(_) | Device::Console(_)) => {
                let reply = self.command("query-chardev", Value::Null).await?;
                crate::terminals::fill_in(domain, &reply);
            }
            Some(Device::Memory(module)) => {
                let reply = self.command("query-memory-devices", Value::Null).await?;
                let alias = module.info.alias.unwrap_or_default();
                learn_base(domain, at, &alias, &reply);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Writes down where in the guest's memory a module is.
fn learn_base(domain: &mut Domain, at: Position, alias: &str, reply: &Value) {
    use model::device::address::Address;
    let entry = reply.as_array().into_iter().flatten().find(|entry| entry["data"]["id"] == alias);
    let Some(data) = entry.map(|entry| &entry["data"]) else { return };
    if let Some(module) = domain.devices.memories.get_mut(at.index) {
        match &mut module.info.address {
            Some(Address::Dimm(address)) => address.base = data["addr"].as_u64(),
            _ => module.target.address = data["memaddr"].as_u64(),
        }
        if let Some(bytes) = data["size"].as_u64().filter(|_| !data["requested-size"].is_null()) {
            module.target.current = Some(bytes / 1024);
        }
    }
}

/// What is to be told of a device that comes.
fn findings_of(domain: &Domain, at: Position) -> Vec<Finding> {
    match domain.devices.device_at(at) {
        Some(Device::Disk(disk)) => findings::device::disk(&disk, &files::cd_drives(domain)),
        Some(Device::Interface(interface)) => findings::device::interface(&interface).into_iter().collect(),
        Some(Device::HostDev(hostdev)) => findings::device::hostdev(&hostdev).into_iter().collect(),
        _ => Vec::new(),
    }
}
