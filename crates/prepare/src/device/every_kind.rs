//! Every kind of device in turn: made complete, and checked.

use super::{
    audio, channel, console, controller, crypto, disk, filesystem, graphics, hostdev, input, interface,
    iommu, memballoon, memory, nvram, panic, parallel, places, pstore, redirdev, rng, serial, shmem,
    smartcard, sound, tpm, video, vsock, watchdog,
};
use crate::HostFacts;
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Writes down, for every device of a definition, what it leaves open.
///
/// # Errors
/// Those of the kinds' `defaults`.
pub(crate) fn complete(
    domain: &mut Domain,
    caps: &EmulatorCapabilities,
    host: &HostFacts,
    new: bool,
) -> Result<()> {
    super::order_disks(domain);
    controller::defaults::complete(domain, caps, new)?;
    disk::defaults::complete(domain)?;
    interface::defaults::complete(domain, caps, host);
    console::defaults::pair_with_serial(domain);
    serial::defaults::complete(domain);
    console::defaults::complete(domain);
    channel::defaults::complete(domain);
    input::defaults::complete(domain);
    graphics::defaults::complete(domain, &host.policy);
    video::defaults::complete(domain, caps);
    watchdog::defaults::complete(domain);
    hostdev::defaults::complete(domain);
    smartcard::defaults::complete(domain);
    memory::defaults::complete(domain)?;
    shmem::defaults::complete(domain);
    vsock::defaults::complete(domain);
    panic::defaults::complete(domain);
    rng::defaults::complete(domain);
    sound::defaults::complete(domain);
    tpm::defaults::complete(domain);
    redirdev::defaults::complete(domain);
    Ok(())
}

/// Writes down the models of controllers that other devices brought with them.
///
/// # Errors
/// Those of `controller::defaults`.
pub(crate) fn complete_controllers(
    domain: &mut Domain,
    caps: &EmulatorCapabilities,
    new: bool,
) -> Result<()> {
    controller::defaults::complete(domain, caps, new)
}

/// Checks what places are given out by.
///
/// # Errors
/// Those of `controller::validate`.
pub(crate) fn validate_buses(domain: &Domain) -> Result<()> {
    controller::validate::validate_buses(domain)
}

/// Checks what only new definitions have to keep to.
///
/// # Errors
/// Those of the kinds' `validate`.
pub(crate) fn validate_asked(domain: &Domain) -> Result<()> {
    iommu::validate::validate(domain)?;
    hostdev::validate::validate(domain)
}

/// Checks every device of a definition that is complete except for places on buses.
///
/// # Errors
/// Those of the kinds' `validate`.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    disk::validate::makes_sense(domain)?;
    smartcard::validate::validate(domain)?;
    pstore::validate::validate(domain)?;
    panic::validate::validate(domain)?;
    redirdev::validate::validate(domain)?;
    places::suit_anybody(domain)?;
    console::validate::validate(domain, caps)?;
    serial::validate::validate_sources(domain)?;
    serial::validate::validate_spice(domain)?;
    places::validate(domain, caps)?;
    controller::validate::validate(domain, caps)?;
    disk::validate::validate(domain, caps)?;
    interface::validate::validate(domain)?;
    serial::validate::validate(domain)?;
    filesystem::validate::validate(domain)?;
    graphics::validate::validate(domain, caps)?;
    video::validate::validate(domain, caps)?;
    hostdev::validate::validate(domain)?;
    hostdev::validate::can_be_given(domain, caps)?;
    audio::validate::validate(domain)?;
    sound::validate::validate(domain)?;
    memballoon::validate::validate(domain)?;
    input::validate::validate(domain, caps)?;
    watchdog::validate::validate(domain)?;
    nvram::validate::validate(domain)?;
    iommu::validate::suits_the_board(domain)?;
    crypto::validate::validate(domain, caps)?;
    vsock::validate::validate(domain)?;
    tpm::validate::validate(domain, caps)?;
    parallel::validate::validate(domain)?;
    memory::validate::validate(domain, caps)?;
    shmem::validate::validate(domain)
}

/// Checks what only matters when the guest starts.
///
/// # Errors
/// Those of the kinds' `validate_start`.
pub(crate) fn validate_start(domain: &Domain) -> Result<()> {
    interface::validate::validate_start(domain)
}
