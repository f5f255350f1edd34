//! What the host's firmware says of the machine (`virConnectGetSysinfo`).

use errors::{Code, Domain, Error, Result};
use host::node::{SmbiosEntry, SmbiosTable};
use wire::remote::procedure::*;
use wire::remote::{ConnectGetSysinfoArgs, ConnectGetSysinfoRet};

use crate::dispatch::context::Context;
use crate::dispatch::node::read;
use crate::dispatch::{Table, flags};

/// A kind of SMBIOS structure and the texts of it that are told, by the offset of each (DMTF DSP0134).
struct Block {
    kind: u8,
    element: &'static str,
    texts: &'static [(&'static str, usize)],
}

const BLOCKS: [Block; 5] = [
    Block { kind: 0, element: "bios", texts: &[("vendor", 4), ("version", 5), ("date", 8)] },
    Block {
        kind: 1,
        element: "system",
        texts: &[("manufacturer", 4), ("product", 5), ("version", 6), ("serial", 7), ("sku", 0x19), ("family", 0x1a)],
    },
    Block {
        kind: 2,
        element: "baseBoard",
        texts: &[("manufacturer", 4), ("product", 5), ("version", 6), ("serial", 7), ("asset", 8), ("location", 0xa)],
    },
    Block {
        kind: 3,
        element: "chassis",
        texts: &[("manufacturer", 4), ("version", 6), ("serial", 7), ("asset", 8)],
    },
    Block {
        kind: 4,
        element: "processor",
        texts: &[("socket_destination", 4), ("manufacturer", 7), ("version", 0x10), ("serial_number", 0x20), ("part_number", 0x22)],
    },
];

/// Memory modules come last and have a size beside their texts.
const MEMORY: Block = Block {
    kind: 17,
    element: "memory_device",
    texts: &[("locator", 0x10), ("bank_locator", 0x11), ("manufacturer", 0x17), ("serial_number", 0x18), ("part_number", 0x1a)],
};

pub(super) fn register(table: &mut Table) {
    table.call::<ConnectGetSysinfo>(async |context: Context, args: ConnectGetSysinfoArgs| {
        flags::check(args.flags, 0, "qemuConnectGetSysinfo")?;
        read(context, |node| match node.smbios() {
            Some(smbios) => Ok(ConnectGetSysinfoRet { sysinfo: document(&smbios) }),
            None => unavailable(),
        })
        .await
    });
}

fn unavailable() -> Result<ConnectGetSysinfoRet> {
    Err(Error::new(Code::ConfigUnsupported, Domain::Qemu, "Host SMBIOS information is not available"))
}

fn document(table: &SmbiosTable) -> String {
    let mut w = xml::Writer::new();
    w.element("sysinfo", |w| {
        w.attr("type", "smbios");
        for block in &BLOCKS {
            for entry in table.of_kind(block.kind) {
                w.optional(block.element, |w| {
                    if block.kind == 1 {
                        write(w, entry, block.texts.get(..4).unwrap_or_default());
                        entry_text(w, "uuid", uuid(entry).as_deref());
                        write(w, entry, block.texts.get(4..).unwrap_or_default());
                    } else {
                        write(w, entry, block.texts);
                    }
                });
            }
        }
        for entry in table.of_kind(MEMORY.kind) {
            // An empty slot has no size.
            let Some(size) = memory_size(entry) else { continue };
            w.element(MEMORY.element, |w| {
                entry_text(w, "size", Some(&size));
                write(w, entry, MEMORY.texts);
            });
        }
    });
    w.finish()
}

fn write(w: &mut xml::Writer, entry: &SmbiosEntry, texts: &[(&str, usize)]) {
    for (name, offset) in texts {
        entry_text(w, name, entry.string(*offset));
    }
}

fn entry_text(w: &mut xml::Writer, name: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        w.text_with("entry", |w| w.attr("name", name), text);
    }
}

/// The first three fields are little-endian since SMBIOS 2.6.
fn uuid(entry: &SmbiosEntry) -> Option<String> {
    let b: [u8; 16] = entry.data.get(8..24)?.try_into().ok()?;
    let [b0, b1, b2, b3, b4, b5, b6, b7, rest @ ..] = b;
    let mut ordered = [b3, b2, b1, b0, b5, b4, b7, b6, 0, 0, 0, 0, 0, 0, 0, 0];
    ordered[8..].copy_from_slice(&rest);
    Some(model::Uuid::from_bytes(ordered).to_string())
}

/// The module's size as dmidecode writes it, since that is what libvirt passes on.
fn memory_size(entry: &SmbiosEntry) -> Option<String> {
    const UNKNOWN: u16 = 0xffff;
    const EXTENDED: u16 = 0x7fff;
    const IN_KIB: u16 = 0x8000;
    let mib = match entry.word(0x0c)? {
        0 | UNKNOWN => return None,
        EXTENDED => entry.double_word(0x1c)? & 0x7fff_ffff,
        kib if kib & IN_KIB != 0 => return Some(format!("{} kB", kib & EXTENDED)),
        mib => u32::from(mib),
    };
    Some(if mib % 1024 == 0 { format!("{} GB", mib / 1024) } else { format!("{mib} MB") })
}
