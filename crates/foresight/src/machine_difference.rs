//! What two machine types set differently, of what a guest has, the most visible first.

use caps::CompatDifference;
use findings::launch::named_cpu_model;
use model::Domain;

use crate::Definition;

/// Words in the names of QEMU's types, in the order of how visible a change of such a device is to a guest: what
/// firmware and drivers find first. A type that has none of them comes last.
const BY_VISIBILITY: [&str; 9] =
    ["-cpu", "pci", "ich9", "piix", "virtio-net", "virtio-blk", "virtio-scsi", "vga", "usb"];

/// Those that are about something the guest has: devices that its definition asks for, and what every guest of such
/// a machine has (the processor, the chipset, abstract types that stand for many).
pub fn visible_differences(
    definition: &Definition,
    differences: Vec<CompatDifference>,
) -> Vec<CompatDifference> {
    let words = words_of(definition.domain());
    let model = named_cpu_model(definition.domain());
    let mut shown: Vec<CompatDifference> = differences
        .into_iter()
        .filter(|difference| concerns(&difference.type_name, &words))
        .filter(|difference| is_its_processor(&difference.type_name, model))
        .collect();
    shown.sort_by_key(|difference| {
        let name = &difference.type_name;
        let rank = BY_VISIBILITY.iter().position(|word| name.contains(word)).unwrap_or(BY_VISIBILITY.len());
        (rank, name.clone(), difference.property.clone())
    });
    shown
}

/// A type concerns a guest unless it is of a kind of device that can be told by its name and that the guest has not.
fn concerns(type_name: &str, words: &[&str]) -> bool {
    OPTIONAL.iter().all(|(marker, word)| !type_name.contains(marker) || words.contains(word))
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

    #[test]
    fn what_a_guest_has_not_is_left_out_and_the_processor_comes_first() {
        let definition = Definition::parse(
            "<domain type='qemu'><name>a</name><memory>1024</memory><os><type arch='x86_64' machine='pc'>hvm</type></os>\
             <devices><interface type='user'/></devices></domain>",
        )
        .unwrap();
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
        let shown = visible_differences(&definition, all.map(difference).to_vec());
        let names: Vec<&str> = shown.iter().map(|difference| difference.type_name.as_str()).collect();
        assert_eq!(names, ["qemu64-x86_64-cpu", "virtio-net-pci", "PIIX4_PM", "migration"]);
    }
}
