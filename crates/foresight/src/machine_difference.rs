//! What two machine types set differently, of what a guest has, the most visible first.

use caps::{Arch, CompatDifference, EmulatorCapabilities};
use findings::launch::named_cpu_model;
use model::Domain;

use crate::Definition;
use crate::rehearsal::device_types;

/// Words in the names of QEMU's types, in the order of how visible a change of such a device is to a guest: what
/// firmware and drivers find first. A type that has none of them comes last.
const BY_VISIBILITY: [&str; 9] =
    ["-cpu", "pci", "ich9", "piix", "virtio-net", "virtio-blk", "virtio-scsi", "vga", "usb"];

/// Those that are about something the guest has: devices that a start would ask the emulator for, and what every guest
/// of such a machine has (the processor, the chipset, abstract types that stand for many).
pub fn visible_differences(
    definition: &Definition,
    emulator: &EmulatorCapabilities,
    differences: Vec<CompatDifference>,
) -> Vec<CompatDifference> {
    let has = Has {
        types: device_types(definition.domain(), emulator),
        words: words_of(definition.domain()),
        emulator,
    };
    let model = named_cpu_model(definition.domain());
    let mut shown: Vec<CompatDifference> = differences
        .into_iter()
        .filter(|difference| has.concerns(&difference.type_name))
        .filter(|difference| is_its_processor(&difference.type_name, model))
        .collect();
    shown.sort_by_key(|difference| {
        let name = &difference.type_name;
        let rank = BY_VISIBILITY.iter().position(|word| name.contains(word)).unwrap_or(BY_VISIBILITY.len());
        (rank, name.clone(), difference.property.clone())
    });
    shown
}

/// What a guest has.
struct Has<'a> {
    /// The types of its devices; empty when no command line comes about.
    types: Vec<String>,
    /// Kinds of devices in its definition, for abstract types and where the types are not known.
    words: Vec<&'static str>,
    emulator: &'a EmulatorCapabilities,
}

impl Has<'_> {
    /// A type that can be chosen concerns a guest that has chosen it, and one that a board may have. Of abstract types
    /// the name tells what is made after them, or at least the kind of it; of whatever it tells nothing everybody has
    /// some.
    fn concerns(&self, type_name: &str) -> bool {
        if OF_OTHERS.iter().any(|(start, arch)| type_name.starts_with(start) && *arch != self.emulator.arch) {
            return false;
        }
        let is_cpu = type_name.ends_with("-cpu");
        let is_choice = !self.types.is_empty() && !is_cpu && self.emulator.takes_device(type_name);
        if is_choice && !ON_BOARDS.iter().any(|start| type_name.starts_with(start)) {
            // Around a device of a bus stands the one that is in it: `virtio-net-pci` has a `virtio-net-device`.
            let inner = without(type_name, "device");
            let is_own = |own: &String| own == type_name || inner.is_some_and(|inner| stem(own) == inner);
            return self.types.iter().any(is_own);
        }
        let mut kinds = OPTIONAL.iter().filter(|(marker, _)| type_name.contains(marker));
        self.types.iter().any(|own| stem(own) == stem(type_name))
            || kinds.all(|(_, word)| self.words.contains(word))
    }
}

/// How the names of types begin that a guest has without choosing them.
const ON_BOARDS: [&str; 9] =
    ["ich9-", "isa-", "ICH9-", "PIIX", "i8042", "migration", "hpet", "kvm", "mc146818"];

/// How the names of types begin that only guests of an architecture have.
const OF_OTHERS: [(&str, Arch); 2] = [("arm-", Arch::Aarch64), ("x86_64-", Arch::X86_64)];

/// The name without its bus and its variant: `virtio-net-pci-transitional` is made around a `virtio-net-device`.
fn stem(type_name: &str) -> &str {
    let endings = ["non-transitional", "transitional", "pci", "ccw", "device", "base"];
    endings.iter().fold(type_name, |name, ending| without(name, ending).unwrap_or(name))
}

/// The name without its last word, where it is this one.
fn without<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    name.strip_suffix(word)?.strip_suffix('-')
}

/// Of types of processors only the guest's own concerns it; the abstract one stands for all.
fn is_its_processor(type_name: &str, model: Option<&str>) -> bool {
    let named = type_name.strip_suffix("-x86_64-cpu").or_else(|| type_name.strip_suffix("-i386-cpu"));
    match (named, model) {
        (None, _) => true,
        (Some(named), Some(model)) => named == model,
        // A guest that names none gets the machine's usual one, or the host's.
        (Some(named), None) => matches!(named, "qemu64" | "qemu32" | "max" | "host"),
    }
}

/// What a type's name tells of the kind of device, and the word for it in [`words_of`].
const OPTIONAL: [(&str, &str); 22] = [
    ("virtio-net", "net"),
    ("e1000", "net"),
    ("rtl8139", "net"),
    ("vmxnet3", "net"),
    ("virtio-blk", "disk"),
    ("virtio-scsi", "scsi"),
    ("scsi-", "disk"),
    ("ide-", "disk"),
    ("nvme", "disk"),
    ("floppy", "disk"),
    ("virtio-balloon", "balloon"),
    ("virtio-gpu", "video"),
    ("vga", "video"),
    ("VGA", "video"),
    ("qxl", "video"),
    ("virtio-serial", "serial-bus"),
    ("virtio-rng", "rng"),
    ("vhost-user-fs", "filesystem"),
    ("vfio", "hostdev"),
    ("tpm", "tpm"),
    ("iommu", "iommu"),
    ("intel-hda", "sound"),
];

fn words_of(domain: &Domain) -> Vec<&'static str> {
    let devices = &domain.devices;
    let has = [
        (!devices.interfaces.is_empty(), "net"),
        (!devices.disks.is_empty(), "disk"),
        (!devices.controllers.is_empty(), "scsi"),
        (devices.memballoon.is_some(), "balloon"),
        (!devices.videos.is_empty(), "video"),
        (!devices.controllers.is_empty(), "serial-bus"),
        (!devices.rngs.is_empty(), "rng"),
        (!devices.filesystems.is_empty(), "filesystem"),
        (!devices.hostdevs.is_empty(), "hostdev"),
        (!devices.tpms.is_empty(), "tpm"),
        (devices.iommu.is_some(), "iommu"),
        (!devices.sounds.is_empty(), "sound"),
    ];
    has.into_iter().filter_map(|(there, word)| there.then_some(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EmulatorKey, HostKnowledge};

    #[test]
    fn a_type_and_what_is_made_around_it_have_one_stem() {
        for (name, expected) in [
            ("virtio-net-pci-non-transitional", "virtio-net"),
            ("virtio-net-device", "virtio-net"),
            ("e1000-base", "e1000"),
            ("vhost-user-fs-device", "vhost-user-fs"),
            ("e1000e", "e1000e"),
        ] {
            assert_eq!(stem(name), expected);
        }
    }

    #[test]
    fn what_a_guest_has_not_is_left_out_and_the_processor_comes_first() {
        let definition = Definition::parse(
            "<domain type='qemu'><name>a</name><memory>1024</memory><os><type arch='x86_64' machine='pc'>hvm</type></os>\
             <devices><interface type='user'/></devices></domain>",
        )
        .unwrap();
        // Nobody asked it for its types: kinds of devices count then.
        let emulator = HostKnowledge::default().capabilities(&EmulatorKey {
            path: "/q".into(),
            arch: "x86_64".into(),
            virt_type: "qemu".into(),
        });
        let difference = |name: &str| CompatDifference {
            type_name: name.into(),
            property: "p".into(),
            from: Some("on".into()),
            to: None,
        };
        let all = [
            "vfio-pci",
            "virtio-net-pci",
            "virtio-blk-device",
            "PIIX4_PM",
            "qemu64-x86_64-cpu",
            "EPYC-x86_64-cpu",
            "migration",
        ];
        let shown = visible_differences(&definition, &emulator, all.map(difference).to_vec());
        let names: Vec<&str> = shown.iter().map(|difference| difference.type_name.as_str()).collect();
        assert_eq!(names, ["qemu64-x86_64-cpu", "virtio-net-pci", "PIIX4_PM", "migration"]);
    }
}
