//! What a host says about a firmware image.

use model::os::{Firmware, FirmwareFormat};
use serde::Deserialize;
use xml::Word;

/// A descriptor, as QEMU's `docs/interop/firmware.json` lays it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmwareDescriptor {
    interfaces: Vec<Firmware>,
    pub(super) mapping: Mapping,
    targets: Vec<Target>,
    features: Vec<String>,
}

/// How the image gets into the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mapping {
    /// As a flash chip.
    Flash { mode: FlashMode, executable: Image, template: Option<Image> },
    /// Into plain memory.
    Memory { path: String },
    /// Like a kernel.
    Kernel,
}

/// Where a flash image's variables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FlashMode {
    /// In a chip of their own.
    Split,
    /// In the same chip.
    Combined,
    /// Nowhere.
    Stateless,
}

/// A file and its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Image {
    pub(super) path: String,
    pub(super) format: FirmwareFormat,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Target {
    architecture: String,
    machines: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    interface_types: Vec<String>,
    mapping: DocumentMapping,
    targets: Vec<Target>,
    features: Vec<String>,
}

#[derive(Deserialize)]
#[serde(tag = "device", rename_all = "kebab-case")]
enum DocumentMapping {
    #[serde(rename_all = "kebab-case")]
    Flash {
        mode: Option<FlashMode>,
        executable: DocumentImage,
        nvram_template: Option<DocumentImage>,
    },
    Memory {
        filename: String,
    },
    Kernel {},
}

#[derive(Deserialize)]
struct DocumentImage {
    filename: String,
    format: String,
}

impl DocumentImage {
    fn image(self) -> Option<Image> {
        Some(Image { path: self.filename, format: FirmwareFormat::from_word(&self.format)? })
    }
}

impl FirmwareDescriptor {
    /// Reads a descriptor; `None` for one that makes no sense or has formats that nobody knows.
    pub fn parse(text: &str) -> Option<Self> {
        let document: Document = serde_json::from_str(text).ok()?;
        let interfaces = document.interface_types.iter().filter_map(|name| match name.as_str() {
            "bios" => Some(Firmware::Bios),
            "uefi" => Some(Firmware::Efi),
            _ => None,
        });
        let mapping = match document.mapping {
            DocumentMapping::Flash { mode, executable, nvram_template } => Mapping::Flash {
                mode: mode.unwrap_or(FlashMode::Split),
                executable: executable.image()?,
                template: nvram_template.and_then(DocumentImage::image),
            },
            DocumentMapping::Memory { filename } => Mapping::Memory { path: filename },
            DocumentMapping::Kernel {} => Mapping::Kernel,
        };
        Some(Self {
            interfaces: interfaces.collect(),
            mapping,
            targets: document.targets,
            features: document.features,
        })
    }

    /// Does it run on that board?
    pub(super) fn serves(&self, qemu_arch: &str, machine: &str) -> bool {
        self.targets.iter().any(|target| {
            target.architecture == qemu_arch
                && target.machines.iter().any(|pattern| matches(pattern, machine))
        })
    }

    /// Is it of that kind?
    pub(super) fn is(&self, kind: Firmware) -> bool {
        self.interfaces.contains(&kind)
    }

    /// Its kind, the better one first.
    pub(super) fn kind(&self) -> Option<Firmware> {
        [Firmware::Efi, Firmware::Bios].into_iter().find(|kind| self.is(*kind))
    }

    /// Does it have the feature?
    pub(super) fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|name| name == feature)
    }
}

/// Whether a name fits a pattern in which `*` stands for anything and `?` for one character.
fn matches(pattern: &str, name: &str) -> bool {
    match (pattern.chars().next(), name.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            let rest = pattern.get(1..).unwrap_or_default();
            (0..=name.len()).filter_map(|start| name.get(start..)).any(|tail| matches(rest, tail))
        }
        (Some(wanted), Some(found)) if wanted == found || wanted == '?' => {
            let after =
                |text: &'_ str, first: char| text.get(first.len_utf8()..).unwrap_or_default().to_owned();
            matches(&after(pattern, wanted), &after(name, found))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_machine_types() {
        for (pattern, name, fits) in [
            ("pc-q35-*", "pc-q35-10.0", true),
            ("pc-q35-*", "q35", false),
            ("virt", "virt", true),
            ("virt", "virt-9", false),
            ("pc-?35-*", "pc-q35-", true),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn a_descriptor_is_read_and_nonsense_is_not() {
        let text = r#"{"description": "d", "interface-types": ["uefi"], "tags": [], "features": ["secure-boot"],
            "mapping": {"device": "flash", "mode": "split", "executable": {"filename": "/code", "format": "raw"},
                "nvram-template": {"filename": "/vars", "format": "qcow2"}},
            "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}]}"#;
        let read = FirmwareDescriptor::parse(text).unwrap();
        assert!(read.is(Firmware::Efi) && read.has("secure-boot") && read.serves("x86_64", "pc-q35-9.2"));
        assert!(
            !read.is(Firmware::Bios) && !read.has("enrolled-keys") && !read.serves("aarch64", "pc-q35-9.2")
        );
        assert_eq!(FirmwareDescriptor::parse("{}"), None);
    }
}
