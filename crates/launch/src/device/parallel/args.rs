//! `-device isa-parallel`.

use errors::Result;

use crate::address::alias;
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// Writes the parallel ports.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for parallel in &build.guest.devices.parallels {
        let id = alias(&parallel.info)?;
        let chardev = chardev(build, &parallel.source, id)?;
        build.device(Props::new().with("driver", "isa-parallel").with("chardev", chardev).with("id", id));
    }
    Ok(())
}
