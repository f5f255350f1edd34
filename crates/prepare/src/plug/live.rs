//! A device made complete for a running guest.
//!
//! It is completed within a copy of the live definition, by the same rules as every definition; only the device and
//! the controllers that it needs are taken from there, so that nothing else of the running guest changes.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::{Address, DimmAddress};
use model::device::disk::{DiskBus, DiskDevice};
use model::device::memory::MemoryModel;
use model::device::{Device, DeviceKind, Position};

use super::alias;
use crate::{HostFacts, StartFacts};

/// What a device makes of a live definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Plugged {
    /// The live definition with the device.
    pub domain: Domain,
    /// Where it is.
    pub at: Position,
    /// The controllers that have to come before it.
    pub controllers: Vec<Position>,
    /// The number that the next block node gets.
    pub next_node: u32,
}

/// Makes a device complete for a running guest and puts it into its live definition: defaults, a place that is free
/// on the buses that are there, an alias, numbers for its block nodes from `next_node` on.
///
/// # Errors
/// 84 for devices that cannot come to a running guest; else as [`define`](crate::define).
pub fn plug(
    live: &Domain,
    device: Device,
    caps: &EmulatorCapabilities,
    host: &HostFacts,
    facts: &StartFacts,
    next_node: u32,
) -> Result<Plugged> {
    can_come(&device)?;
    check_memory(live, &device)?;
    refuse_twin(live, &device)?;
    let mut trial = live.clone();
    trial.devices.add(device);
    slots(&mut trial);
    if let Some(Device::Controller(_)) = newcomer(live, &trial) {
        crate::define::index_controllers(&mut trial);
    }
    crate::device::complete(&mut trial, caps, host, true)?;
    crate::define::add_controllers(&mut trial);
    crate::device::complete_controllers(&mut trial, caps, true)?;
    crate::device::validate(&trial, caps)?;
    crate::address::plug(&mut trial, caps)?;
    if trial.devices.hubs.len() > live.devices.hubs.len() {
        return Err(Error::new(Code::InternalError, errors::Domain::None, "No free USB ports"));
    }
    crate::start::complete_newcomer(&mut trial, facts);
    let device = newcomer(live, &trial);
    let mut device = device.ok_or_else(|| Error::internal(errors::Domain::Qemu, "the device is lost"))?;
    let is_known = |kind, index| {
        live.devices.controllers.iter().any(|known| known.kind.bus() == kind && known.index == index)
    };
    let new: Vec<_> = trial
        .devices
        .controllers
        .into_iter()
        .filter(|controller| !is_known(controller.kind.bus(), controller.index))
        .collect();
    let mut domain = live.clone();
    let mut next_node = next_node;
    let mut names = Vec::new();
    for controller in new {
        if let Device::Controller(device) = &device
            && device.kind.bus() == controller.kind.bus()
            && device.index == controller.index
        {
            continue;
        }
        let mut controller = Device::Controller(Box::new(controller));
        names.extend(name(&domain, &mut controller));
        place(&mut domain, controller);
    }
    if let Device::Channel(channel) = &mut device
        && let model::device::channel::ChannelTarget::Virtio { state, .. } = &mut channel.target
    {
        // Nothing is known of it until the guest opens it.
        *state = None;
    }
    if let Device::Disk(disk) = &mut device {
        crate::start::number_disk(disk, &mut next_node);
    }
    let own = name(&domain, &mut device);
    if let Device::Memory(module) = &mut device {
        more(&mut domain, module);
    }
    let at = place(&mut domain, device);
    let find = |name: &String| domain.devices.position_of_alias(name);
    let at = own.as_ref().and_then(find).unwrap_or(at);
    let controllers = names.iter().filter_map(find).collect();
    Ok(Plugged { domain, at, controllers, next_node })
}

/// Gives a device its alias, unless it has one.
fn name(domain: &Domain, device: &mut Device) -> Option<String> {
    let fresh = alias::of(domain, device);
    let info = device.info_mut()?;
    if !info.has_user_alias() {
        info.alias = fresh;
    }
    info.alias.clone()
}

/// Puts a device where its kind keeps it.
fn place(domain: &mut Domain, device: Device) -> Position {
    if let Device::Controller(controller) = device {
        crate::define::insert_controller(&mut domain.devices.controllers, *controller);
        return Position { kind: DeviceKind::Controller, index: 0 };
    }
    let at = domain.devices.add(device);
    if at.kind == DeviceKind::Disk {
        crate::device::order_disks(domain);
    }
    at
}

/// The device of the trial that the live definition has not.
fn newcomer(live: &Domain, trial: &Domain) -> Option<Device> {
    let known = |alias: &str| live.devices.infos().any(|info| info.alias.as_deref() == Some(alias));
    let all = trial.devices.positions().filter(|at| match trial.devices.info_at(*at) {
        Some(info) => info.alias.as_deref().is_none_or(|alias| !known(alias)),
        None => at.index >= live.devices.count(at.kind),
    });
    // Controllers that come along are not what was asked for, if anything else was.
    let (controllers, others): (Vec<_>, Vec<_>) =
        all.filter(|at| at.kind != DeviceKind::Hub).partition(|at| at.kind == DeviceKind::Controller);
    let at = others.into_iter().next().or_else(|| controllers.into_iter().next())?;
    trial.devices.device_at(at)
}

/// What only matters when a device is about to be used: checked last, after what there is to tell of it was told.
///
/// # Errors
/// 67 for what QEMU could not serve.
pub fn check_use(domain: &Domain) -> Result<()> {
    crate::device::validate_start(domain)
}

/// Whether such a device can come while a guest runs at all.
///
/// # Errors
/// 84, or 67, in libvirt's words.
pub fn can_come(device: &Device) -> Result<()> {
    let unsupported =
        |detail: String| Err(Error::new(Code::OperationUnsupported, errors::Domain::Qemu, detail));
    match device {
        Device::Disk(disk) if disk.device == Some(DiskDevice::Floppy) => {
            unsupported("floppy device hotplug isn't supported".to_owned())
        }
        Device::Disk(disk) => match disk.target.bus {
            None | Some(DiskBus::Virtio | DiskBus::Scsi | DiskBus::Usb) => Ok(()),
            Some(bus) => unsupported(format!("disk bus '{bus}' cannot be hotplugged.")),
        },
        Device::Controller(controller) => match controller.kind.bus() {
            model::device::controller::ControllerType::Scsi
            | model::device::controller::ControllerType::VirtioSerial => Ok(()),
            other => unsupported(format!("'{other}' controller cannot be hot plugged.")),
        },
        Device::Input(input) => match input.bus {
            Some(model::device::input::InputBus::Usb | model::device::input::InputBus::Virtio) | None => {
                Ok(())
            }
            Some(bus) => unsupported(format!("input device on bus '{bus}' cannot be hot plugged.")),
        },
        Device::Filesystem(filesystem)
            if filesystem.driver.driver_type
                != Some(model::device::filesystem::FilesystemDriverType::Virtiofs) =>
        {
            unsupported("only virtiofs filesystems can be hotplugged".to_owned())
        }
        Device::Watchdog(watchdog) if watchdog.model == model::device::watchdog::WatchdogModel::Itco => {
            unsupported(format!("hotplug of watchdog model '{}' is not supported", watchdog.model))
        }
        Device::Console(console)
            if console.target_type != Some(model::device::console::ConsoleType::Virtio) =>
        {
            let detail = "unsupported console target type serial";
            Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail))
        }
        _ => Ok(()),
    }
}

/// What would be a second one of its name, or contradict what is there.
///
/// # Errors
/// 55 and 67.
pub(super) fn refuse_twin(domain: &Domain, device: &Device) -> Result<()> {
    use model::device::channel::ChannelTarget::Virtio;
    match device {
        Device::Channel(channel) => {
            let named = |known: &&model::device::channel::Channel| match (&known.target, &channel.target) {
                (Virtio { name: Some(known), .. }, Virtio { name: Some(new), .. }) => known == new,
                _ => false,
            };
            if domain.devices.channels.iter().any(|known| named(&known)) {
                let detail = "chardev already exists";
                return Err(Error::new(Code::OperationInvalid, errors::Domain::Qemu, detail));
            }
        }
        Device::Disk(disk) => {
            let known = |id: u32| {
                domain.iothread_ids.iter().any(|thread| thread.id == id)
                    || (domain.iothread_ids.is_empty() && id <= domain.iothreads.unwrap_or(0))
            };
            if let Some(id) = disk.driver.iothread.filter(|id| *id != 0 && !known(*id)) {
                let detail = format!("Disk iothread '{id}' not defined in iothreadid");
                return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail));
            }
        }
        Device::Watchdog(watchdog) => {
            let action = |watchdog: &model::device::watchdog::Watchdog| {
                watchdog.action.unwrap_or(model::device::watchdog::WatchdogAction::Reset)
            };
            if domain.devices.watchdogs.iter().any(|known| action(known) != action(watchdog)) {
                let detail = "watchdogs with different actions are not supported with this QEMU binary";
                return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Room and node of a memory module.
///
/// # Errors
/// 67 for more than the guest's maximum, for a node that is not said; 9 for one that is not there.
pub(super) fn check_memory(domain: &Domain, device: &Device) -> Result<()> {
    let Device::Memory(module) = device else { return Ok(()) };
    let refuse = |code, detail: String| Err(Error::new(code, errors::Domain::Domain, detail));
    let Some(maximum) = domain.memory.maximum.filter(|maximum| *maximum > 0) else {
        let detail = "cannot use/hotplug a memory device when domain 'maxMemory' is not defined";
        return refuse(Code::ConfigUnsupported, detail.to_owned());
    };
    let total = domain.memory.total.unwrap_or_default();
    if total.saturating_add(module.target.size) > maximum {
        let detail = format!(
            "Attaching memory device with size '{}' would exceed domain's maxMemory config size '{maximum}'",
            module.target.size
        );
        return refuse(Code::ConfigUnsupported, detail);
    }
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    match module.target.node {
        None if cells > 0 => {
            let detail = "target NUMA node needs to be specified for memory device";
            refuse(Code::ConfigUnsupported, detail.to_owned())
        }
        Some(node) if node as usize >= cells => refuse(
            Code::XmlDetail,
            format!(
                "can't add memory backend for guest node '{node}' as the guest has only '{cells}' NUMA nodes configured"
            ),
        ),
        _ => Ok(()),
    }
}

/// Gives every module that sits in a slot the next free one.
pub(super) fn slots(domain: &mut Domain) {
    let slot = |address: &Option<Address>| match address {
        Some(Address::Dimm(address)) => address.slot,
        _ => None,
    };
    let mut taken: Vec<u32> =
        domain.devices.memories.iter().filter_map(|module| slot(&module.info.address)).collect();
    for module in &mut domain.devices.memories {
        if !matches!(module.model, MemoryModel::Dimm | MemoryModel::Nvdimm)
            || slot(&module.info.address).is_some()
        {
            continue;
        }
        let free = (0..).find(|slot| !taken.contains(slot)).unwrap_or_default();
        taken.push(free);
        let base = match &module.info.address {
            Some(Address::Dimm(address)) => address.base,
            _ => None,
        };
        module.info.address = Some(Address::Dimm(DimmAddress { slot: Some(free), base }));
    }
}

/// The guest has a module more.
pub(super) fn more(domain: &mut Domain, module: &model::device::memory::MemoryDevice) {
    let memory = &mut domain.memory;
    let former = memory.total;
    memory.total = former.map(|total| total.saturating_add(module.target.size));
    // A guest that has all of it has the module too.
    // What a virtio-mem device has to give comes later, as the guest takes it.
    if memory.current == former && module.model != MemoryModel::VirtioMem {
        memory.current = memory.total;
    }
}

/// The guest has so many KiB less.
pub(super) fn less(domain: &mut Domain, size: u64) {
    let memory = &mut domain.memory;
    memory.total = memory.total.map(|total| total.saturating_sub(size));
    memory.current = memory.current.min(memory.total);
}

/// The live definition without a device that is gone.
pub fn shelve(live: &Domain, at: Position) -> Domain {
    let mut domain = live.clone();
    if let Some(Device::Memory(module)) = domain.devices.remove(at) {
        less(&mut domain, module.target.size);
    }
    domain
}

/// Makes a medium that goes into a drive complete; gives the highest number that a block node has then.
pub fn medium(drive: &mut model::device::disk::Disk, next_node: u32) -> u32 {
    let mut next = next_node;
    if drive.source.location.is_empty() {
        // An empty drive keeps a number for the medium that it may get, and says so.
        drive.driver.format = Some(model::device::storage::StorageFormat::Raw);
        drive.source.index = Some(next);
        return next;
    }
    let _ = drive.driver.format.get_or_insert(model::device::storage::StorageFormat::Raw);
    crate::start::number_disk(drive, &mut next);
    next.saturating_sub(1)
}
