//! The 16 bytes that name a guest.

use std::fmt;

/// A UUID. Read with or without dashes, written with them in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uuid([u8; 16]);

impl Uuid {
    /// The UUID of these bytes, in the order they are written.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, as the wire carries them.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads 32 hexadecimal digits: blanks around them and a dash (or blank) before any pair are skipped,
    /// as libvirt skips them. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 16];
        let mut rest = text.trim_ascii();
        for byte in &mut bytes {
            rest = rest.trim_start_matches(['-', ' ']);
            let pair = rest.get(..2).filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()))?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
            rest = rest.get(2..)?;
        }
        rest.is_empty().then_some(Self(bytes))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl xml::Value for Uuid {
    fn put(&self, out: &mut String) -> bool {
        use fmt::Write as _;
        write!(out, "{self}").is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_do_not_matter() {
        let plain = Uuid::parse("c7a5fdbdedaf9455926ad65c16db1809");
        let dashed = Uuid::parse(" C7A5FDBD-edaf-9455-926a-d65c16db1809\n");
        assert_eq!(plain, dashed);
        assert_eq!(plain.map(|u| u.to_string()).as_deref(), Some("c7a5fdbd-edaf-9455-926a-d65c16db1809"));
    }

    #[test]
    fn what_is_not_a_uuid_is_refused() {
        for text in [
            "",
            "c7a5fdbd",
            "c7a5fdbd-edaf-9455-926a-d65c16db180",
            "c7a5fdbd-edaf-9455-926a-d65c16db18099",
            "g7a5fdbd-edaf-9455-926a-d65c16db1809",
            "c7a5fdbd-edaf-9455-926a-d65c16db1809x",
            "+1a5fdbdedaf9455926ad65c16db1809",
        ] {
            assert_eq!(Uuid::parse(text), None, "{text:?}");
        }
    }
}
