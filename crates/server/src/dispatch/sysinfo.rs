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
        texts: &[
            ("manufacturer", 4),
            ("product", 5),
            ("version", 6),
            ("serial", 7),
            ("sku", 0x19),
            ("family", 0x1a),
        ],
    },
    Block {
        kind: 2,
        element: "baseBoard",
        texts: &[
            ("manufacturer", 4),
            ("product", 5),
            ("version", 6),
            ("serial", 7),
            ("asset", 8),
            ("location", 0xa),
        ],
    },
    Block {
        kind: 3,
        element: "chassis",
        texts: &[("manufacturer", 4), ("version", 6), ("serial", 7), ("asset", 8)],
    },
    Block {
        kind: 4,
        element: "processor",
        texts: &[
            ("socket_destination", 4),
            ("manufacturer", 7),
            ("version", 0x10),
            ("serial_number", 0x20),
            ("part_number", 0x22),
        ],
    },
];

/// Memory modules come last and have a size beside their texts.
const MEMORY: Block = Block {
    kind: 17,
    element: "memory_device",
    texts: &[
        ("locator", 0x10),
        ("bank_locator", 0x11),
        ("manufacturer", 0x17),
        ("serial_number", 0x18),
        ("part_number", 0x1a),
    ],
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
    let mut out = String::from("<sysinfo type='smbios'>\n");
    for block in &BLOCKS {
        for entry in table.of_kind(block.kind) {
            let mut entries = String::new();
            for (name, offset) in block.texts {
                // Between the serial number and the rest, a system has its uuid.
                if *name == "sku" {
                    push_entry(&mut entries, "uuid", uuid(entry).as_deref());
                }
                push_entry(&mut entries, name, entry.string(*offset));
            }
            push_block(&mut out, block.element, &entries);
        }
    }
    for entry in table.of_kind(MEMORY.kind) {
        // An empty slot has no size.
        let Some(size) = memory_size(entry) else { continue };
        let mut entries = String::new();
        push_entry(&mut entries, "size", Some(&size));
        for (name, offset) in MEMORY.texts {
            push_entry(&mut entries, name, entry.string(*offset));
        }
        push_block(&mut out, MEMORY.element, &entries);
    }
    out.push_str("</sysinfo>\n");
    out
}

fn push_block(out: &mut String, element: &str, entries: &str) {
    if !entries.is_empty() {
        *out += &format!("  <{element}>\n{entries}  </{element}>\n");
    }
}

fn push_entry(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        *out += &format!("    <entry name='{name}'>{text}</entry>\n");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_firmware_says_becomes_entries_in_libvirts_order() {
        let mut table = vec![1, 0x1b, 1, 0, 1, 2, 0, 3];
        table.extend_from_slice(&[
            0x33, 0x22, 0x11, 0, 0x55, 0x44, 0x77, 0x66, 8, 9, 10, 11, 12, 13, 14, 15, 6, 0, 4,
        ]);
        table.extend_from_slice(b"A & B\0Model\0S1234\0Family\0\0");
        table.extend_from_slice(&[17, 0x15, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0, 0, 0]);
        table.extend_from_slice(b"DIMM 0\0\0");
        table.extend_from_slice(&[17, 0x15, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
        table.extend_from_slice(b"DIMM 1\0\0");
        let expected = "<sysinfo type='smbios'>
  <system>
    <entry name='manufacturer'>A &amp; B</entry>
    <entry name='product'>Model</entry>
    <entry name='serial'>S1234</entry>
    <entry name='uuid'>00112233-4455-6677-0809-0a0b0c0d0e0f</entry>
    <entry name='family'>Family</entry>
  </system>
  <memory_device>
    <entry name='size'>2 GB</entry>
    <entry name='locator'>DIMM 0</entry>
  </memory_device>
</sysinfo>
";
        assert_eq!(document(&SmbiosTable::parse(&table)), expected);
    }
}
