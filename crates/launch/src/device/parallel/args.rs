//! `-device isa-parallel`.

use errors::Result;
use model::device::parallel::Parallel;

use crate::address::alias;
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// Writes the parallel ports.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.parallels.iter().try_for_each(|parallel| one(build, parallel))
}

/// Writes a parallel port.
pub(crate) fn one(build: &mut Build<'_>, parallel: &Parallel) -> Result<()> {
    let id = alias(&parallel.info)?;
    let chardev = chardev(build, &parallel.source, id)?;
    build.device(Props::new().with("driver", "isa-parallel").with("chardev", chardev).with("id", id));
    Ok(())
}
