//! Writing `<panic>`.

use xml::Writer;

use super::Panic;
use crate::Format;

impl Panic {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("panic", |w| {
            w.attr("model", self.model);
            self.info.format(w, how);
        });
    }
}
