//! Writing all devices.

use xml::Writer;

use super::Devices;
use crate::Format;

/// Writes every device of the kinds named, in that order.
macro_rules! write_devices {
    ($devices:ident, $w:ident, $how:ident: $($field:ident)*) => {
        $($devices.$field.iter().for_each(|device| device.format($w, $how));)*
    };
}

impl Devices {
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        w.element("devices", |w| {
            // Even with nothing in it, the element is written with an end of its own.
            w.children();
            w.text("emulator", &self.emulator);
            write_devices!(self, w, how: disks controllers);
            for lease in &self.leases {
                lease.format(w);
            }
            write_devices!(self, w, how: filesystems interfaces smartcards serials parallels);
            write_devices!(self, w, how: consoles channels inputs tpms graphics sounds);
            for audio in self.audios.iter().filter(|audio| audio.id != 0) {
                audio.format(w);
            }
            write_devices!(self, w, how: videos hostdevs redirdevs);
            if let Some(filter) = &self.redir_filter {
                filter.format(w);
            }
            write_devices!(self, w, how: hubs watchdogs memballoon rngs nvram panics shmems);
            write_devices!(self, w, how: memories cryptos iommu vsock pstore);
        });
    }
}
