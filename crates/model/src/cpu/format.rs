//! Writing `<cpu>`.

use xml::Writer;

use super::{Cpu, Interconnect, Measure, Numa, NumaCell};

impl Cpu {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("cpu", |w| {
            w.attr("mode", self.mode);
            w.attr("match", self.matching);
            w.attr("check", self.check);
            w.on_off("migratable", self.migratable);
            w.on_off("deprecated_features", self.deprecated_features);
            if let Some(model) = &self.model {
                let attributes = |w: &mut Writer| {
                    w.attr("fallback", model.fallback);
                    w.attr("vendor_id", &model.vendor_id);
                };
                match &model.name {
                    Some(name) => w.text_with("model", attributes, name),
                    None => w.element("model", attributes),
                }
            }
            w.text("vendor", &self.vendor);
            if let Some(topology) = &self.topology {
                w.element("topology", |w| {
                    w.attr("sockets", topology.sockets);
                    w.attr("dies", topology.dies);
                    w.attr("clusters", topology.clusters);
                    w.attr("cores", topology.cores);
                    w.attr("threads", topology.threads);
                });
            }
            if let Some(cache) = &self.cache {
                w.element("cache", |w| {
                    w.attr("level", cache.level);
                    w.attr("mode", cache.mode);
                });
            }
            if let Some(width) = &self.max_phys_addr {
                w.element("maxphysaddr", |w| {
                    w.attr("mode", width.mode);
                    w.attr("bits", width.bits);
                    w.attr("limit", width.limit);
                });
            }
            for feature in &self.features {
                w.element("feature", |w| {
                    w.attr("policy", feature.policy);
                    w.attr("name", &feature.name);
                });
            }
            if let Some(numa) = &self.numa {
                numa.format(w);
            }
        });
    }
}

impl Numa {
    fn format(&self, w: &mut Writer) {
        w.optional("numa", |w| {
            for cell in &self.cells {
                cell.format(w);
            }
            w.optional("interconnects", |w| {
                for interconnect in &self.interconnects {
                    interconnect.format(w);
                }
            });
        });
    }
}

impl NumaCell {
    fn format(&self, w: &mut Writer) {
        w.element("cell", |w| {
            w.attr("id", self.id);
            w.attr("cpus", self.cpus.as_ref().filter(|cpus| !cpus.is_empty()));
            w.attr("memory", self.memory);
            w.attr("unit", "KiB");
            w.attr("memAccess", self.access);
            w.yes_no("discard", self.discard);
            w.optional("distances", |w| {
                for distance in &self.distances {
                    w.element("sibling", |w| {
                        w.attr("id", distance.id);
                        w.attr("value", distance.value);
                    });
                }
            });
            for cache in &self.caches {
                w.element("cache", |w| {
                    w.attr("level", cache.level);
                    w.attr("associativity", cache.associativity);
                    w.attr("policy", cache.policy);
                    for (name, value, unit) in [("size", cache.size, "KiB"), ("line", cache.line, "B")] {
                        w.element(name, |w| {
                            w.attr("value", value);
                            w.attr("unit", unit);
                        });
                    }
                });
            }
        });
    }
}

impl Interconnect {
    fn format(&self, w: &mut Writer) {
        let (name, value, unit) = match self.measure {
            Measure::Latency(nanoseconds) => ("latency", nanoseconds, None),
            Measure::Bandwidth(kib) => ("bandwidth", kib, Some("KiB")),
        };
        w.element(name, |w| {
            w.attr("initiator", self.initiator);
            w.attr("target", self.target);
            w.attr("cache", self.cache);
            w.attr("type", self.access);
            w.attr("value", value);
            w.attr("unit", unit);
        });
    }
}
