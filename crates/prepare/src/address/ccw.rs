//! Addresses on the channel subsystem of IBM Z.

use std::collections::BTreeSet;

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::{Address, CcwAddress};
use model::device::controller::{ControllerKind, ScsiModel};
use model::device::disk::DiskBus;
use model::device::hostdev::{HostDevSource, MdevModel};
use model::device::info::DeviceInfo;
use model::device::input::InputBus;
use model::device::interface::InterfaceSource;
use model::device::memballoon::BalloonModel;
use model::device::video::VideoModel;

use crate::Board;

/// The channel subsystem that QEMU keeps for virtual devices.
const VIRTUAL: u32 = 0xfe;

/// Gives every device that can sit on the channel subsystem, and has no other address, the next free number there.
///
/// # Errors
/// `XmlError` when two devices have the same number; `InternalError` when there is none left.
pub(super) fn assign(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    if Board::of(domain) != Board::S390Ccw || !caps.has_device("virtual-css-bridge") {
        return Ok(());
    }
    let mut taken = BTreeSet::new();
    for info in domain.devices.infos() {
        if let Some(Address::Ccw(Some(address))) = &info.address
            && !taken.insert(*address)
        {
            let CcwAddress { cssid, ssid, devno } = address;
            let detail = format!("The CCW devno '{cssid:x}.{ssid:x}.{devno:04x}' is in use already");
            return Err(Error::new(Code::InternalError, errors::Domain::None, detail));
        }
    }
    let mut next = 0;
    for info in seats(domain) {
        if !matches!(info.address, None | Some(Address::Ccw(None))) {
            continue;
        }
        let free = (next..=0xffff)
            .map(|devno| CcwAddress { cssid: VIRTUAL, ssid: 0, devno })
            .find(|address| !taken.contains(address));
        let Some(address) = free else {
            return Err(Error::new(
                Code::InternalError,
                errors::Domain::None,
                "There are no more free CCW devnos.",
            ));
        };
        next = address.devno;
        taken.insert(address);
        info.address = Some(Address::Ccw(Some(address)));
    }
    Ok(())
}

/// The devices that can sit there, in the order in which libvirt numbers them.
fn seats(domain: &mut Domain) -> impl Iterator<Item = &mut DeviceInfo> {
    let devices = &mut domain.devices;
    let disks = devices.disks.iter_mut().filter(|disk| disk.target.bus == Some(DiskBus::Virtio));
    let interfaces = devices.interfaces.iter_mut().filter(|nic| {
        !matches!(nic.source, InterfaceSource::HostDev { .. }) && nic.model.as_deref() == Some("virtio")
    });
    let hostdevs = devices.hostdevs.iter_mut().filter(|hostdev| {
        matches!(
            hostdev.source,
            HostDevSource::ScsiHost { .. } | HostDevSource::Mdev { model: MdevModel::VfioCcw, .. }
        )
    });
    let videos = devices.videos.iter_mut().filter(|video| video.model == Some(VideoModel::Virtio));
    let controllers = devices.controllers.iter_mut().filter(|controller| {
        matches!(
            controller.kind,
            ControllerKind::VirtioSerial(_) | ControllerKind::Scsi { model: Some(ScsiModel::VirtioScsi) }
        )
    });
    let inputs = devices.inputs.iter_mut().filter(|input| input.bus == Some(InputBus::Virtio));
    let balloon = devices.memballoon.iter_mut().filter(|balloon| balloon.model == BalloonModel::Virtio);
    disks
        .map(|device| &mut device.info)
        .chain(interfaces.map(|device| &mut device.info))
        .chain(hostdevs.map(|device| &mut device.info))
        .chain(videos.map(|device| &mut device.info))
        .chain(controllers.map(|device| &mut device.info))
        .chain(inputs.map(|device| &mut device.info))
        .chain(devices.filesystems.iter_mut().map(|device| &mut device.info))
        .chain(balloon.map(|device| &mut device.info))
        .chain(devices.rngs.iter_mut().map(|device| &mut device.info))
        .chain(devices.vsock.iter_mut().map(|device| &mut device.info))
        .chain(devices.cryptos.iter_mut().map(|device| &mut device.info))
}
