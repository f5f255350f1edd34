//! The devices: one folder for a kind, what it adds to the command line in `args`.

mod audio;
mod channel;
mod chardev;
mod console;
mod controller;
mod crypto;
mod disk;
mod filesystem;
mod graphics;
pub(crate) mod hostdev;
mod hub;
mod input;
mod interface;
pub(crate) mod iommu;
pub(crate) mod iothread;
mod memballoon;
mod memory;
mod panic;
mod parallel;
mod pstore;
mod redirdev;
mod rng;
mod serial;
mod smartcard;
mod sound;
mod tpm;
mod video;
mod vsock;
mod watchdog;

pub(crate) use audio::args::id as audio_id;
use errors::Result;

use crate::bootindex::BootIndexes;
use crate::build::Build;
use crate::general;
use crate::option::Props;

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
    crypto::args::args(build)?;
    pstore::args::args(build)?;
    vsock::args::args(build)
}

/// A place where the guest's kernel notes what a dump of it needs.
fn vmcoreinfo(build: &mut Build<'_>) {
    if build.guest.features.vmcoreinfo == Some(true) {
        build.device(Props::new().with("driver", "vmcoreinfo"));
    }
}
