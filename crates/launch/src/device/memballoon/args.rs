//! `-device virtio-balloon`.

use errors::Result;
use model::device::info::VirtioModel;
use model::device::memballoon::BalloonModel;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;
use crate::virtio;

/// Writes the balloon.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let Some(balloon) = &build.guest.devices.memballoon else { return Ok(()) };
    let transition = match balloon.model {
        BalloonModel::Virtio => None,
        BalloonModel::Transitional => Some(VirtioModel::Transitional),
        BalloonModel::NonTransitional => Some(VirtioModel::NonTransitional),
        BalloonModel::None | BalloonModel::Xen => return Ok(()),
    };
    let props = Props::new()
        .with("driver", virtio::driver("virtio-balloon", &balloon.info, transition)?)
        .and(virtio::options(balloon.virtio))
        .with("id", alias(&balloon.info)?)
        .maybe("deflate-on-oom", balloon.autodeflate)
        .maybe("free-page-reporting", balloon.free_page_reporting)
        .and(place(build.guest, &balloon.info)?);
    build.device(props);
    Ok(())
}
