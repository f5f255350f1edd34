//! Writing `<smartcard>`.

use xml::Writer;

use super::{Smartcard, SmartcardMode, SmartcardSource};
use crate::Format;

impl Smartcard {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("smartcard", |w| {
            match &self.source {
                SmartcardSource::Host => w.attr("mode", SmartcardMode::Host),
                SmartcardSource::HostCertificates { certificates, database } => {
                    w.attr("mode", SmartcardMode::HostCertificates);
                    for name in certificates {
                        w.text("certificate", name);
                    }
                    w.text("database", database);
                }
                SmartcardSource::Passthrough(source) => {
                    w.attr("mode", SmartcardMode::Passthrough);
                    w.attr("type", source.backend.kind());
                    source.format(w, how);
                }
            }
            self.info.format(w, how);
        });
    }
}
