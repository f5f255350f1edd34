//! Every kind of device in turn, in the order of the command line.

use super::{
    audio, channel, console, controller, crypto, disk, filesystem, graphics, hostdev, hub, input, interface,
    iommu, memballoon, memory, panic, parallel, pstore, redirdev, rng, serial, shmem, smartcard, sound, tpm,
    video, vsock, watchdog,
};
use crate::bootindex::BootIndexes;
use crate::build::Build;
use crate::general;
use crate::option::Props;
use errors::Result;

/// Writes the devices, kind by kind, in libvirt's order.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let boot = &mut BootIndexes::of(build.guest);
    iommu::args::args(build)?;
    controller::args::args(build)?;
    memory::args::args(build)?;
    hub::args::args(build)?;
    controller::args::card_readers(build)?;
    disk::args::args(build, boot)?;
    filesystem::args::args(build)?;
    interface::args::args(build, boot)?;
    smartcard::args::args(build)?;
    serial::args::args(build)?;
    parallel::args::args(build)?;
    channel::args::args(build)?;
    console::args::args(build)?;
    tpm::args::args(build)?;
    input::args::args(build)?;
    audio::args::args(build)?;
    graphics::args::args(build)?;
    video::args::args(build)?;
    sound::args::args(build)?;
    watchdog::args::args(build)?;
    redirdev::args::args(build)?;
    hostdev::args::args(build)?;
    general::incoming(build);
    memballoon::args::args(build)?;
    rng::args::args(build)?;
    vmcoreinfo(build);
    Ok(())
}

/// Writes the devices that libvirt writes after the sandbox.
pub(crate) fn late_args(build: &mut Build<'_>) -> Result<()> {
    panic::args::args(build)?;
    shmem::args::args(build)?;
    vsock::args::args(build)?;
    crypto::args::args(build)?;
    pstore::args::args(build)
}

/// A place where the guest's kernel notes what a dump of it needs.
fn vmcoreinfo(build: &mut Build<'_>) {
    if build.guest.features.vmcoreinfo == Some(true) {
        build.device(Props::new().with("driver", "vmcoreinfo"));
    }
}
