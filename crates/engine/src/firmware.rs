//! The firmware that is installed on the host, as its descriptors tell (QEMU's `docs/interop/firmware.json`).

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use prepare::FirmwareDescriptor;

/// The largest descriptor that is read, in bytes.
const MAX_DESCRIPTOR: u64 = 1 << 20;

/// The most descriptors of one directory.
const MAX_DESCRIPTORS: usize = 500;

/// All descriptors in the order of their names. A later directory's file of the same name hides an earlier one's;
/// an empty one hides it for good. What cannot be read is logged and left out.
pub(crate) fn installed(directories: &[PathBuf]) -> Vec<FirmwareDescriptor> {
    let mut named: BTreeMap<OsString, PathBuf> = BTreeMap::new();
    for directory in directories {
        for path in descriptors(directory) {
            if let Some(name) = path.file_name() {
                named.insert(name.to_owned(), path);
            }
        }
    }
    named.values().filter_map(|path| read(path)).collect()
}

fn descriptors(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let json = entries.filter(|path| {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        path.extension().is_some_and(|kind| kind == "json") && !hidden
    });
    json.take(MAX_DESCRIPTORS).collect()
}

fn read(path: &Path) -> Option<FirmwareDescriptor> {
    let text = match host::files::read_text_bounded(path, MAX_DESCRIPTOR) {
        Ok(text) if text.is_empty() => return None,
        Ok(text) => text,
        Err(why) => {
            tracing::warn!("the firmware descriptor cannot be used: {why}");
            return None;
        }
    };
    let descriptor = FirmwareDescriptor::parse(&text);
    if descriptor.is_none() {
        tracing::debug!("{} describes no firmware that is understood", path.display());
    }
    descriptor
}

#[cfg(test)]
mod tests {
    use super::*;

    fn descriptor(image: &str) -> String {
        format!(
            r#"{{"interface-types": ["uefi"], "features": [], "targets": [],
                "mapping": {{"device": "memory", "filename": "{image}"}}}}"#
        )
    }

    #[test]
    fn a_later_directory_hides_files_of_an_earlier_one() {
        let (vendor, local) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (directory, name, text) in [
            (&vendor, "10-a.json", descriptor("/a")),
            (&vendor, "20-b.json", descriptor("/b")),
            (&vendor, "30-c.json", descriptor("/c")),
            (&vendor, "README", "nothing".to_owned()),
            (&vendor, "40-d.json", "{".to_owned()),
            (&local, "20-b.json", String::new()),
            (&local, "30-c.json", descriptor("/other")),
        ] {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let found = installed(&[vendor.path().to_owned(), local.path().to_owned(), "/none".into()]);
        let expected = ["/a", "/other"].map(|image| FirmwareDescriptor::parse(&descriptor(image)).unwrap());
        assert_eq!(found, expected);
    }
}
