//! The firmware's description of the machine (SMBIOS, DMTF DSP0134), as the kernel passes it on to root.

use super::tree::Node;

/// The table: its structures in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmbiosTable {
    /// The structures.
    pub entries: Vec<SmbiosEntry>,
}

/// One structure of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmbiosEntry {
    /// Its type: 0 firmware, 1 system, 2 board, 3 chassis, 4 processor, 17 memory device, ...
    pub kind: u8,
    /// Its number, by which others refer to it.
    pub handle: u16,
    /// Its bytes, the four of its own header included, so that offsets are those of the specification.
    pub data: Vec<u8>,
    strings: Vec<String>,
}

impl Node {
    /// The firmware's table; `None` where there is none or we may not read it.
    #[must_use]
    pub fn smbios(&self) -> Option<SmbiosTable> {
        Some(SmbiosTable::parse(&self.bytes("sys/firmware/dmi/tables/DMI")?))
    }
}

impl SmbiosTable {
    /// Understands a table; what is cut off or past its end mark is left out.
    #[must_use]
    pub fn parse(mut table: &[u8]) -> Self {
        const END_OF_TABLE: u8 = 127;
        let mut entries = Vec::new();
        while let Some((entry, rest)) = SmbiosEntry::parse(table) {
            if entry.kind == END_OF_TABLE {
                break;
            }
            entries.push(entry);
            table = rest;
        }
        Self { entries }
    }

    /// The structures of one type.
    pub fn of_kind(&self, kind: u8) -> impl Iterator<Item = &SmbiosEntry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }
}

impl SmbiosEntry {
    /// A header of four bytes, the rest of the formatted part, then strings, each closed by a zero, and one
    /// zero more (two when there are no strings).
    fn parse(table: &[u8]) -> Option<(Self, &[u8])> {
        let &[kind, length, low, high, ..] = table else { return None };
        let (data, after) = table.split_at_checked(usize::from(length).max(4))?;
        let end = after.windows(2).position(|pair| pair == [0, 0])?;
        let (text, rest) = (after.get(..end)?, after.get(end + 2..)?);
        let strings = text.split(|&byte| byte == 0).filter(|string| !string.is_empty());
        let strings = strings.map(|string| String::from_utf8_lossy(string).into_owned()).collect();
        Some((Self { kind, handle: u16::from_le_bytes([low, high]), data: data.to_vec(), strings }, rest))
    }

    /// The string whose number is at an offset, without blanks around it; `None` when there is none.
    #[must_use]
    pub fn string(&self, offset: usize) -> Option<&str> {
        let number = usize::from(self.byte(offset)?);
        self.strings.get(number.checked_sub(1)?).map(|string| string.trim())
    }

    /// The byte at an offset; `None` when the structure, of an older version, is shorter.
    #[must_use]
    pub fn byte(&self, offset: usize) -> Option<u8> {
        self.data.get(offset).copied()
    }

    /// The 16-bit number at an offset.
    #[must_use]
    pub fn word(&self, offset: usize) -> Option<u16> {
        let bytes = self.data.get(offset..offset.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The 32-bit number at an offset.
    #[must_use]
    pub fn double_word(&self, offset: usize) -> Option<u32> {
        let bytes = self.data.get(offset..offset.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table() -> Vec<u8> {
        let mut table = vec![1, 8, 0x34, 0x12, 1, 2, 0, 9];
        table.extend_from_slice(b"Maker \0Model\0\0");
        table.extend_from_slice(&[17, 6, 1, 0, 0xff, 0x7f, 0, 0]); // without strings
        table.extend_from_slice(&[127, 4, 2, 0, 0, 0]);
        table.extend_from_slice(&[9, 4, 2, 0, 0, 0]); // past the end
        table
    }

    #[test]
    fn structures_and_their_strings() {
        let table = SmbiosTable::parse(&table());
        assert_eq!(table.entries.len(), 2);
        let system = table.of_kind(1).next().unwrap();
        assert_eq!(system.handle, 0x1234);
        let strings: Vec<_> = (4..9).map(|offset| system.string(offset)).collect();
        assert_eq!(strings, [Some("Maker"), Some("Model"), None, None, None]);
        let memory = table.of_kind(17).next().unwrap();
        assert_eq!(
            (memory.word(4), memory.word(5), memory.double_word(2)),
            (Some(0x7fff), None, Some(0x7fff_0001))
        );
        assert_eq!(memory.word(usize::MAX), None);
    }

    proptest! {
        #[test]
        fn firmware_may_say_anything(mut bytes in prop::collection::vec(any::<u8>(), 0..100), cut in 0usize..40) {
            let _ = SmbiosTable::parse(&bytes);
            let mut good = table();
            good.truncate(cut);
            good.append(&mut bytes);
            let _ = SmbiosTable::parse(&good);
        }
    }
}
