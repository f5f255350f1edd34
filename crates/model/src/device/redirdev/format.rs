//! Writing `<redirdev>` and `<redirfilter>`.

use xml::Writer;

use super::{RedirDev, RedirFilter, RedirRule};
use crate::Format;

impl RedirDev {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("redirdev", |w| {
            w.attr("bus", "usb");
            w.attr("type", self.source.backend.kind());
            self.source.format(w, how);
            self.info.format(w, how);
        });
    }
}

impl RedirFilter {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer) {
        w.element("redirfilter", |w| {
            for rule in &self.rules {
                rule.format(w);
            }
        });
    }
}

impl RedirRule {
    fn format(&self, w: &mut Writer) {
        w.element("usbdev", |w| {
            if let Some(class) = self.class {
                w.attr("class", format_args!("0x{class:02X}"));
            }
            if let Some(vendor) = self.vendor {
                w.attr("vendor", format_args!("0x{vendor:04X}"));
            }
            if let Some(product) = self.product {
                w.attr("product", format_args!("0x{product:04X}"));
            }
            if let Some(version) = self.version {
                w.attr("version", format_args!("{:x}.{:02x}", version >> 8, version & 0xff));
            }
            w.yes_no("allow", Some(self.allow));
        });
    }
}
