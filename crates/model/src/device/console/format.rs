//! Writing `<console>`.

use xml::Writer;

use super::Console;
use crate::Format;
use crate::device::chardev::CharBackend;

impl Console {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("console", |w| {
            w.attr("type", self.source.backend.kind());
            // An old form of the path, which only the first console has.
            if let CharBackend::Pty { path } = &self.source.backend
                && self.port.unwrap_or_default() == 0
            {
                w.attr("tty", path.as_ref().filter(|_| !how.inactive));
            }
            self.source.format(w, how);
            w.optional("target", |w| {
                w.attr("type", self.target_type);
                w.attr("port", self.port);
            });
            self.info.format(w, how);
        });
    }
}
