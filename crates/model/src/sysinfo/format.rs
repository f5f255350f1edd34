//! Writing `<sysinfo>`.

use xml::Writer;

use super::{Entries, FwCfgContent, Sysinfo};

impl Sysinfo {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("sysinfo", |w| match self {
            Self::Smbios(smbios) => {
                w.attr("type", "smbios");
                block(w, "bios", smbios.bios.as_ref());
                block(w, "system", smbios.system.as_ref());
                for board in &smbios.base_boards {
                    block(w, "baseBoard", Some(board));
                }
                block(w, "chassis", smbios.chassis.as_ref());
                w.optional("oemStrings", |w| {
                    for text in &smbios.oem_strings {
                        w.text("entry", text);
                    }
                });
            }
            Self::FwCfg(entries) => {
                w.attr("type", "fwcfg");
                for entry in entries {
                    match &entry.content {
                        FwCfgContent::Value(value) => {
                            w.text_with("entry", |w| w.attr("name", &entry.name), value);
                        }
                        FwCfgContent::File(file) => w.element("entry", |w| {
                            w.attr("name", &entry.name);
                            w.attr("file", file);
                        }),
                    }
                }
            }
        });
    }
}

fn block(w: &mut Writer, name: &str, entries: Option<&Entries>) {
    w.optional(name, |w| {
        for (key, value) in entries.into_iter().flat_map(|entries| &entries.0) {
            w.text_with("entry", |w| w.attr("name", *key), value);
        }
    });
}
