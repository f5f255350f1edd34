//! Writing `<crypto>`.

use xml::Writer;

use super::Crypto;
use crate::Format;

impl Crypto {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("crypto", |w| {
            w.attr("model", self.model);
            w.attr("type", self.kind);
            w.element("backend", |w| {
                w.attr("model", self.backend);
                w.attr("queues", self.queues);
            });
            self.virtio.format_driver(w);
            self.info.format(w, how);
        });
    }
}
