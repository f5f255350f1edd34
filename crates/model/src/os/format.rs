//! Writing `<os>`.

use xml::Writer;

use super::{Loader, Nvram, NvramSource, Os};
use crate::Format;

impl Os {
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        w.element("os", |w| {
            w.attr("firmware", self.firmware);
            let attributes = |w: &mut Writer| {
                w.attr("arch", &self.arch);
                w.attr("machine", &self.machine);
            };
            w.text_with("type", attributes, self.os_type);
            w.optional("firmware", |w| {
                for feature in &self.firmware_features {
                    w.element("feature", |w| {
                        w.yes_no("enabled", Some(feature.enabled));
                        w.attr("name", feature.name);
                    });
                }
            });
            self.container(w);
            if let Some(loader) = &self.loader {
                loader.format(w);
            }
            if let Some(nvram) = &self.nvram {
                nvram.format(w, how);
            }
            w.text("kernel", &self.kernel);
            w.text("initrd", &self.initrd);
            w.text("cmdline", &self.cmdline);
            w.text("shim", &self.shim);
            w.text("dtb", &self.dtb);
            w.text("root", &self.root);
            w.optional("acpi", |w| {
                for table in &self.acpi_tables {
                    w.text_with("table", |w| w.attr("type", table.table_type), &table.path);
                }
            });
            self.boot(w);
        });
    }

    /// What a container starts.
    fn container(&self, w: &mut Writer) {
        w.text("init", &self.init);
        for arg in &self.init_args {
            w.text("initarg", arg);
        }
        for (name, value) in &self.init_env {
            w.text_with("initenv", |w| w.attr("name", name), value);
        }
        w.text("initdir", &self.init_dir);
        w.text("inituser", &self.init_user);
        w.text("initgroup", &self.init_group);
    }

    /// What firmware does.
    fn boot(&self, w: &mut Writer) {
        for device in &self.boot {
            w.element("boot", |w| w.attr("dev", *device));
        }
        if let Some(menu) = &self.boot_menu {
            w.element("bootmenu", |w| {
                w.yes_no("enable", menu.enable);
                w.attr("timeout", menu.timeout);
            });
        }
        if let Some(bios) = &self.bios {
            w.optional("bios", |w| {
                w.yes_no("useserial", bios.use_serial);
                w.attr("rebootTimeout", bios.reboot_timeout);
            });
        }
        if let Some(mode) = self.smbios {
            w.element("smbios", |w| w.attr("mode", mode));
        }
    }
}

impl Loader {
    fn format(&self, w: &mut Writer) {
        let attributes = |w: &mut Writer| {
            w.yes_no("readonly", self.readonly);
            w.yes_no("secure", self.secure);
            w.attr("type", self.loader_type);
            w.yes_no("stateless", self.stateless);
            w.attr("format", self.format);
        };
        match &self.path {
            Some(path) => w.text_with("loader", attributes, path),
            None => w.optional("loader", attributes),
        }
    }
}

impl Nvram {
    fn format(&self, w: &mut Writer, how: Format) {
        let attributes = |w: &mut Writer| {
            w.attr("template", &self.template);
            w.attr("templateFormat", self.template_format);
            if let Some(NvramSource::Storage(source)) = &self.source {
                w.attr("type", source.location.kind());
            }
            w.attr("format", self.format);
        };
        match &self.source {
            Some(NvramSource::Path(path)) => w.text_with("nvram", attributes, path),
            Some(NvramSource::Storage(source)) => w.element("nvram", |w| {
                attributes(w);
                source.format(w, how);
            }),
            None => w.optional("nvram", attributes),
        }
    }
}
