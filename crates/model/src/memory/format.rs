//! Writing what is said about memory.

use xml::Writer;

use super::{Memory, MemoryBacking, MemoryTune, NumaTune};
use crate::domain::Placement;

/// A size in KiB, with its unit.
pub(crate) fn kib(w: &mut Writer, name: &str, size: Option<u64>) {
    w.text_with(name, |w| w.attr("unit", "KiB"), size);
}

impl Memory {
    pub(crate) fn format(&self, w: &mut Writer) {
        let attributes = |w: &mut Writer| {
            w.attr("slots", self.slots);
            w.attr("unit", "KiB");
        };
        w.text_with("maxMemory", attributes, self.maximum);
        let attributes = |w: &mut Writer| {
            w.on_off("dumpCore", self.dump_core);
            w.attr("unit", "KiB");
        };
        w.text_with("memory", attributes, self.total);
        kib(w, "currentMemory", self.current);
    }
}

impl MemoryTune {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("memtune", |w| {
            kib(w, "hard_limit", self.hard_limit);
            kib(w, "soft_limit", self.soft_limit);
            kib(w, "min_guarantee", self.min_guarantee);
            kib(w, "swap_hard_limit", self.swap_hard_limit);
        });
    }
}

impl MemoryBacking {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("memoryBacking", |w| {
            if let Some(pages) = &self.hugepages {
                w.element("hugepages", |w| {
                    for page in pages {
                        w.element("page", |w| {
                            w.attr("size", page.size);
                            w.attr("unit", "KiB");
                            w.attr("nodeset", &page.nodeset);
                        });
                    }
                });
            }
            flag(w, "nosharepages", self.no_share_pages);
            flag(w, "locked", self.locked);
            w.optional("source", |w| w.attr("type", self.source));
            w.optional("access", |w| w.attr("mode", self.access));
            w.optional("allocation", |w| {
                w.attr("mode", self.allocation);
                w.attr("threads", self.allocation_threads);
            });
            flag(w, "discard", self.discard);
        });
    }
}

fn flag(w: &mut Writer, name: &str, on: bool) {
    if on {
        w.empty(name);
    }
}

impl NumaTune {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("numatune", |w| {
            if let Some(policy) = &self.memory {
                w.element("memory", |w| {
                    w.attr("mode", policy.mode);
                    let auto = policy.placement == Some(Placement::Auto);
                    w.attr("nodeset", policy.nodeset.as_ref().filter(|_| !auto));
                    w.attr("placement", policy.placement.filter(|_| auto || policy.nodeset.is_none()));
                });
            }
            for cell in &self.cells {
                w.element("memnode", |w| {
                    w.attr("cellid", cell.cell);
                    w.attr("mode", cell.mode);
                    w.attr("nodeset", &cell.nodeset);
                });
            }
        });
    }
}
