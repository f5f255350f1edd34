//! Every condition under which libvirt 11.3.0 taints a guest or calls it deprecated, each once where it holds and once
//! where it just does not: conditions at launch and of single devices, what counts as deprecated, and what is kept,
//! told and cleared.

use model::device::disk::Disk;
use model::device::hostdev::HostDev;
use model::device::interface::Interface;

use crate::launch::{Situation, at_launch};
use crate::test_values::{capabilities, domain};
use crate::{Finding, Record, Taint, device, rules};

/// libvirt's log words of a start, without `is tainted: `.
fn at_start(elements: &str, situation: Situation<'_>) -> Vec<String> {
    words(&at_launch(&domain(elements), &capabilities(), situation))
}

fn words(found: &[Finding]) -> Vec<String> {
    found.iter().map(|finding| finding.log_words().replace("is tainted: ", "")).collect()
}

fn plain(elements: &str) -> Vec<String> {
    at_start(elements, Situation::default())
}

fn devices(elements: &str) -> String {
    format!("<devices>{elements}</devices>")
}

const INCOMING: Situation<'static> = Situation {
    runs_as_root: false,
    hook_modified: false,
    capability_filters: false,
    incoming: true,
    cd_drives: &[],
};

/// A definition's elements, and what they are to be told for.
type Case = (&'static str, &'static str, &'static [&'static str]);

const OLD_MACHINE: &str = "deprecated-config (machine type 'pc-1.0')";
const OLD_CPU: &str = "deprecated-config (CPU model 'Old')";

const OF_DEFINITIONS: &[Case] = &[
    ("nothing", "", &[]),
    ("an argument", "<qemu:commandline><qemu:arg value='-s'/></qemu:commandline>", &["custom-argv"]),
    ("a variable", "<qemu:commandline><qemu:env name='A'/></qemu:commandline>", &["custom-argv"]),
    ("a command line without either", "<qemu:commandline/>", &[]),
    (
        "an override",
        "<qemu:override><qemu:device alias='a'><qemu:frontend>\
         <qemu:property name='p' type='string' value='v'/></qemu:frontend></qemu:device></qemu:override>",
        &["custom-device"],
    ),
    ("an override of nothing", "<qemu:override/>", &[]),
    (
        "a capability added",
        "<qemu:capabilities><qemu:add capability='kvm'/></qemu:capabilities>",
        &["custom-hypervisor-feature"],
    ),
    (
        "a capability removed",
        "<qemu:capabilities><qemu:del capability='kvm'/></qemu:capabilities>",
        &["custom-hypervisor-feature"],
    ),
    ("capabilities as they are", "<qemu:capabilities/>", &[]),
    ("a deprecated machine type", "<os><type machine='pc-1.0'>hvm</type></os>", &[OLD_MACHINE]),
    ("a current machine type", "<os><type machine='pc-9.0'>hvm</type></os>", &[]),
    ("the alias of a deprecated one", "<os><type machine='old'>hvm</type></os>", &[]),
    ("a machine type in other letters", "<os><type machine='PC-1.0'>hvm</type></os>", &[]),
    ("a machine type that nobody knows", "<os><type machine='pc-0.1'>hvm</type></os>", &[]),
    ("a deprecated CPU model", "<cpu mode='custom'><model>Old</model></cpu>", &[OLD_CPU]),
    ("a deprecated CPU model without a mode", "<cpu match='exact'><model>Old</model></cpu>", &[OLD_CPU]),
    ("a current CPU model", "<cpu mode='custom'><model>Good</model></cpu>", &[]),
    ("a version of a deprecated one, on its own", "<cpu mode='custom'><model>Old-v1</model></cpu>", &[]),
    ("a CPU model in other letters", "<cpu mode='custom'><model>old</model></cpu>", &[]),
    ("a CPU model that nobody knows", "<cpu mode='custom'><model>Older</model></cpu>", &[]),
    ("host-model with a model's name", "<cpu mode='host-model'><model>Old</model></cpu>", &[]),
    ("host-passthrough at a plain start", "<cpu mode='host-passthrough'/>", &[]),
    ("maximum at a plain start", "<cpu mode='maximum'/>", &[]),
    ("a topology alone", "<cpu><topology sockets='1' cores='1' threads='1'/></cpu>", &[]),
    ("a device tree", "<os><type>hvm</type><dtb>/d</dtb></os>", &["custom-dtb"]),
    ("a kernel without one", "<os><type>hvm</type><kernel>/k</kernel></os>", &[]),
];

#[test]
fn conditions_of_the_definition() {
    for (what, elements, expected) in OF_DEFINITIONS {
        assert_eq!(plain(elements), *expected, "{what}");
    }
}

#[test]
fn under_another_accelerator_its_own_lists_count() {
    let mut guest =
        domain("<os><type machine='pc-1.0'>hvm</type></os><cpu mode='custom'><model>Old</model></cpu>");
    guest.virt_type = model::domain::VirtType::Kvm;
    assert_eq!(at_launch(&guest, &capabilities(), Situation::default()), []);
}

#[test]
fn conditions_of_the_situation() {
    let drives = ["/dev/sr0".to_owned()];
    let block =
        "<disk type='block' device='cdrom'><source dev='/dev/sr0'/><target dev='hda' bus='ide'/></disk>";
    let nothing = Situation::default();
    for (what, elements, situation, expected) in [
        ("root", "", Situation { runs_as_root: true, ..nothing }, Some("high-privileges")),
        ("a hook's definition", "", Situation { hook_modified: true, ..nothing }, Some("hook-script")),
        (
            "capability filters",
            "",
            Situation { capability_filters: true, ..nothing },
            Some("custom-hypervisor-feature"),
        ),
        ("host-passthrough with memory", "<cpu mode='host-passthrough'/>", INCOMING, Some("host-cpu")),
        ("maximum with memory", "<cpu mode='maximum'/>", INCOMING, Some("host-cpu")),
        ("host-model with memory", "<cpu mode='host-model'/>", INCOMING, None),
        ("a named model with memory", "<cpu mode='custom'><model>Good</model></cpu>", INCOMING, None),
        ("no CPU with memory", "", INCOMING, None),
        ("a CD drive", block, Situation { cd_drives: &drives, ..nothing }, Some("cdrom-passthrough")),
        ("a block device that is none", block, nothing, None),
    ] {
        let elements = if elements.starts_with("<disk") { devices(elements) } else { elements.to_owned() };
        assert_eq!(at_start(&elements, situation), Vec::from_iter(expected), "{what}");
    }
}

const OF_DEVICES: &[Case] = &[
    (
        "a disk with raw I/O",
        "<disk type='block' device='lun' rawio='yes'><source dev='/dev/a'/><target dev='sda' bus='scsi'/></disk>",
        &["high-privileges"],
    ),
    (
        "a disk that says it has none",
        "<disk type='block' device='lun' rawio='no'><source dev='/dev/a'/><target dev='sda' bus='scsi'/></disk>",
        &[],
    ),
    (
        "a drive as a plain disk",
        "<disk type='block' device='disk'><source dev='/dev/sr0'/><target dev='hda' bus='ide'/></disk>",
        &[],
    ),
    (
        "an image in a CD-ROM",
        "<disk type='file' device='cdrom'><source file='/dev/sr0'/><target dev='hda' bus='ide'/></disk>",
        &[],
    ),
    ("an empty CD-ROM", "<disk type='block' device='cdrom'><target dev='hda' bus='ide'/></disk>", &[]),
    (
        "a SCSI device with raw I/O",
        "<hostdev mode='subsystem' type='scsi' rawio='yes'><source><adapter name='scsi_host0'/>\
         <address bus='0' target='0' unit='0'/></source></hostdev>",
        &["high-privileges"],
    ),
    (
        "a SCSI device without",
        "<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/>\
         <address bus='0' target='0' unit='0'/></source></hostdev>",
        &[],
    ),
    (
        "a USB device",
        "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1'/><product id='0x2'/></source></hostdev>",
        &[],
    ),
    (
        "a script on an ethernet interface",
        "<interface type='ethernet'><script path='/s'/></interface>",
        &["shell-scripts"],
    ),
    (
        "a script on a bridge",
        "<interface type='bridge'><source bridge='b'/><script path='/s'/></interface>",
        &["shell-scripts"],
    ),
    (
        "a script on a user network",
        "<interface type='user'><script path='/s'/></interface>",
        &["shell-scripts"],
    ),
    (
        "a script that only takes it down",
        "<interface type='ethernet'><downscript path='/s'/></interface>",
        &[],
    ),
    ("no script", "<interface type='user'/>", &[]),
];

#[test]
fn conditions_of_devices_are_the_same_at_launch_and_when_they_come() {
    let drives = ["/dev/sr0".to_owned()];
    for (what, elements, expected) in OF_DEVICES {
        let situation = Situation { cd_drives: &drives, ..Situation::default() };
        assert_eq!(at_start(&devices(elements), situation), *expected, "{what}");
        let guest = domain(&devices(elements));
        let plugged: Vec<Finding> = [
            guest
                .devices
                .disks
                .iter()
                .flat_map(|disk: &Disk| device::disk(disk, &drives))
                .collect::<Vec<_>>(),
            guest.devices.hostdevs.iter().filter_map(|dev: &HostDev| device::hostdev(dev)).collect(),
            guest.devices.interfaces.iter().filter_map(|nic: &Interface| device::interface(nic)).collect(),
        ]
        .concat();
        assert_eq!(words(&plugged), *expected, "{what}, plugged");
    }
}

#[test]
fn all_at_once_come_in_libvirts_order() {
    let elements = "<qemu:commandline><qemu:arg value='-s'/></qemu:commandline>\
        <qemu:override><qemu:device alias='a'><qemu:frontend>\
        <qemu:property name='p' type='string' value='v'/></qemu:frontend></qemu:device></qemu:override>\
        <qemu:capabilities><qemu:add capability='kvm'/></qemu:capabilities>\
        <os><type machine='pc-1.0'>hvm</type><dtb>/d</dtb></os><cpu mode='custom'><model>Old</model></cpu>\
        <devices><interface type='user'><script path='/s'/></interface>\
        <hostdev mode='subsystem' type='scsi' rawio='yes'><source><adapter name='scsi_host0'/>\
        <address bus='0' target='0' unit='0'/></source></hostdev>\
        <disk type='block' device='lun' rawio='yes'><source dev='/dev/a'/><target dev='sda' bus='scsi'/></disk>\
        </devices>";
    let situation = Situation { runs_as_root: true, hook_modified: true, ..INCOMING };
    let found = at_launch(&domain(elements), &capabilities(), situation);
    assert_eq!(
        words(&found),
        [
            "high-privileges",
            "hook-script",
            "custom-argv",
            "custom-device",
            "custom-hypervisor-feature",
            OLD_MACHINE,
            OLD_CPU,
            "high-privileges",
            "high-privileges",
            "shell-scripts",
            "custom-dtb",
        ]
    );
    let mut record = Record::default();
    let logged: Vec<String> =
        found.into_iter().filter_map(|f| record.note(f.clone()).then(|| f.log_words())).collect();
    assert_eq!(logged.len(), 9, "a flag without words of its own is logged once: {logged:?}");
    let told = record.messages(0);
    assert_eq!(told.len(), 8 + 2);
    assert!(told[0].ends_with(Taint::CustomArgv.sentence()), "bit order, not log order: {told:?}");
}

#[test]
fn what_clients_do_is_told_whatever_comes_of_it() {
    for (finding, flag) in [
        (rules::custom_monitor("stop", None), "custom-monitor"),
        (rules::custom_ga_command("guest-ping", None), "custom-ga-command"),
    ] {
        let mut record = Record::default();
        assert_eq!(finding.log_words(), format!("is tainted: {flag}"));
        assert!(record.note(finding.clone()) && !record.note(finding));
    }
    let mut record = Record::default();
    assert!(!record.note(rules::deprecated_command("drive-backup", "QEMU", None)), "it is no taint");
    assert!(record.taints().is_empty() && record.messages(0).is_empty());
}

#[test]
fn words_of_status_files_come_back_as_they_were_and_what_is_unknown_stays() {
    let all = Taint::ALL.iter().map(|taint| taint.word().to_owned());
    let record = Record::restore(all.clone(), vec!["x".into()]);
    assert_eq!(record.messages(0).len(), 16, "flags that nothing sets any more are read too");
    assert!(record.unknown_words().is_empty());
    assert_eq!(Record::restore(all.chain(["new".into()]), vec![]).unknown_words(), ["new"]);
    assert!(Record::restore([], vec![]).is_empty());
    assert_eq!(Record::default().findings(), [], "a run that is over leaves an empty record");
}
