//! Which kinds of devices come and go while the guest runs.

use errors::{Code, Error, Result};
use model::device::{Device, DeviceKind, Position};

use super::{
    channel, console, controller, disk, hostdev, input, interface, memory, parallel, redirdev, rng, serial,
    watchdog,
};
use crate::bootindex;
use crate::build::Build;

/// Writes the device at that position by itself.
pub(crate) fn plug(build: &mut Build<'_>, at: Position) -> Result<()> {
    let Some(device) = build.guest.devices.device_at(at) else { return Err(unsupported(at.kind)) };
    match &device {
        Device::Disk(disk) => disk::args::one(build, disk, 0, bootindex::own(&disk.info)),
        Device::Interface(interface) => {
            interface::args::one(build, interface, bootindex::own(&interface.info))
        }
        Device::Controller(controller) => controller::args::one(build, controller),
        Device::Rng(rng) => rng::args::one(build, rng),
        Device::Memory(module) => memory::args::one(build, module),
        Device::Channel(channel) => channel::args::one(build, channel),
        Device::Serial(serial) => serial::args::one(build, serial),
        Device::Console(console) => console::args::one(build, console),
        Device::Parallel(parallel) => parallel::args::one(build, parallel),
        Device::Input(input) => input::args::one(build, input),
        Device::Watchdog(watchdog) => watchdog::hotplug::plug(build, watchdog),
        Device::RedirDev(device) => redirdev::args::one(build, device),
        Device::HostDev(hostdev) => hostdev::args::one(build, hostdev),
        // Only the daemons that manage a shared disk know of a lease.
        Device::Lease(_) => Ok(()),
        other => Err(unsupported(other.kind())),
    }
}

fn unsupported(kind: DeviceKind) -> Error {
    let detail = format!("live attach of device '{}' is not supported", kind.word());
    Error::new(Code::OperationUnsupported, errors::Domain::Qemu, detail)
}
