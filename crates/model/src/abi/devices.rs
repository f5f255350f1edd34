//! The devices, kind by kind, each with where it sits.

use errors::Result;
use xml::Word as _;

use super::address;
use super::compare::{differs, equal, same, same_count, same_word};
use crate::device::Devices;
use crate::device::channel::{Channel, ChannelTarget};
use crate::device::controller::{Controller, ControllerKind};
use crate::device::disk::{Disk, DiskDevice};
use crate::device::info::DeviceInfo;
use crate::device::input::Input;
use crate::device::interface::Interface;
use crate::device::memballoon::MemBalloon;
use crate::device::panic::Panic;
use crate::device::video::Video;

/// Whether the guest finds the same devices.
pub(super) fn check(source: &Devices, target: &Devices) -> Result<()> {
    each("disk", &source.disks, &target.disks, disk)?;
    each("controller", &source.controllers, &target.controllers, controller)?;
    each("filesystem", &source.filesystems, &target.filesystems, |source, target| {
        same_word("filesystem guest target", source.target.as_ref(), target.target.as_ref(), "")?;
        equal(&source.readonly, &target.readonly, "Target filesystem access mode does not match source")?;
        address::check(&source.info, &target.info)
    })?;
    each("net card", &source.interfaces, &target.interfaces, interface)?;
    each("input device", &source.inputs, &target.inputs, input)?;
    each("sound card", &source.sounds, &target.sounds, |source, target| {
        same("sound card model", source.model.word(), target.model.word())?;
        address::check(&source.info, &target.info)
    })?;
    each("video card", &source.videos, &target.videos, video)?;
    places("host device", &source.hostdevs, &target.hostdevs, |device| &device.info)?;
    places("smartcard", &source.smartcards, &target.smartcards, |device| &device.info)?;
    each("serial port", &source.serials, &target.serials, |source, target| {
        let kind = |serial: &crate::device::serial::Serial| serial.target_type.map(|kind| kind.word());
        same_word("serial type", kind(source), kind(target), "default")?;
        address::check(&source.info, &target.info)
    })?;
    places("parallel port", &source.parallels, &target.parallels, |device| &device.info)?;
    each("channel", &source.channels, &target.channels, channel)?;
    same_count("console", &source.consoles, &target.consoles)?;
    places("hub device", &source.hubs, &target.hubs, |device| &device.info)?;
    places("USB redirector", &source.redirdevs, &target.redirdevs, |device| &device.info)?;
    places("RNG device", &source.rngs, &target.rngs, |device| &device.info)?;
    places("memory device", &source.memories, &target.memories, |device| &device.info)?;
    places("shared memory device", &source.shmems, &target.shmems, |device| &device.info)?;
    places("TPM", &source.tpms, &target.tpms, |device| &device.info)?;
    places("crypto device", &source.cryptos, &target.cryptos, |device| &device.info)?;
    balloon(source.memballoon.as_ref(), target.memballoon.as_ref())?;
    each("panic device", &source.panics, &target.panics, panic)?;
    one("IOMMU device", source.iommu.is_some(), target.iommu.is_some())?;
    one("vsock device", source.vsock.is_some(), target.vsock.is_some())?;
    one("NVRAM device", source.nvram.is_some(), target.nvram.is_some())
}

/// As many of a kind, and each like the other.
fn each<T>(what: &str, source: &[T], target: &[T], like: impl Fn(&T, &T) -> Result<()>) -> Result<()> {
    same_count(what, source, target)?;
    source.iter().zip(target).try_for_each(|(source, target)| like(source, target))
}

/// As many of a kind, each at the same place.
fn places<T>(what: &str, source: &[T], target: &[T], info: impl Fn(&T) -> &DeviceInfo) -> Result<()> {
    each(what, source, target, |source, target| address::check(info(source), info(target)))
}

/// One or none, on both sides.
fn one(what: &str, source: bool, target: bool) -> Result<()> {
    equal(&source, &target, &format!("Target domain {what} count does not match source"))
}

fn disk(source: &Disk, target: &Disk) -> Result<()> {
    let device = |disk: &Disk| disk.device.map_or("disk", |device| device.word());
    same("disk device", device(source), device(target))?;
    let bus = |disk: &Disk| disk.target.bus.map(|bus| bus.word());
    same_word("disk bus", bus(source), bus(target), "none")?;
    same("disk", source.target.dev.as_str(), target.target.dev.as_str())?;
    same_word("disk serial", source.serial.as_ref(), target.serial.as_ref(), "")?;
    same_word("disk wwn", source.wwn.as_ref(), target.wwn.as_ref(), "")?;
    same_word("disk vendor", source.vendor.as_ref(), target.vendor.as_ref(), "")?;
    same_word("disk product", source.product.as_ref(), target.product.as_ref(), "")?;
    // A CD is read only whether the definition says so or not.
    let read_only = |disk: &Disk| disk.readonly || disk.device == Some(DiskDevice::Cdrom);
    equal(&read_only(source), &read_only(target), "Target disk access mode does not match source")?;
    let model = |disk: &Disk| disk.model.map(|model| model.word());
    same_word("disk model", model(source), model(target), "default")?;
    address::check(&source.info, &target.info)
}

fn controller(source: &Controller, target: &Controller) -> Result<()> {
    let (from, to) = (kind(&source.kind), kind(&target.kind));
    same("controller type", from.0, to.0)?;
    same("controller index", source.index.unwrap_or(0), target.index.unwrap_or(0))?;
    same_word("controller model", from.1, to.1, "default")?;
    address::check(&source.info, &target.info)
}

/// Type and model.
fn kind(kind: &ControllerKind) -> (&'static str, Option<&'static str>) {
    match kind {
        ControllerKind::Ide { model } => ("ide", model.map(|model| model.word())),
        ControllerKind::Fdc => ("fdc", None),
        ControllerKind::Scsi { model } => ("scsi", model.map(|model| model.word())),
        ControllerKind::Sata => ("sata", None),
        ControllerKind::VirtioSerial(_) => ("virtio-serial", None),
        ControllerKind::Ccid => ("ccid", None),
        ControllerKind::Usb(usb) => ("usb", usb.model.map(|model| model.word())),
        ControllerKind::Pci(pci) => ("pci", pci.model.map(|model| model.word())),
        ControllerKind::XenBus { .. } => ("xenbus", None),
        ControllerKind::Isa => ("isa", None),
        ControllerKind::Nvme { .. } => ("nvme", None),
    }
}

fn interface(source: &Interface, target: &Interface) -> Result<()> {
    let mac = |interface: &Interface| interface.mac.as_ref().map(|mac| mac.address.to_string());
    same_word("network card mac", mac(source), mac(target), "")?;
    same_word("network card model", source.model.as_ref(), target.model.as_ref(), "(null)")?;
    let mtu = |interface: &Interface| interface.mtu.unwrap_or(0);
    same("network card MTU", mtu(source), mtu(target))?;
    address::check(&source.info, &target.info)
}

fn input(source: &Input, target: &Input) -> Result<()> {
    same("input device type", source.kind.word(), target.kind.word())?;
    let bus = |input: &Input| input.bus.map(|bus| bus.word());
    same_word("input device bus", bus(source), bus(target), "default")?;
    let model = |input: &Input| input.model.map(|model| model.word());
    same_word("input model", model(source), model(target), "default")?;
    address::check(&source.info, &target.info)
}

fn video(source: &Video, target: &Video) -> Result<()> {
    let model = |video: &Video| video.model.map(|model| model.word());
    same_word("video card model", model(source), model(target), "default")?;
    let number = |number: Option<u32>| number.unwrap_or(0);
    same("video card ram", number(source.ram), number(target.ram))?;
    same("video card vram", number(source.vram), number(target.vram))?;
    same("video card vram64", number(source.vram64), number(target.vram64))?;
    same("video card vgamem", number(source.vgamem), number(target.vgamem))?;
    same("video card heads", source.heads.unwrap_or(1), target.heads.unwrap_or(1))?;
    address::check(&source.info, &target.info)
}

fn channel(source: &Channel, target: &Channel) -> Result<()> {
    match (&source.target, &target.target) {
        (ChannelTarget::Virtio { name: source, .. }, ChannelTarget::Virtio { name: target, .. }) => {
            same_word("channel name", source.as_ref(), target.as_ref(), "")?;
        }
        (source, target) => equal(source, target, "Target channel type does not match source")?,
    }
    address::check(&source.info, &target.info)
}

fn balloon(source: Option<&MemBalloon>, target: Option<&MemBalloon>) -> Result<()> {
    let model = |balloon: Option<&MemBalloon>| balloon.map_or("none", |balloon| balloon.model.word());
    same("balloon model", model(source), model(target))?;
    match (source, target) {
        (Some(source), Some(target)) => address::check(&source.info, &target.info),
        _ => Ok(()),
    }
}

fn panic(source: &Panic, target: &Panic) -> Result<()> {
    let model = |panic: &Panic| panic.model.map_or("default", |model| model.word());
    let (from, to) = (model(source), model(target));
    if from != to {
        return Err(differs(format!("Target panic model '{to}' does not match source '{from}'")));
    }
    address::check(&source.info, &target.info)
}
