//! Writing `<lease>`.

use xml::Writer;

use super::Lease;

impl Lease {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer) {
        w.element("lease", |w| {
            w.text("lockspace", &self.lockspace);
            w.text("key", &self.key);
            w.element("target", |w| {
                w.attr("path", &self.path);
                w.attr("offset", self.offset);
            });
        });
    }
}
