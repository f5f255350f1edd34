//! What runs: the live definition of a guest that is about to start.

mod aliases;
mod graphics;
mod memory;
mod processor;

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::channel::ChannelTarget;
use model::device::chardev::{CharBackend, SocketMode};

use crate::StartFacts;

/// Makes the live definition from the stored one: id, aliases, ports, socket paths.
///
/// Paths of pseudo terminals are known only when QEMU runs: the caller fills them in.
///
/// # Errors
/// `InternalError` when no port is free for a display; `XmlError` for USB ports that clash.
pub fn start(mut domain: Domain, caps: &EmulatorCapabilities, facts: &StartFacts) -> Result<Domain> {
    domain.id = facts.id;
    memory::round_up(&mut domain)?;
    crate::device::order_disks(&mut domain);
    crate::address::assign_usb(&mut domain)?;
    aliases::assign(&mut domain, caps);
    processor::resolve(&mut domain, caps)?;
    graphics::choose_ports(&mut domain, facts)?;
    channel_paths(&mut domain, facts);
    Ok(domain)
}

/// Channels that are unix sockets without a path get one below the guest's own directory.
fn channel_paths(domain: &mut Domain, facts: &StartFacts) {
    for channel in &mut domain.devices.channels {
        let ChannelTarget::Virtio { name, .. } = &channel.target else { continue };
        if let CharBackend::Unix(endpoint) = &mut channel.source.backend
            && endpoint.path.is_none()
        {
            let file = name.as_deref().or(channel.info.alias.as_deref()).unwrap_or("channel");
            endpoint.path = Some(format!("{}/{file}", facts.channel_dir));
            endpoint.mode = Some(SocketMode::Bind);
        }
    }
}
