//! The file of a saved guest: header, definition, cookie, and then QEMU's migration stream. Pure.
//!
//! It is libvirt's own form, so that its tools know it (`docs/save-image.md`):
//!
//! ```text
//! 0   16  "LibvirtQemudSave", or "LibvirtQemudPart" while the file is being written
//! 16   4  version: 2
//! 20   4  length of what lies between header and stream
//! 24   4  whether the guest is to run when it is restored
//! 28   4  how the stream is compressed: 0 not at all
//! 32   4  where the cookie begins, counted from the definition; 0 without one
//! 36  56  zeros
//! 92      definition, NUL, cookie, NUL, zeros up to the length
//! ```
//!
//! Numbers have the byte order of the host that wrote them; the version tells when that was another one.

use errors::{Code, Domain as ErrorDomain, Error, Result};

/// How long the header is, in bytes.
pub const HEADER: usize = 92;

/// The longest definition with its cookie that is read, in bytes.
pub const MAX_DATA: usize = 64 << 20;

/// Room that is left for a longer definition, in bytes.
const ROOM: usize = 64 << 10;

const MAGIC: usize = 16;
const COMPLETE: &[u8; MAGIC] = b"LibvirtQemudSave";
const PARTIAL: &[u8; MAGIC] = b"LibvirtQemudPart";
const VERSION: u32 = 2;

/// Whether a file holds all of the guest, or is still being written (or was left so).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// It may be restored.
    Complete,
    /// It may not.
    Partial,
}

/// The first bytes of a saved guest's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Whether all of it is there.
    pub completeness: Completeness,
    /// How many bytes lie between header and stream.
    pub data_len: u32,
    /// The guest runs when it is restored, unless the caller says otherwise.
    pub runs: bool,
    /// How the stream is compressed (libvirt's numbers); 0 not at all.
    pub compression: u32,
    /// Where the cookie begins, counted from the end of the header; 0 without one.
    pub cookie_offset: u32,
}

impl Header {
    /// The header that these bytes are.
    ///
    /// # Errors
    /// 9 "image magic is incorrect" and others, as libvirt has them; a partial image is no error here.
    pub fn decode(bytes: &[u8; HEADER]) -> Result<Self> {
        let completeness = match bytes.first_chunk::<MAGIC>() {
            Some(COMPLETE) => Completeness::Complete,
            Some(PARTIAL) => Completeness::Partial,
            _ => return Err(failed("image magic is incorrect")),
        };
        let number = |index: usize| {
            let at = MAGIC + 4 * index;
            bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_ne_bytes)
        };
        // A version this high is one of the other byte order.
        let swapped = number(0) > u32::from(u16::MAX);
        let number = |index| if swapped { number(index).swap_bytes() } else { number(index) };
        if number(0) > VERSION {
            return Err(failed(format!("image version is not supported ({} > {VERSION})", number(0))));
        }
        let header = Self {
            completeness,
            data_len: number(1),
            runs: number(2) != 0,
            compression: number(3),
            cookie_offset: number(4),
        };
        if header.data_len == 0 {
            return Err(failed(format!("invalid header data length: {}", header.data_len)));
        }
        if header.data_len() > MAX_DATA || header.cookie_offset >= header.data_len {
            return Err(failed("invalid header data length"));
        }
        Ok(header)
    }

    /// How many bytes lie between header and stream.
    pub fn data_len(&self) -> usize {
        usize::try_from(self.data_len).unwrap_or(usize::MAX)
    }

    /// Its bytes.
    pub fn encode(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        let magic = if self.completeness == Completeness::Complete { COMPLETE } else { PARTIAL };
        let numbers = [VERSION, self.data_len, self.runs.into(), self.compression, self.cookie_offset];
        let content = magic.iter().copied().chain(numbers.into_iter().flat_map(u32::to_ne_bytes));
        for (place, byte) in bytes.iter_mut().zip(content) {
            *place = byte;
        }
        bytes
    }
}

/// What lies between header and stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The definition that the guest is restored with.
    pub xml: String,
    /// What else the daemon that wrote it wants to know; of no interest to others.
    pub cookie: Option<String>,
}

impl Description {
    /// The description that these bytes are.
    ///
    /// # Errors
    /// 9 when there is no text.
    pub fn decode(header: &Header, data: &[u8]) -> Result<Self> {
        let text = |bytes: &[u8]| {
            let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
            String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned()
        };
        let offset = usize::try_from(header.cookie_offset).unwrap_or(usize::MAX);
        let xml = text(data);
        if xml.is_empty() {
            return Err(failed("failed to read domain XML"));
        }
        let cookie = (offset > 0).then(|| text(data.get(offset..).unwrap_or_default()));
        Ok(Self { xml, cookie: cookie.filter(|cookie| !cookie.is_empty()) })
    }

    /// Header and data of a new image. `changeable`: with room for a longer definition later.
    ///
    /// # Errors
    /// 9 when the definition is longer than an image may hold.
    pub fn encode(&self, runs: bool, changeable: bool) -> Result<(Header, Vec<u8>)> {
        let length = self.length() + if changeable { ROOM } else { 0 };
        let header = Header {
            completeness: Completeness::Partial,
            data_len: 0,
            runs,
            compression: 0,
            cookie_offset: 0,
        };
        self.encode_into(header, length)
    }

    /// Header and data of an image whose stream stays where it is.
    ///
    /// # Errors
    /// 9 "new xml too large to fit in file".
    pub fn replace(&self, header: Header) -> Result<(Header, Vec<u8>)> {
        if self.length() > header.data_len() {
            return Err(failed("new xml too large to fit in file"));
        }
        self.encode_into(header, header.data_len())
    }

    /// What it takes at least, in bytes.
    fn length(&self) -> usize {
        self.xml.len() + 1 + self.cookie.as_ref().map_or(0, |cookie| cookie.len() + 1)
    }

    fn encode_into(&self, header: Header, length: usize) -> Result<(Header, Vec<u8>)> {
        let data_len = u32::try_from(length).ok().filter(|_| length <= MAX_DATA);
        let data_len = data_len.ok_or_else(|| failed("the domain XML is too large for a save image"))?;
        let mut data = Vec::with_capacity(length);
        data.extend_from_slice(self.xml.as_bytes());
        data.push(0);
        let cookie_offset = match &self.cookie {
            Some(cookie) => {
                let offset = u32::try_from(data.len()).unwrap_or(0);
                data.extend_from_slice(cookie.as_bytes());
                data.push(0);
                offset
            }
            None => 0,
        };
        data.resize(length, 0);
        Ok((Header { data_len, cookie_offset, ..header }, data))
    }
}

/// "operation failed", as libvirt says it of save images.
pub(crate) fn failed(detail: impl Into<String>) -> Error {
    Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn description(cookie: Option<&str>) -> Description {
        Description { xml: "<domain/>\n".into(), cookie: cookie.map(str::to_owned) }
    }

    #[test]
    fn the_header_is_libvirts() {
        let (header, data) = description(Some("<cookie/>")).encode(true, true).unwrap();
        let bytes = Header { completeness: Completeness::Complete, ..header }.encode();
        assert_eq!(&bytes[..16], b"LibvirtQemudSave");
        let numbers: Vec<u32> =
            bytes[16..36].chunks(4).map(|four| u32::from_ne_bytes(four.try_into().unwrap())).collect();
        assert_eq!(numbers, [2, u32::try_from(data.len()).unwrap(), 1, 0, 11]);
        assert_eq!(&bytes[36..], [0; 56]);
        assert!(data.starts_with(b"<domain/>\n\0<cookie/>\0\0"));
    }

    #[test]
    fn what_is_no_image_is_refused_in_libvirts_words() {
        let good = description(None).encode(false, true).unwrap().0.encode();
        let change = |at: usize, value: u8| {
            let mut bytes = good;
            bytes[at] = value;
            Header::decode(&bytes).map(|_| ()).map_err(|why| why.message)
        };
        assert_eq!(change(0, b'x'), Err("operation failed: image magic is incorrect".into()));
        assert_eq!(change(16, 3), Err("operation failed: image version is not supported (3 > 2)".into()));
        assert_eq!(change(23, 0xff), Err("operation failed: invalid header data length".into()));
        assert_eq!(change(24, 1), Ok(()));
    }

    #[test]
    fn an_image_of_the_other_byte_order_is_read() {
        let (header, _) = description(Some("c")).encode(true, true).unwrap();
        let mut bytes = header.encode();
        for four in bytes[16..36].chunks_mut(4) {
            four.reverse();
        }
        assert_eq!(Header::decode(&bytes).unwrap(), header);
    }

    #[test]
    fn a_longer_definition_fits_until_the_room_is_used_up() {
        let (header, data) = description(None).encode(false, true).unwrap();
        let longer = Description { xml: "x".repeat(ROOM), cookie: None };
        let (replaced, again) = longer.replace(header).unwrap();
        assert_eq!((replaced.data_len, again.len()), (header.data_len, data.len()));
        let too_long = Description { xml: "x".repeat(ROOM + 20), cookie: None };
        assert!(too_long.replace(header).unwrap_err().message.contains("too large to fit"));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(
            xml in "[^\0]{1,300}",
            cookie in proptest::option::of("[^\0]{1,100}"),
            runs: bool,
            changeable: bool,
        ) {
            let description = Description { xml, cookie };
            let (header, data) = description.encode(runs, changeable).unwrap();
            let read = Header::decode(&header.encode()).unwrap();
            prop_assert_eq!(read, header);
            prop_assert_eq!(Description::decode(&read, &data).unwrap(), description);
        }

        #[test]
        fn no_bytes_are_too_strange(bytes: Vec<u8>, header: [u8; HEADER - MAGIC]) {
            let mut first = [0; HEADER];
            first[..MAGIC].copy_from_slice(COMPLETE);
            first[MAGIC..].copy_from_slice(&header);
            if let Ok(header) = Header::decode(&first) {
                let _ = Description::decode(&header, &bytes);
            }
        }
    }
}
