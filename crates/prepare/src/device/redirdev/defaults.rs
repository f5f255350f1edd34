//! What a USB device that a client passes on is when its definition does not say.

use model::Domain;
use model::device::chardev::CharBackend;

/// The name by which a display on a bus offers USB devices.
const CHANNEL: &str = "org.qemu.usbredir";

/// Writes down the names of those that come over a bus.
pub(crate) fn complete(domain: &mut Domain) {
    for device in &mut domain.devices.redirdevs {
        if let CharBackend::Dbus { channel } = &mut device.source.backend {
            let _ = channel.get_or_insert_with(|| CHANNEL.to_owned());
        }
    }
}
