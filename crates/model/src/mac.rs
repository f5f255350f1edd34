//! Ethernet addresses.

use std::fmt;

/// A MAC address. Read with one or two digits per byte, written with two in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mac([u8; 6]);

impl Mac {
    /// The address of these bytes.
    pub const fn from_bytes(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 6] {
        &self.0
    }

    /// Reads six hexadecimal bytes between colons; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 6];
        let mut parts = text.split(':');
        for byte in &mut bytes {
            let part = parts.next().filter(|p| p.bytes().all(|b| b.is_ascii_hexdigit()))?;
            *byte = u8::from_str_radix(part, 16).ok()?;
        }
        parts.next().is_none().then_some(Self(bytes))
    }

    /// Whether it names a group rather than one interface.
    pub const fn is_multicast(&self) -> bool {
        self.0[0] & 1 == 1
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl xml::Value for Mac {
    fn put(&self, out: &mut String) -> bool {
        use fmt::Write as _;
        write!(out, "{self}").is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macs_read_and_write() {
        let mac = Mac::parse("52:54:0:AB:1:ff");
        assert_eq!(mac.map(|m| m.to_string()).as_deref(), Some("52:54:00:ab:01:ff"));
        for text in [
            "",
            "52:54:00:ab:01",
            "52:54:00:ab:01:ff:00",
            "52:54:00:ab:01:fff",
            "52-54-00-ab-01-ff",
            "52:54::ab:01:ff",
            "+1:54:00:ab:01:ff",
        ] {
            assert_eq!(Mac::parse(text), None, "{text:?}");
        }
        assert!(Mac::from_bytes([1, 0, 0, 0, 0, 0]).is_multicast());
    }
}
