//! Channels between guest and host.

use model::Domain;
use model::device::channel::{ChannelState, ChannelTarget};
use model::device::chardev::{CharBackend, SocketMode};

use crate::StartFacts;

/// Channels that are unix sockets without a path get one below the guest's own directory. Nothing in the guest
/// has opened any of them yet.
pub(super) fn complete(domain: &mut Domain, facts: &StartFacts) {
    for channel in &mut domain.devices.channels {
        let ChannelTarget::Virtio { name, state } = &mut channel.target else { continue };
        *state = Some(ChannelState::Disconnected);
        if let CharBackend::Unix(endpoint) = &mut channel.source.backend
            && endpoint.path.is_none()
        {
            let file = name.as_deref().or(channel.info.alias.as_deref()).unwrap_or("channel");
            endpoint.path = Some(format!("{}/{file}", facts.channel_dir));
            endpoint.mode = Some(SocketMode::Bind);
        }
    }
}
