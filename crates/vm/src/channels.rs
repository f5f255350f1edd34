//! Channels between host and guest: which is the guest agent's, and whether the guest has opened it.

use std::path::PathBuf;

use model::Domain;
use model::device::channel::{Channel, ChannelState, ChannelTarget};

/// The name of the guest agent's port.
const AGENT_PORT: &str = "org.qemu.guest_agent.0";

/// The guest agent's channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgentChannel {
    /// The socket on the host.
    pub(crate) path: PathBuf,
    /// Whether the guest has opened its end.
    pub(crate) connected: bool,
}

/// The guest agent's channel, if the definition has one.
pub(crate) fn agent(domain: &Domain) -> Option<AgentChannel> {
    let channel = domain.devices.channels.iter().find(|channel| is_agent(channel))?;
    let ChannelTarget::Virtio { state, .. } = &channel.target else { return None };
    let path = channel.source.path()?.into();
    Some(AgentChannel { path, connected: *state == Some(ChannelState::Connected) })
}

/// Notes that the guest opened or closed its end of the channel `alias`; `Some(true)` when that is the
/// guest agent's, `None` when nothing changed or there is no such channel.
pub(crate) fn set_state(domain: &mut Domain, alias: &str, open: bool) -> Option<bool> {
    let channel = domain.devices.channels.iter_mut().find(|c| c.info.alias.as_deref() == Some(alias))?;
    let agent = is_agent(channel);
    let ChannelTarget::Virtio { state, .. } = &mut channel.target else { return None };
    let new = if open { ChannelState::Connected } else { ChannelState::Disconnected };
    if state.replace(new) == Some(new) {
        return None;
    }
    Some(agent)
}

fn is_agent(channel: &Channel) -> bool {
    matches!(&channel.target, ChannelTarget::Virtio { name: Some(name), .. } if name == AGENT_PORT)
}
