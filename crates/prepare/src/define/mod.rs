//! What is stored of a definition: everything that was left open is decided and written down, once.

mod boot;
mod clock;
mod controllers;
mod identity;
mod lifecycle;
mod memory;
mod onboard;
mod platform;
mod processor;
mod vcpus;

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

use crate::HostFacts;
pub(crate) use controllers::{add_controller, is_ich9};
pub(crate) use platform::accelerator;
pub use platform::emulator_for;

/// Completes a definition, as a client sent it, into what is stored.
///
/// What has been decided before (a UUID, an address, a machine type) stays: completing a complete
/// definition changes nothing.
///
/// `caps` belongs to the emulator that [`emulator_for`] names.
///
/// # Errors
/// What libvirt refuses: a combination that the emulator or the machine type cannot provide
/// (`ConfigUnsupported`), addresses that clash or do not exist (`XmlError`), no room for a device.
pub fn define(mut domain: Domain, caps: &EmulatorCapabilities, host: &HostFacts) -> Result<Domain> {
    identity::complete(&mut domain, host);
    platform::complete(&mut domain, caps, host)?;
    vcpus::complete(&mut domain);
    memory::complete(&mut domain)?;
    lifecycle::complete(&mut domain);
    clock::complete(&mut domain);
    boot::complete(&mut domain);
    controllers::index(&mut domain);
    onboard::add_default_devices(&mut domain, caps)?;
    processor::complete(&mut domain, caps)?;
    crate::device::complete(&mut domain, caps, host)?;
    controllers::add_for_devices(&mut domain);
    onboard::add_default_inputs(&mut domain);
    onboard::add_default_audio(&mut domain, &host.policy);
    crate::address::assign(&mut domain, caps)?;
    crate::validate::validate(&domain, caps)?;
    Ok(domain)
}
