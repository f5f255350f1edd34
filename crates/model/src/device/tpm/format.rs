//! Writing `<tpm>`.

use xml::{Word, Writer};

use super::{Tpm, TpmBackend, TpmBackendType, TpmEmulator};
use crate::Format;
use crate::device::chardev::{CharBackend, SocketMode};

impl Tpm {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("tpm", |w| {
            w.attr("model", self.model);
            w.element("backend", |w| self.backend.format(w));
            self.info.format(w, how);
        });
    }
}

impl TpmBackend {
    fn format(&self, w: &mut Writer) {
        match self {
            Self::Passthrough { device } => {
                w.attr("type", TpmBackendType::Passthrough);
                w.optional("device", |w| w.attr("path", device));
            }
            Self::Emulator(emulator) => {
                w.attr("type", TpmBackendType::Emulator);
                emulator.format(w);
            }
            Self::External { source } => {
                w.attr("type", TpmBackendType::External);
                let backend = source.as_ref().map(|source| &source.backend);
                if let Some(CharBackend::Unix(end)) = backend {
                    w.element("source", |w| {
                        w.attr("type", "unix");
                        w.attr("mode", end.mode.unwrap_or(SocketMode::Connect));
                        w.attr("path", &end.path);
                    });
                }
            }
        }
    }
}

impl TpmEmulator {
    fn format(&self, w: &mut Writer) {
        w.attr("version", self.version);
        w.attr("persistent_state", self.persistent_state.filter(|kept| *kept).map(|_| "yes"));
        w.attr("debug", self.debug);
        w.optional("encryption", |w| w.attr("secret", self.encryption));
        w.optional("active_pcr_banks", |w| {
            for bank in self.active_pcr_banks.iter().flatten() {
                w.empty(bank.word());
            }
        });
        if let Some((kind, path)) = &self.source {
            w.element("source", |w| {
                w.attr("type", *kind);
                w.attr("path", path);
            });
        }
        if let Some(profile) = &self.profile {
            w.optional("profile", |w| {
                w.attr("source", &profile.source);
                w.attr("removeDisabled", profile.remove_disabled);
                w.attr("name", &profile.name);
            });
        }
    }
}
