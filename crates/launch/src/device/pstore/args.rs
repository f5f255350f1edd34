//! `-device acpi-erst`.

use errors::Result;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;

/// Writes the storage for crash records: a file that is the device's memory.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let Some(pstore) = &build.guest.devices.pstore else { return Ok(()) };
    let id = alias(&pstore.info)?;
    let memory = format!("mem{id}");
    let object = Props::new()
        .with("qom-type", "memory-backend-file")
        .with("id", memory.as_str())
        .maybe("mem-path", pstore.path.clone())
        .maybe("size", pstore.size.map(|kib| kib.saturating_mul(1024)))
        .with("share", true);
    build.object(&object);
    let props = Props::new()
        .with("driver", "acpi-erst")
        .with("id", id)
        .with("memdev", memory)
        .and(place(build.guest, &pstore.info)?);
    build.device(props);
    Ok(())
}
