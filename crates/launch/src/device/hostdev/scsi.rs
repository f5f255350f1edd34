//! SCSI devices of the host: units behind an adapter or a portal, and whole controllers in the kernel.

use errors::{Code, Error, Result};
use model::device::address::{Address, DriveAddress};
use model::device::controller::ControllerType;
use model::device::hostdev::{HostDev, ScsiHostModel, ScsiLocation, ScsiSource};
use model::device::info::VirtioModel;
use model::device::storage::{Location, NetworkLocation, NetworkProtocol, StorageSource};

use crate::address::{alias, find, place};
use crate::bootindex;
use crate::build::Build;
use crate::option::Props;
use crate::storage::location;
use crate::virtio;

/// One unit: a block node for it, and the device in front.
pub(super) fn unit(build: &mut Build<'_>, hostdev: &HostDev, source: &ScsiSource) -> Result<Props> {
    let id = alias(&hostdev.info)?;
    build.nodes += 1;
    let name = format!("libvirt-{}-backend", build.nodes);
    let node = match &source.location {
        ScsiLocation::Adapter { .. } => {
            let device = build.resources.scsi_generic.get(id).cloned().ok_or_else(|| {
                Error::new(
                    Code::InternalError,
                    errors::Domain::Qemu,
                    "the SCSI device of the host was not looked up",
                )
            })?;
            Props::new().with("driver", "host_device").with("filename", format!("/dev/{device}"))
        }
        ScsiLocation::Iscsi { name: target, hosts, auth, initiator } => {
            let network = NetworkLocation::at(NetworkProtocol::Iscsi, Some(target.clone()), hosts.clone());
            let source = StorageSource {
                location: Location::Network(Box::new(network)),
                auth: auth.clone(),
                initiator: initiator.clone(),
                ..StorageSource::default()
            };
            location(build, &source, None, &name, false)?
        }
    };
    build.blockdev(&node.with("node-name", name.as_str()).with("read-only", hostdev.readonly));
    let at = match &hostdev.info.address {
        Some(Address::Drive(address)) => *address,
        _ => DriveAddress::default(),
    };
    let controller = find(build.guest, ControllerType::Scsi, at.controller)?;
    let bus = format!("{}.0", alias(&controller.info)?);
    // A server sees to it itself.
    let local = !matches!(source.location, ScsiLocation::Iscsi { .. });
    let shared = (hostdev.shareable && local).then_some(true);
    let props = Props::new().with("driver", "scsi-generic").maybe("share-rw", shared);
    let props = props.with("drive", name).with("id", id).with("bus", bus);
    let props = if crate::scsi::is_narrow(controller) {
        props.with("scsi-id", at.unit)
    } else {
        props.with("channel", at.bus).with("scsi-id", at.target).with("lun", at.unit)
    };
    Ok(props.maybe("bootindex", bootindex::own(&hostdev.info)))
}

/// A controller that the host's kernel serves.
pub(super) fn controller(
    build: &Build<'_>,
    hostdev: &HostDev,
    model: Option<ScsiHostModel>,
    wwpn: &str,
) -> Result<Props> {
    let id = alias(&hostdev.info)?;
    let transition = match model {
        Some(ScsiHostModel::Transitional) => Some(VirtioModel::Transitional),
        Some(ScsiHostModel::NonTransitional) => Some(VirtioModel::NonTransitional),
        Some(ScsiHostModel::Virtio) | None => None,
    };
    let fd =
        build.resources.vhost_scsi.get(id).ok_or_else(|| {
            Error::new(Code::InternalError, errors::Domain::Qemu, "vhost-scsi was not opened")
        })?;
    Ok(Props::new()
        .with("driver", virtio::driver("vhost-scsi", &hostdev.info, transition)?)
        .with("wwpn", wwpn)
        .with("vhostfd", fd.to_string())
        .with("id", id)
        .and(place(build.guest, &hostdev.info)?))
}
