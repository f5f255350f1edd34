//! From what is stored to what runs.

use super::{aliases, channels, encryption, graphics, images, memory, processor, security};
use crate::StartFacts;
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Completes what came into a live definition: sockets and encryption. What was there is complete already.
pub(crate) fn complete_newcomer(domain: &mut Domain, facts: &StartFacts) {
    channels::complete(domain, facts);
    encryption::complete(domain, &facts.policy);
}

/// Makes the live definition from the stored one: id, aliases, ports, socket paths.
///
/// Paths of pseudo terminals are known only when QEMU runs: the caller fills them in.
///
/// # Errors
/// What [`crate::define`] refuses, for a definition that was stored before a rule was added or with another emulator; `InternalError` when no
/// port is free for a display; `XmlError` for USB ports that clash.
pub fn start(mut domain: Domain, caps: &EmulatorCapabilities, facts: &StartFacts) -> Result<Domain> {
    // The emulator may be another than when the definition was stored.
    crate::define::check_machine(&domain, caps)?;
    crate::validate::validate(&domain, caps)?;
    crate::device::validate_start(&domain)?;
    domain.id = facts.id;
    memory::round_up(&mut domain)?;
    crate::device::order_disks(&mut domain);
    crate::address::assign_usb(&mut domain)?;
    aliases::assign(&mut domain, caps);
    processor::resolve(&mut domain, caps)?;
    graphics::choose(&mut domain, facts)?;
    channels::complete(&mut domain, facts);
    encryption::complete(&mut domain, &facts.policy);
    images::number(&mut domain);
    security::label(&mut domain, &facts.policy);
    Ok(domain)
}
