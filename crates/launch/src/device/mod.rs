//! The devices: one folder for a kind, what it adds to the command line in `args`.

pub(crate) mod iothread;

use errors::Result;

use crate::build::Build;

/// Writes the devices, kind by kind.
pub(crate) fn args(_build: &mut Build<'_>) -> Result<()> {
    Ok(())
}

/// Writes the devices that come last.
pub(crate) fn late_args(_build: &mut Build<'_>) -> Result<()> {
    Ok(())
}
