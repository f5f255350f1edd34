//! Firmware descriptors (`docs/interop/firmware.json` of QEMU), as far as capabilities show them.

use cpu::Arch;
use serde::Deserialize;

use crate::glob::matches;

/// What a guest's `<os>` may ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirmwareOffer {
    /// The paths of `<loader>`, the best first.
    pub loaders: Vec<String>,
    /// `firmware='bios'` can be served.
    pub bios: bool,
    /// `firmware='efi'` can be served.
    pub efi: bool,
    /// Some firmware checks signatures, protected by system management mode.
    pub secure: bool,
}

/// All descriptors of a host that are in force, the best first.
#[derive(Debug, Clone, Default)]
pub struct FirmwareCatalogue {
    descriptors: Vec<Descriptor>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Descriptor {
    interface_types: Vec<String>,
    mapping: Mapping,
    targets: Vec<Target>,
    features: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "device", rename_all = "kebab-case")]
enum Mapping {
    Flash { executable: File },
    Kernel { filename: String },
    Memory { filename: String },
}

#[derive(Debug, Clone, Deserialize)]
struct File {
    filename: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Target {
    architecture: String,
    machines: Vec<String>,
}

impl FirmwareCatalogue {
    /// Reads descriptors, given by file name and text from the most important directory to the least. A
    /// name hides the same name in later directories, even when its file is empty: that is how an admin
    /// switches a descriptor off. What cannot be read is left out and named in the second value.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<String>) {
        let mut by_name = std::collections::BTreeMap::new();
        for (name, text) in files {
            by_name.entry(name).or_insert(text);
        }
        let (mut descriptors, mut refused) = (Vec::new(), Vec::new());
        for (name, text) in by_name.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            match serde_json::from_str(text) {
                Ok(descriptor) => descriptors.push(descriptor),
                Err(error) => refused.push(format!("{name}: {error}")),
            }
        }
        (Self { descriptors }, refused)
    }

    /// What there is for one machine type, by its canonical name.
    pub fn offer(&self, arch: Arch, machine: &str) -> FirmwareOffer {
        let mut offer = FirmwareOffer::default();
        for descriptor in self.descriptors.iter().filter(|descriptor| descriptor.serves(arch, machine)) {
            let has = |feature: &str| descriptor.features.iter().any(|name| name == feature);
            let speaks = |interface: &str| descriptor.interface_types.iter().any(|name| name == interface);
            let path = match &descriptor.mapping {
                Mapping::Flash { executable } => &executable.filename,
                Mapping::Kernel { filename } | Mapping::Memory { filename } => filename,
            };
            if !offer.loaders.contains(path) {
                offer.loaders.push(path.clone());
            }
            offer.bios |= speaks("bios");
            offer.efi |= speaks("uefi");
            offer.secure |= has("secure-boot") && has("requires-smm");
        }
        offer
    }
}

impl Descriptor {
    fn serves(&self, arch: Arch, machine: &str) -> bool {
        self.targets.iter().any(|target| {
            target.architecture == arch.qemu()
                && target.machines.iter().any(|pattern| matches(pattern, machine))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn descriptor(interface: &str, mapping: &str, machines: &str, features: &str) -> String {
        format!(
            r#"{{"description": "d", "interface-types": ["{interface}"], "mapping": {mapping}, "tags": [],
                "targets": [{{"architecture": "x86_64", "machines": [{machines}]}}], "features": [{features}]}}"#
        )
    }

    #[test]
    fn the_offer_is_that_of_the_machine() {
        let flash = |path: &str| {
            format!(r#"{{"device": "flash", "executable": {{"filename": "{path}", "format": "raw"}}}}"#)
        };
        let secure = descriptor("uefi", &flash("/sb"), r#""pc-q35-*""#, r#""secure-boot", "requires-smm""#);
        let plain = descriptor("uefi", &flash("/plain"), r#""pc-q35-*", "pc-i440fx-*""#, "");
        let bios = descriptor("bios", r#"{"device": "memory", "filename": "/bios"}"#, r#""pc-i440fx-*""#, "");
        let files = [
            ("20-off.json", ""),
            ("60-plain.json", plain.as_str()),
            ("50-sb.json", secure.as_str()),
            ("20-off.json", bios.as_str()),
            ("70-bios.json", bios.as_str()),
            ("80-broken.json", "{"),
        ];
        let (catalogue, refused) = FirmwareCatalogue::read(files);
        assert!(refused.len() == 1 && refused[0].starts_with("80-broken.json"), "{refused:?}");
        let offer = |machine| catalogue.offer(Arch::X86_64, machine);
        let q35 = FirmwareOffer {
            loaders: vec!["/sb".into(), "/plain".into()],
            bios: false,
            efi: true,
            secure: true,
        };
        assert_eq!(offer("pc-q35-10.0"), q35);
        let pc = FirmwareOffer {
            loaders: vec!["/plain".into(), "/bios".into()],
            bios: true,
            efi: true,
            secure: false,
        };
        assert_eq!(offer("pc-i440fx-10.0"), pc);
        assert_eq!(offer("microvm"), FirmwareOffer::default());
        assert_eq!(catalogue.offer(Arch::I686, "pc-q35-10.0"), FirmwareOffer::default());
    }
}
