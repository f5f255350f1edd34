//! `-device vhost-vsock`.

use errors::{Code, Error, Result};
use model::device::info::VirtioModel;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;
use crate::virtio;

/// Writes the vsock, whose kernel side the caller has opened.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let Some(vsock) = &build.guest.devices.vsock else { return Ok(()) };
    let fd = match build.resources.vhost_vsock {
        Some(fd) => fd,
        None if build.is_only_looked_at() => -1,
        None => {
            let text = "vsock is not supported yet";
            return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, text));
        }
    };
    let transition = vsock.model.filter(|model| *model != VirtioModel::Virtio);
    let props = Props::new()
        .with("driver", virtio::driver("vhost-vsock", &vsock.info, transition)?)
        .and(virtio::options(vsock.virtio))
        .with("id", alias(&vsock.info)?)
        .with("guest-cid", vsock.cid.unwrap_or(0))
        .with("vhostfd", fd.to_string())
        .and(place(build.guest, &vsock.info)?);
    build.device(props);
    Ok(())
}
