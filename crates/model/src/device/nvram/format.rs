//! Writing the `<nvram>` device.

use xml::Writer;

use super::NvramDevice;
use crate::Format;

impl NvramDevice {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("nvram", |w| self.info.format(w, how));
    }
}
