//! Writing `<vsock>`.

use xml::Writer;

use super::Vsock;
use crate::Format;

impl Vsock {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("vsock", |w| {
            w.attr("model", self.model);
            w.optional("cid", |w| {
                w.yes_no("auto", self.auto_cid);
                w.attr("address", self.cid);
            });
            self.info.format(w, how);
            self.virtio.format_driver(w);
        });
    }
}
