//! From what a client sent, or what was stored, to a definition in which everything is decided.

use super::{
    boot, clock, controllers, features, identity, iothreads, lifecycle, memory, numa, onboard, platform,
    processor, security, vcpus,
};
use crate::HostFacts;
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Where a definition comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A client that makes a guest of it: it has to be right, and what it leaves open is up to us.
    Client,
    /// A client that has it converted only: it has to be right, and keeps what older releases would have made of it.
    Conversion,
    /// The store: it was accepted, and what it leaves open was decided by an older release, and stays so.
    Stored,
}

impl Origin {
    /// May defaults be better than those of older releases?
    pub(crate) fn is_new(self) -> bool {
        self == Self::Client
    }

    fn is_checked(self) -> bool {
        self != Self::Stored
    }
}

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
pub fn define(domain: Domain, caps: &EmulatorCapabilities, host: &HostFacts) -> Result<Domain> {
    complete(domain, caps, host, Origin::Client)
}

/// Completes a definition of which only a command line is wanted (`virsh domxml-to-native`): with the defaults of
/// older releases, as such a definition may be one that was stored.
///
/// # Errors
/// As [`define`].
pub fn convert(domain: Domain, caps: &EmulatorCapabilities, host: &HostFacts) -> Result<Domain> {
    complete(domain, caps, host, Origin::Conversion)
}

/// Completes a definition that was stored before, perhaps by an older release: where defaults have
/// changed since, the guest keeps what it had, and rules that were added since are left for [`crate::start`].
///
/// # Errors
/// `XmlError` for addresses that clash or do not exist, `OperationFailed` when no firmware fits.
pub fn reload(domain: Domain, caps: &EmulatorCapabilities, host: &HostFacts) -> Result<Domain> {
    complete(domain, caps, host, Origin::Stored)
}

fn complete(
    mut domain: Domain,
    caps: &EmulatorCapabilities,
    host: &HostFacts,
    origin: Origin,
) -> Result<Domain> {
    if origin.is_checked() {
        crate::validate::before(&domain)?;
        boot::told_once(&domain)?;
    }
    identity::complete(&mut domain, host);
    platform::complete(&mut domain, caps, host)?;
    vcpus::complete(&mut domain);
    iothreads::complete(&mut domain);
    memory::complete(&mut domain, origin)?;
    numa::complete(&mut domain);
    lifecycle::complete(&mut domain);
    clock::complete(&mut domain);
    boot::complete(&mut domain);
    security::complete(&mut domain, &host.policy);
    features::complete(&mut domain, caps);
    crate::firmware::complete(&mut domain, caps, host, origin)?;
    controllers::index(&mut domain);
    controllers::add_for_hostdevs(&mut domain);
    onboard::add_default_devices(&mut domain, caps)?;
    processor::complete(&mut domain, caps)?;
    onboard::add_default_inputs(&mut domain);
    crate::device::complete(&mut domain, caps, host, origin.is_new())?;
    controllers::add_for_devices(&mut domain);
    crate::device::complete_controllers(&mut domain, caps, origin.is_new())?;
    onboard::add_default_audio(&mut domain, &host.policy);
    if origin.is_checked() {
        crate::device::validate_buses(&domain)?;
    }
    crate::address::assign(&mut domain, caps)?;
    if origin.is_new() {
        crate::address::assign_usb(&mut domain)?;
    }
    // What was accepted once is not lost because rules were added since: it is refused when it starts.
    if origin.is_checked() {
        crate::device::validate_asked(&domain)?;
        crate::validate::validate(&domain, caps)?;
        crate::device::validate_sources(&domain)?;
    }
    Ok(domain)
}
