//! `-device usb-hub`.

use errors::Result;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;

/// Writes the hubs.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for hub in &build.guest.devices.hubs {
        let props = Props::new().with("driver", "usb-hub").with("id", alias(&hub.info)?);
        let props = props.and(place(build.guest, &hub.info)?);
        build.device(props);
    }
    Ok(())
}
