//! Writing what is said about shares and limits.

use xml::Writer;

use super::{BlkioTune, CacheTune, CpuTune, IoTune, MemoryBandwidthTune, Pin, Sched, SchedPolicy};
use crate::Format;

/// Bytes of a KiB and its powers, as shares of caches are written.
const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];

impl CpuTune {
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        w.optional("cputune", |w| {
            w.text("shares", self.shares);
            w.text("period", self.period);
            w.text("quota", self.quota);
            w.text("global_period", self.global_period);
            w.text("global_quota", self.global_quota);
            w.text("emulator_period", self.emulator_period);
            w.text("emulator_quota", self.emulator_quota);
            w.text("iothread_period", self.iothread_period);
            w.text("iothread_quota", self.iothread_quota);
            pins(w, "vcpupin", "vcpu", &self.vcpu_pins);
            if let Some(cpuset) = &self.emulator_pin {
                w.element("emulatorpin", |w| w.attr("cpuset", cpuset));
            }
            pins(w, "iothreadpin", "iothread", &self.iothread_pins);
            if let Some(policy) = &self.emulator_sched {
                w.element("emulatorsched", |w| policy.format(w));
            }
            scheds(w, "vcpusched", "vcpus", &self.vcpu_scheds);
            scheds(w, "iothreadsched", "iothreads", &self.iothread_scheds);
            for tune in &self.cache_tunes {
                tune.format(w, how);
            }
            for tune in &self.memory_tunes {
                tune.format(w);
            }
        });
    }
}

fn pins(w: &mut Writer, name: &str, id: &str, pins: &[Pin]) {
    for pin in pins {
        w.element(name, |w| {
            w.attr(id, pin.id);
            w.attr("cpuset", &pin.cpuset);
        });
    }
}

fn scheds(w: &mut Writer, name: &str, ids: &str, scheds: &[Sched]) {
    for sched in scheds {
        w.element(name, |w| {
            w.attr(ids, &sched.ids);
            sched.policy.format(w);
        });
    }
}

impl SchedPolicy {
    fn format(&self, w: &mut Writer) {
        w.attr("scheduler", self.scheduler);
        w.attr("priority", self.priority);
    }
}

impl CacheTune {
    fn format(&self, w: &mut Writer, how: Format) {
        w.element("cachetune", |w| {
            w.attr("vcpus", &self.vcpus);
            w.attr("id", self.id.as_ref().filter(|_| !how.inactive));
            for cache in &self.caches {
                let unit =
                    UNITS.iter().find(|(scale, _)| cache.size != 0 && cache.size.is_multiple_of(*scale));
                let (scale, unit) = unit.copied().unwrap_or((1, "B"));
                w.element("cache", |w| {
                    w.attr("id", cache.id);
                    w.attr("level", cache.level);
                    w.attr("type", cache.kind);
                    w.attr("size", cache.size / scale);
                    w.attr("unit", unit);
                });
            }
            for monitor in &self.monitors {
                w.element("monitor", |w| {
                    w.attr("level", monitor.level);
                    w.attr("vcpus", &monitor.vcpus);
                });
            }
        });
    }
}

impl MemoryBandwidthTune {
    fn format(&self, w: &mut Writer) {
        w.element("memorytune", |w| {
            w.attr("vcpus", &self.vcpus);
            for (id, bandwidth) in &self.nodes {
                w.element("node", |w| {
                    w.attr("id", *id);
                    w.attr("bandwidth", *bandwidth);
                });
            }
            for vcpus in &self.monitors {
                w.element("monitor", |w| w.attr("vcpus", vcpus));
            }
        });
    }
}

impl BlkioTune {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("blkiotune", |w| {
            w.text("weight", self.weight);
            for device in &self.devices {
                w.element("device", |w| {
                    w.text("path", &device.path);
                    w.text("weight", device.weight);
                    w.text("read_iops_sec", device.read_iops_sec);
                    w.text("write_iops_sec", device.write_iops_sec);
                    w.text("read_bytes_sec", device.read_bytes_sec);
                    w.text("write_bytes_sec", device.write_bytes_sec);
                });
            }
        });
    }
}

impl IoTune {
    /// The limits of a group, its name after all of them.
    pub(crate) fn format_group(&self, w: &mut Writer) {
        for (name, limit) in self.limits() {
            w.text(name, limit);
        }
        w.text("group_name", &self.group_name);
    }

    pub(crate) fn format(&self, w: &mut Writer) {
        for (at, (name, limit)) in self.limits().into_iter().enumerate() {
            // The group stands between how much and for how long.
            if at == Self::BEFORE_GROUP {
                w.text("group_name", &self.group_name);
            }
            w.text(name, limit);
        }
    }
}
