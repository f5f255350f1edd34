//! What the header of an image says (QEMU's `docs/interop/qcow2.rst` and `qed_spec.rst`; VMware's descriptor).

use model::device::storage::StorageFormat;
use xml::Word as _;

/// How much of an image is enough for any header: names stand in the first cluster, of 2 MiB at most.
pub const MAX_HEADER: usize = (2 << 20) + 1024;

/// The longest name of another image, in bytes (`docs/interop/qcow2.rst`).
const MAX_NAME: usize = 1023;

/// How far into a VMDK its descriptor reaches, in bytes.
const VMDK_DESCRIPTOR: usize = 20 * 512;

const QCOW: &[u8] = b"QFI\xfb";
const QED: &[u8] = b"QED\0";
const VMDK: &[u8] = b"KDMV";

/// qcow2's extensions of the header.
const BACKING_FORMAT: u32 = 0xe279_2aca;
const DATA_FILE: u32 = 0x4441_5441;

/// qcow2: the data is in another file.
const QCOW2_DATA_FILE: u64 = 1 << 2;

/// QED: there is an image below, and it is raw whatever its content looks like.
const QED_BACKING: u64 = 1;
const QED_NO_PROBE: u64 = 1 << 2;

/// What an image says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its format.
    pub format: StorageFormat,
    /// The image that it is based on.
    pub backing: Option<Reference>,
    /// The file that holds its data.
    pub data_file: Option<String>,
}

/// Another image, as a header names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its name: a path, relative to the image that says it, or QEMU's name for something else.
    pub name: String,
    /// Its format; `None` when the header does not say.
    pub format: Option<String>,
}

impl Reference {
    /// Its format, if the header says one that is known.
    pub fn known_format(&self) -> Option<StorageFormat> {
        self.format.as_deref().and_then(StorageFormat::from_word)
    }
}

impl Header {
    /// What an image says whose first bytes these are, looked at as one of `format`.
    ///
    /// # Errors
    /// What is wrong with the header, as a fragment of a sentence.
    pub fn read(format: StorageFormat, bytes: &[u8]) -> Result<Self, String> {
        let plain = Self { format, backing: None, data_file: None };
        match format {
            StorageFormat::Qcow2 | StorageFormat::Qcow if bytes.starts_with(QCOW) => qcow(plain, bytes),
            StorageFormat::Qed if bytes.starts_with(QED) => qed(plain, bytes),
            StorageFormat::Vmdk if bytes.starts_with(VMDK) => Ok(vmdk(plain, bytes)),
            // QEMU will say what it thinks of an image that is not of the format that it should be.
            _ => Ok(plain),
        }
    }

    /// The format that an image seems to have whose first bytes these are.
    ///
    /// Only for what an image refers to without naming a format: the bytes of a raw image are the guest's, so a
    /// format that is found in them is never believed for more than an image that stands alone.
    pub fn probe(bytes: &[u8]) -> StorageFormat {
        match bytes.get(..4) {
            Some(QCOW) if number::<4>(bytes, 4).map(u32::from_be_bytes) == Some(1) => StorageFormat::Qcow,
            Some(QCOW) => StorageFormat::Qcow2,
            Some(QED) => StorageFormat::Qed,
            Some(VMDK) => StorageFormat::Vmdk,
            _ if bytes.starts_with(b"conectix") => StorageFormat::Vpc,
            _ if bytes.get(64..68) == Some(&[0x7f, 0x10, 0xda, 0xbe]) => StorageFormat::Vdi,
            _ => StorageFormat::Raw,
        }
    }
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn qcow(mut header: Header, bytes: &[u8]) -> Result<Header, String> {
    let be32 = |at| number(bytes, at).map(u32::from_be_bytes);
    let be64 = |at| number(bytes, at).map(u64::from_be_bytes);
    let short = || "the header is cut short".to_owned();
    let version = be32(4).ok_or_else(short)?;
    let (at, length) = (be64(8).ok_or_else(short)?, be32(16).ok_or_else(short)?);
    let name = name_at(bytes, at, length)?;
    let (mut format, mut data_file) = (None, None);
    if version >= 2 {
        let features = if version >= 3 { be64(72).unwrap_or(0) } else { 0 };
        let begin = if version >= 3 { be32(100).ok_or_else(short)? } else { 72 };
        for (kind, value) in extensions(bytes, begin as usize) {
            let text = || String::from_utf8(value.to_vec()).map_err(|_| "a name is not UTF-8".to_owned());
            match kind {
                BACKING_FORMAT => format = Some(text()?),
                DATA_FILE if features & QCOW2_DATA_FILE != 0 => data_file = Some(text()?),
                _ => {}
            }
        }
    }
    header.backing = name.map(|name| Reference { name, format });
    header.data_file = data_file;
    Ok(header)
}

/// The extensions of a qcow2 header, as type and value.
fn extensions(bytes: &[u8], begin: usize) -> impl Iterator<Item = (u32, &[u8])> {
    let mut at = begin;
    std::iter::from_fn(move || {
        let kind = u32::from_be_bytes(number(bytes, at)?);
        let length = u32::from_be_bytes(number(bytes, at.checked_add(4)?)?) as usize;
        if kind == 0 || length > MAX_NAME {
            return None;
        }
        let value = bytes.get(at + 8..at + 8 + length)?;
        at += 8 + length.next_multiple_of(8);
        Some((kind, value))
    })
}

fn qed(mut header: Header, bytes: &[u8]) -> Result<Header, String> {
    let le32 = |at| number(bytes, at).map(u32::from_le_bytes);
    let features = number(bytes, 16).map(u64::from_le_bytes).ok_or("the header is cut short")?;
    if features & QED_BACKING == 0 {
        return Ok(header);
    }
    let (at, length) = (le32(56).unwrap_or(0), le32(60).unwrap_or(0));
    let format = (features & QED_NO_PROBE != 0).then(|| StorageFormat::Raw.to_string());
    header.backing = name_at(bytes, u64::from(at), length)?.map(|name| Reference { name, format });
    Ok(header)
}

/// The text of a VMDK says the name of its parent, which is one too.
fn vmdk(mut header: Header, bytes: &[u8]) -> Header {
    const KEY: &[u8] = b"parentFileNameHint=\"";
    let text = bytes.get(..VMDK_DESCRIPTOR).unwrap_or(bytes);
    let name = text.windows(KEY.len()).position(|window| window == KEY).and_then(|at| {
        let rest = text.get(at + KEY.len()..)?;
        let end = rest.iter().take(MAX_NAME + 1).position(|byte| *byte == b'"')?;
        String::from_utf8(rest.get(..end)?.to_vec()).ok()
    });
    let format = Some(StorageFormat::Vmdk.to_string());
    header.backing = name.filter(|name| !name.is_empty()).map(|name| Reference { name, format });
    header
}

fn name_at(bytes: &[u8], at: u64, length: u32) -> Result<Option<String>, String> {
    if at == 0 || length == 0 {
        return Ok(None);
    }
    let length = length as usize;
    if length > MAX_NAME {
        return Err(format!("the name of its backing file has {length} bytes, more than {MAX_NAME}"));
    }
    let begin = usize::try_from(at).unwrap_or(usize::MAX);
    let name = begin.checked_add(length).and_then(|end| bytes.get(begin..end));
    let name = name.ok_or_else(|| "the name of its backing file is cut short".to_owned())?;
    let text = String::from_utf8(name.to_vec());
    text.map(Some).map_err(|_| "the name of its backing file is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
        bytes[at..at + value.len()].copy_from_slice(value);
    }

    /// A qcow2 header of version 3 with these extensions, and a backing file.
    fn qcow2(backing: &str, extensions: &[(u32, &str)]) -> Vec<u8> {
        let mut bytes = vec![0; 4096];
        put(&mut bytes, 0, QCOW);
        put(&mut bytes, 4, &3_u32.to_be_bytes());
        put(&mut bytes, 72, &QCOW2_DATA_FILE.to_be_bytes());
        put(&mut bytes, 100, &104_u32.to_be_bytes());
        let mut at = 104;
        for (kind, value) in extensions {
            put(&mut bytes, at, &kind.to_be_bytes());
            put(&mut bytes, at + 4, &u32::try_from(value.len()).unwrap().to_be_bytes());
            put(&mut bytes, at + 8, value.as_bytes());
            at += 8 + value.len().next_multiple_of(8);
        }
        if !backing.is_empty() {
            put(&mut bytes, 8, &2048_u64.to_be_bytes());
            put(&mut bytes, 16, &u32::try_from(backing.len()).unwrap().to_be_bytes());
            put(&mut bytes, 2048, backing.as_bytes());
        }
        bytes
    }

    #[test]
    fn qcow2_names_its_backing_file_with_format_and_its_data_file() {
        let bytes = qcow2("base.img", &[(BACKING_FORMAT, "raw"), (0x6803_f857, "x"), (DATA_FILE, "data")]);
        let header = Header::read(StorageFormat::Qcow2, &bytes).unwrap();
        let expected = Reference { name: "base.img".into(), format: Some("raw".into()) };
        assert_eq!((header.backing, header.data_file), (Some(expected), Some("data".into())));
        assert_eq!(Header::read(StorageFormat::Qcow2, &qcow2("", &[])).unwrap().backing, None);
        let silent = Header::read(StorageFormat::Qcow2, &qcow2("b", &[])).unwrap();
        assert_eq!(silent.backing, Some(Reference { name: "b".into(), format: None }));
    }

    #[test]
    fn what_a_raw_image_holds_is_never_looked_at() {
        let bytes = qcow2("/etc/shadow", &[(BACKING_FORMAT, "raw")]);
        assert_eq!(Header::read(StorageFormat::Raw, &bytes).unwrap().backing, None);
    }

    #[test]
    fn a_header_that_lies_is_refused() {
        let mut far = qcow2("base.img", &[]);
        put(&mut far, 8, &(u64::MAX - 3).to_be_bytes());
        let mut long = qcow2("base.img", &[]);
        put(&mut long, 16, &5000_u32.to_be_bytes());
        let mut binary = qcow2("base.img", &[]);
        binary[2048] = 0xff;
        for (bytes, reason) in
            [(far, "cut short"), (long, "5000"), (binary, "UTF-8"), (QCOW.to_vec(), "short")]
        {
            let why = Header::read(StorageFormat::Qcow2, &bytes).unwrap_err();
            assert!(why.contains(reason), "{why}");
        }
    }

    #[test]
    fn extensions_end_where_they_make_no_sense() {
        let mut bytes = qcow2("b", &[(BACKING_FORMAT, "raw")]);
        put(&mut bytes, 108, &u32::MAX.to_be_bytes());
        assert_eq!(Header::read(StorageFormat::Qcow2, &bytes).unwrap().backing.unwrap().format, None);
    }

    #[test]
    fn other_formats_have_their_own_places() {
        let mut qed = vec![0; 512];
        put(&mut qed, 0, QED);
        put(&mut qed, 16, &(QED_BACKING | QED_NO_PROBE).to_le_bytes());
        put(&mut qed, 56, &64_u32.to_le_bytes());
        put(&mut qed, 60, &2_u32.to_le_bytes());
        put(&mut qed, 64, b"/b");
        let expected = Reference { name: "/b".into(), format: Some("raw".into()) };
        assert_eq!(Header::read(StorageFormat::Qed, &qed).unwrap().backing, Some(expected));
        let mut vmdk = vec![0; 2048];
        put(&mut vmdk, 0, VMDK);
        put(&mut vmdk, 512, b"parentFileNameHint=\"/v.vmdk\"\n");
        assert_eq!(Header::read(StorageFormat::Vmdk, &vmdk).unwrap().backing.unwrap().name, "/v.vmdk");
    }

    #[test]
    fn formats_are_known_by_their_magic() {
        let mut first = vec![0; 72];
        put(&mut first, 0, QCOW);
        put(&mut first, 4, &1_u32.to_be_bytes());
        for (bytes, format) in [
            (first, StorageFormat::Qcow),
            (qcow2("", &[]), StorageFormat::Qcow2),
            (b"KDMV....".to_vec(), StorageFormat::Vmdk),
            (b"conectix".to_vec(), StorageFormat::Vpc),
            (vec![0; 512], StorageFormat::Raw),
            (vec![], StorageFormat::Raw),
        ] {
            assert_eq!(Header::probe(&bytes), format);
        }
    }
}
