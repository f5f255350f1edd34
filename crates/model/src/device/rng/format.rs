//! Writing `<rng>`.

use xml::Writer;

use super::{Rng, RngBackend, RngBackendModel};
use crate::Format;

impl Rng {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("rng", |w| {
            w.attr("model", self.model);
            if let Some(rate) = &self.rate {
                w.element("rate", |w| {
                    w.attr("bytes", rate.bytes);
                    w.attr("period", rate.period);
                });
            }
            self.backend.format(w, how);
            self.virtio.format_driver(w);
            self.info.format(w, how);
        });
    }
}

impl RngBackend {
    fn format(&self, w: &mut Writer, how: Format) {
        match self {
            Self::Random { path: Some(path) } => {
                w.text_with("backend", |w| w.attr("model", RngBackendModel::Random), path);
            }
            Self::Random { path: None } => w.element("backend", |w| w.attr("model", RngBackendModel::Random)),
            Self::Egd(source) => w.element("backend", |w| {
                w.attr("model", RngBackendModel::Egd);
                w.attr("type", source.backend.kind());
                source.format(w, how);
            }),
            Self::Builtin => w.element("backend", |w| w.attr("model", RngBackendModel::Builtin)),
        }
    }
}
