//! Writing `<memory>` devices.

use xml::Writer;

use super::{MemoryDevice, MemoryDeviceSource, MemoryDeviceTarget};
use crate::Format;
use crate::memory::kib;

impl MemoryDevice {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("memory", |w| {
            w.attr("model", self.model);
            w.attr("access", self.access);
            w.yes_no("discard", self.discard);
            w.text("uuid", self.uuid);
            w.optional("source", |w| self.source.format(w));
            w.element("target", |w| self.target.format(w, how));
            self.info.format(w, how);
        });
    }
}

impl MemoryDeviceSource {
    fn format(&self, w: &mut Writer) {
        w.text("nodemask", &self.nodemask);
        kib(w, "pagesize", self.page_size);
        w.text("path", &self.path);
        kib(w, "alignsize", self.align_size);
        if self.pmem {
            w.empty("pmem");
        }
    }
}

impl MemoryDeviceTarget {
    fn format(&self, w: &mut Writer, how: Format) {
        w.yes_no("dynamicMemslots", self.dynamic_memslots);
        kib(w, "size", Some(self.size));
        w.text("node", self.node);
        w.optional("label", |w| kib(w, "size", self.label_size));
        if self.readonly {
            w.empty("readonly");
        }
        kib(w, "block", self.block_size);
        kib(w, "requested", self.requested);
        kib(w, "current", self.current.filter(|_| !how.inactive));
        if let Some(base) = self.address {
            w.element("address", |w| w.hex("base", base, 1));
        }
    }
}
