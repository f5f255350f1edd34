//! Writing a whole definition.

use xml::Writer;

use super::{Domain, GenId, IdMaps, iothreads};
use crate::Format;
use crate::qemu;

impl Domain {
    /// Writes the definition as libvirt writes it.
    pub fn format(&self, how: Format) -> String {
        let mut w = Writer::new();
        self.write(&mut w, how);
        w.finish()
    }

    /// Writes the definition where it is part of something larger.
    pub fn write(&self, w: &mut Writer, how: Format) {
        w.element("domain", |w| {
            w.attr("type", self.virt_type);
            w.attr("id", self.id.filter(|_| !how.inactive));
            if !self.qemu.is_empty() {
                w.attr("xmlns:qemu", qemu::NAMESPACE);
            }
            self.identity(w);
            self.resources(w, how);
            self.os.format(w, how);
            if let Some(maps) = &self.idmap {
                w.element("idmap", |w| maps.format(w));
            }
            self.features.format(w);
            if let Some(cpu) = &self.cpu {
                cpu.format(w);
            }
            if let Some(clock) = &self.clock {
                clock.format(w);
            }
            self.events(w);
            self.devices.format(w, how);
            for label in &self.seclabels {
                label.format(w, how);
            }
            if let Some(keywrap) = &self.keywrap {
                keywrap.format(w);
            }
            if let Some(security) = &self.launch_security {
                security.format(w);
            }
            self.qemu.format(w);
        });
    }

    /// Who it is.
    fn identity(&self, w: &mut Writer) {
        w.text("name", &self.name);
        w.text("uuid", self.uuid);
        match self.genid {
            Some(GenId::Generate) => w.empty("genid"),
            Some(GenId::Given(uuid)) => w.text("genid", uuid),
            None => {}
        }
        w.text("title", &self.title);
        w.text("description", &self.description);
        if let Some(metadata) = &self.metadata {
            metadata.format(w);
        }
    }

    /// What it gets of the host.
    fn resources(&self, w: &mut Writer, how: Format) {
        self.memory.format(w);
        self.blkio_tune.format(w);
        self.memory.tune.format(w);
        self.memory_backing.format(w);
        self.vcpus.format(w);
        iothreads::format(self, w);
        w.optional("throttlegroups", |w| {
            for group in &self.throttle_groups {
                w.element("throttlegroup", |w| group.format_group(w));
            }
        });
        self.cpu_tune.format(w, how);
        self.numa_tune.format(w);
        if let Some(resource) = &self.resource {
            w.element("resource", |w| {
                w.text("partition", &resource.partition);
                w.optional("fibrechannel", |w| w.attr("appid", &resource.fibrechannel_appid));
            });
        }
        for sysinfo in &self.sysinfo {
            sysinfo.format(w);
        }
        w.text("bootloader", &self.bootloader);
        w.text("bootloader_args", &self.bootloader_args);
    }

    /// What becomes of it.
    fn events(&self, w: &mut Writer) {
        w.text("on_poweroff", self.on_poweroff);
        w.text("on_reboot", self.on_reboot);
        w.text("on_crash", self.on_crash);
        w.text("on_lockfailure", self.on_lockfailure);
        w.optional("pm", |w| {
            w.optional("suspend-to-mem", |w| w.yes_no("enabled", self.pm.suspend_to_mem));
            w.optional("suspend-to-disk", |w| w.yes_no("enabled", self.pm.suspend_to_disk));
        });
        w.optional("perf", |w| {
            for event in &self.perf {
                w.element("event", |w| {
                    w.attr("name", event.name);
                    w.yes_no("enabled", Some(event.enabled));
                });
            }
        });
    }
}

impl IdMaps {
    pub(crate) fn format(&self, w: &mut Writer) {
        for (name, maps) in [("uid", &self.uid), ("gid", &self.gid)] {
            for map in maps {
                w.element(name, |w| {
                    w.attr("start", map.start);
                    w.attr("target", map.target);
                    w.attr("count", map.count);
                });
            }
        }
    }
}
