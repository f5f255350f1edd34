//! Writing what every device may have.

use xml::Writer;

use super::{DeviceInfo, VirtioOptions};
use crate::Format;

impl DeviceInfo {
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        self.format_around(w, how, |_| {});
    }

    /// Writes it with what some devices have between alias and address.
    pub(crate) fn format_around(&self, w: &mut Writer, how: Format, between: impl FnOnce(&mut Writer)) {
        if let Some(boot) = &self.boot {
            w.element("boot", |w| {
                w.attr("order", boot.order);
                w.attr("loadparm", &boot.load_parm);
            });
        }
        if let Some(alias) = self.alias.as_ref().filter(|_| !how.inactive || self.has_user_alias()) {
            w.element("alias", |w| w.attr("name", alias));
        }
        between(w);
        if let Some(rom) = &self.rom {
            w.optional("rom", |w| {
                w.yes_no("enabled", rom.enabled);
                w.on_off("bar", rom.bar);
                w.attr("file", &rom.file);
            });
        }
        w.optional("acpi", |w| w.attr("index", self.acpi_index));
        if let Some(address) = &self.address {
            address.format(w);
        }
    }
}

impl VirtioOptions {
    /// Writes the attributes of a `<driver>`.
    pub(crate) fn format(&self, w: &mut Writer) {
        w.on_off("iommu", self.iommu);
        w.on_off("ats", self.ats);
        w.on_off("packed", self.packed);
        w.on_off("page_per_vq", self.page_per_vq);
    }

    /// Writes the `<driver>` of a device that has nothing else to say about it.
    pub(crate) fn format_driver(&self, w: &mut Writer) {
        w.optional("driver", |w| self.format(w));
    }
}
