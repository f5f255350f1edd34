//! `-fsdev` and `-device virtio-9p`, `vhost-user-fs`, `usb-mtp`.

use errors::{Code, Error, Result};
use model::device::filesystem::{
    AccessMode, Filesystem, FilesystemDriverType, FilesystemSource, MultiDevs, WritePolicy,
};
use model::device::info::VirtioModel;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::{Pairs, Props};
use crate::virtio;

/// Writes the shared directories.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for filesystem in &build.guest.devices.filesystems {
        match filesystem.driver.driver_type {
            Some(FilesystemDriverType::Virtiofs) => virtiofs(build, filesystem)?,
            Some(FilesystemDriverType::Mtp) => mtp(build, filesystem)?,
            _ => plan9(build, filesystem)?,
        }
    }
    Ok(())
}

fn directory(filesystem: &Filesystem) -> Result<&str> {
    match &filesystem.source {
        FilesystemSource::Mount { dir: Some(dir), .. } => Ok(dir),
        _ => Err(Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Qemu,
            "only supports mount filesystem type",
        )),
    }
}

fn transition(model: Option<VirtioModel>) -> Option<VirtioModel> {
    model.filter(|model| *model != VirtioModel::Virtio)
}

/// The 9P protocol, served by QEMU itself.
fn plan9(build: &mut Build<'_>, filesystem: &Filesystem) -> Result<()> {
    let id = alias(&filesystem.info)?;
    let fsdev = format!("fsdev-{id}");
    let (security, modes) = match filesystem.access_mode {
        Some(AccessMode::Mapped) => ("mapped", true),
        Some(AccessMode::Squash) => ("none", false),
        Some(AccessMode::Passthrough) | None => ("passthrough", false),
    };
    // A driver that goes by handles knows no models of security.
    let handle = filesystem.driver.driver_type == Some(FilesystemDriverType::Handle);
    let mut local =
        if handle { Pairs::new("handle") } else { Pairs::new("local").with("security_model", security) };
    match filesystem.multidevs {
        Some(MultiDevs::Remap | MultiDevs::Forbid | MultiDevs::Warn) => {
            local = local.maybe("multidevs", filesystem.multidevs.map(|how| how.to_string()));
        }
        Some(MultiDevs::Default) | None => {}
    }
    if modes {
        local = local.maybe("fmode", filesystem.fmode.map(|mode| format!("{mode:04o}")));
        local = local.maybe("dmode", filesystem.dmode.map(|mode| format!("{mode:04o}")));
    }
    if filesystem.driver.write_policy == Some(WritePolicy::Immediate) {
        local = local.with("writeout", "immediate");
    }
    local = local.with("id", &fsdev).with("path", directory(filesystem)?);
    if filesystem.readonly {
        local = local.word("readonly");
    }
    build.option("-fsdev", local);
    let props = Props::new()
        .with("driver", virtio::driver("virtio-9p", &filesystem.info, transition(filesystem.model))?)
        .and(virtio::options(filesystem.driver.virtio))
        .with("id", id)
        .with("fsdev", fsdev)
        .maybe("mount_tag", filesystem.target.clone())
        .and(place(build.guest, &filesystem.info)?);
    build.device(props);
    Ok(())
}

/// virtiofs, served by a process of its own over a socket that it listens on.
fn virtiofs(build: &mut Build<'_>, filesystem: &Filesystem) -> Result<()> {
    let id = alias(&filesystem.info)?;
    let chardev = format!("chr-vu-{id}");
    let socket = match &filesystem.source {
        FilesystemSource::Mount { socket: Some(socket), .. } => socket.clone(),
        _ => format!("{}/{id}-fs.sock", build.context.domain_dir),
    };
    build.chardev(Pairs::new("socket").with("id", &chardev).with("path", socket));
    let props = Props::new()
        .with("driver", virtio::driver("vhost-user-fs", &filesystem.info, None)?)
        .and(virtio::options(filesystem.driver.virtio))
        .with("id", id)
        .with("chardev", chardev)
        .maybe("queue-size", filesystem.driver.queue)
        .maybe("tag", filesystem.target.clone())
        .and(place(build.guest, &filesystem.info)?);
    build.device(props);
    Ok(())
}

/// The media transfer protocol, as cameras speak it.
fn mtp(build: &mut Build<'_>, filesystem: &Filesystem) -> Result<()> {
    let props = Props::new()
        .with("driver", "usb-mtp")
        .with("id", alias(&filesystem.info)?)
        .with("rootdir", directory(filesystem)?)
        .maybe("desc", filesystem.target.clone())
        .with("readonly", filesystem.readonly)
        .and(place(build.guest, &filesystem.info)?);
    build.device(props);
    Ok(())
}
