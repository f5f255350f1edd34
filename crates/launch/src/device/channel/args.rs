//! `-device virtserialport`, and connections that the user-mode network forwards.

use errors::{Code, Error, Result};
use model::device::channel::{Channel, ChannelTarget};
use model::device::chardev::CharType;

use crate::address::{alias, serial_port};
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// The port that SPICE's agent in the guest looks for.
const SPICE_AGENT: &str = "com.redhat.spice.0";

/// Writes the channels.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.channels.iter().try_for_each(|channel| one(build, channel))
}

/// Writes a channel.
pub(crate) fn one(build: &mut Build<'_>, channel: &Channel) -> Result<()> {
    let id = alias(&channel.info)?;
    match &channel.target {
        ChannelTarget::Virtio { name, .. } => {
            let chardev = chardev(build, &channel.source, id)?;
            let props = port(build, channel, id, &chardev, name.as_deref())?;
            build.device(props);
        }
        ChannelTarget::GuestFwd { address, port } => {
            let chardev = chardev(build, &channel.source, id)?;
            let forward = Props::new().with("str", format!("tcp:{address}:{port}-chardev:{chardev}"));
            let netdev =
                Props::new().with("type", "user").with("guestfwd", vec![forward.into_value()]).with("id", id);
            build.netdev(&netdev);
        }
        ChannelTarget::None | ChannelTarget::Xen { .. } => {
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                "unsupported channel target",
            ));
        }
    }
    Ok(())
}

fn port(build: &Build<'_>, channel: &Channel, id: &str, chardev: &str, name: Option<&str>) -> Result<Props> {
    let props = Props::new().with("driver", "virtserialport").and(serial_port(build.guest, &channel.info)?);
    let agent = (channel.source.backend.kind() == CharType::SpiceVmc).then_some(SPICE_AGENT);
    Ok(props.with("chardev", chardev).with("id", id).maybe("name", name.or(agent)))
}
