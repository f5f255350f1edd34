//! A whole definition.

use errors::Result;
use xml::Word as _;

use super::compare::{differs, equal, same, same_word};
use super::{devices, processor};
use crate::Domain;
use crate::clock::Timer;
use crate::domain::Vcpus;
use crate::features::{Apic, Features};

/// Whether `target` is the guest of `source` with at most what it cannot see changed. Both are complete.
///
/// # Errors
/// 67 with the first difference that the guest would see.
pub fn check(source: &Domain, target: &Domain) -> Result<()> {
    same("domain virt type", source.virt_type.word(), target.virt_type.word())?;
    let uuid = |domain: &Domain| domain.uuid.map_or_else(String::new, |uuid| uuid.to_string());
    same("domain uuid", uuid(source), uuid(target))?;
    equal(&source.genid, &target.genid, "Target domain requested genid does not match source")?;
    let quoted = |domain: &Domain| format!("'{}'", domain.name);
    same("domain name", quoted(source), quoted(target))?;
    let kib = |size: Option<u64>| size.unwrap_or(0);
    let current = |domain: &Domain| domain.memory.current.or(domain.memory.total);
    same("domain max memory", kib(source.memory.total), kib(target.memory.total))?;
    same("domain current memory", kib(current(source)), kib(current(target)))?;
    same("domain memory slots", source.memory.slots.unwrap_or(0), target.memory.slots.unwrap_or(0))?;
    same("domain maximum memory size", kib(source.memory.maximum), kib(target.memory.maximum))?;
    vcpus(&source.vcpus, &target.vcpus)?;
    os(source, target)?;
    features(&source.features, &target.features)?;
    timers(source, target)?;
    processor::check(source.cpu.as_ref(), target.cpu.as_ref())?;
    if source.sysinfo.len() != target.sysinfo.len() {
        return Err(differs("Target domain count of sysinfo does not match source"));
    }
    equal(&source.sysinfo, &target.sysinfo, "Target sysinfo does not match source")?;
    devices::check(&source.devices, &target.devices)
}

fn vcpus(source: &Vcpus, target: &Vcpus) -> Result<()> {
    let maximum = |vcpus: &Vcpus| vcpus.maximum.unwrap_or(1);
    same("domain vCPU max", maximum(source), maximum(target))?;
    // Which are on: the first ones, unless each is told.
    let is_on = |vcpus: &Vcpus, number: u32| match vcpus.each.iter().find(|vcpu| vcpu.id == number) {
        Some(vcpu) => vcpu.enabled,
        None => number < vcpus.current.unwrap_or(maximum(vcpus)),
    };
    match (0..maximum(source)).find(|number| is_on(source, *number) != is_on(target, *number)) {
        None => Ok(()),
        Some(number) => Err(differs(format!(
            "State of vCPU '{number}' differs between source and destination definitions"
        ))),
    }
}

fn os(source: &Domain, target: &Domain) -> Result<()> {
    let (source, target) = (&source.os, &target.os);
    let none = "none";
    same_word(
        "domain OS type",
        source.os_type.map(|kind| kind.word()),
        target.os_type.map(|kind| kind.word()),
        none,
    )?;
    same_word("domain architecture", source.arch.as_ref(), target.arch.as_ref(), none)?;
    same_word("domain machine type", source.machine.as_ref(), target.machine.as_ref(), none)?;
    same_word(
        "domain SMBIOS mode",
        source.smbios.map(|mode| mode.word()),
        target.smbios.map(|mode| mode.word()),
        none,
    )
}

fn features(source: &Features, target: &Features) -> Result<()> {
    let on = |on: bool| if on { "on" } else { "default" };
    let switch = |state: Option<bool>| match state {
        None => "default",
        Some(true) => "on",
        Some(false) => "off",
    };
    let apic = |apic: &Option<Apic>| {
        let eoi = switch(apic.as_ref().and_then(|apic| apic.eoi));
        format!("{},eoi={eoi}", on(apic.is_some()))
    };
    state("apic", &apic(&source.apic), &apic(&target.apic))?;
    for (name, source, target) in [
        ("acpi", on(source.acpi), on(target.acpi)),
        ("pae", on(source.pae), on(target.pae)),
        ("viridian", on(source.viridian), on(target.viridian)),
        ("privnet", on(source.privnet), on(target.privnet)),
        ("hap", switch(source.hap), switch(target.hap)),
        ("hyperv", on(source.hyperv.is_some()), on(target.hyperv.is_some())),
        ("kvm", on(source.kvm.is_some()), on(target.kvm.is_some())),
        ("xen", on(source.xen.is_some()), on(target.xen.is_some())),
        ("pvspinlock", switch(source.pvspinlock), switch(target.pvspinlock)),
        ("pmu", switch(source.pmu), switch(target.pmu)),
        ("vmport", switch(source.vmport), switch(target.vmport)),
        ("htm", switch(source.htm), switch(target.htm)),
        ("nested-hv", switch(source.nested_hv), switch(target.nested_hv)),
        ("vmcoreinfo", switch(source.vmcoreinfo), switch(target.vmcoreinfo)),
        ("ccf-assist", switch(source.ccf_assist), switch(target.ccf_assist)),
        ("ras", switch(source.ras), switch(target.ras)),
        ("ps2", switch(source.ps2), switch(target.ps2)),
    ] {
        state(name, source, target)?;
    }
    let within = |name: &str| format!("Settings of feature '{name}' differ between source and destination");
    equal(&source.hyperv, &target.hyperv, &within("hyperv"))?;
    equal(&source.kvm, &target.kvm, &within("kvm"))?;
    equal(&source.gic, &target.gic, &within("gic"))?;
    equal(&source.smm, &target.smm, &within("smm"))?;
    equal(&source.ioapic, &target.ioapic, &within("ioapic"))?;
    equal(&source.hpt, &target.hpt, &within("hpt"))
}

fn state(name: &str, source: &str, target: &str) -> Result<()> {
    if source == target {
        return Ok(());
    }
    let detail = format!("State of feature '{name}' differs: source: '{source}', destination: '{target}'");
    Err(differs(detail))
}

/// Where the clock starts is of no more interest to a guest that has started.
fn timers(source: &Domain, target: &Domain) -> Result<()> {
    let of = |domain: &Domain| domain.clock.as_ref().map(|clock| clock.timers.clone()).unwrap_or_default();
    let (source, target) = (of(source), of(target));
    if source.len() != target.len() {
        return Err(differs("Target domain timers do not match source"));
    }
    let presence = |timer: &Timer| match timer.present {
        None => "default",
        Some(true) => "yes",
        Some(false) => "no",
    };
    source.iter().zip(&target).try_for_each(|(source, target)| {
        same("timer", source.name.word(), target.name.word())?;
        let (source, target) = (presence(source), presence(target));
        same("timer presence", format!("'{source}'"), format!("'{target}'"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "<domain type='qemu'><name>sg</name>\
        <uuid>44760faf-6721-4536-a6e1-2584b4778355</uuid><memory>262144</memory>\
        <vcpu current='1'>2</vcpu><os><type arch='x86_64' machine='pc-q35-10.0'>hvm</type></os>\
        <features><acpi/><apic/></features>\
        <cpu mode='custom' match='exact'><model>qemu64</model>\
        <topology sockets='2' cores='1' threads='1'/><feature policy='disable' name='svm'/></cpu>\
        <clock offset='utc'><timer name='hpet' present='no'/></clock><devices>\
        <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/><serial>S1</serial>\
        <address type='pci' domain='0x0000' bus='0x05' slot='0x00' function='0x0'/></disk>\
        <controller type='scsi' index='0' model='virtio-scsi'/>\
        <interface type='user'><mac address='52:54:00:22:22:22'/><model type='virtio'/></interface>\
        <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>\
        <input type='tablet' bus='usb'/><video><model type='vga' vram='16384'/></video>\
        <sound model='ich9'/><memballoon model='virtio'/><panic model='isa'/></devices></domain>";

    /// What the check says of the definition with one change.
    fn verdict(from: &str, to: &str) -> String {
        assert!(SOURCE.contains(from), "{from}");
        let parse = |xml: &str| Domain::parse(xml).unwrap();
        match check(&parse(SOURCE), &parse(&SOURCE.replacen(from, to, 1))) {
            Ok(()) => "fine".to_owned(),
            Err(why) => why.message.trim_start_matches("unsupported configuration: ").to_owned(),
        }
    }

    #[test]
    fn what_the_guest_would_see_is_refused_in_libvirts_words() {
        for (from, to, expected) in [
            ("<name>sg", "<name>sh", "Target domain name sh does not match source sg"),
            ("type='qemu'", "type='kvm'", "Target domain virt type kvm does not match source qemu"),
            (
                "44760faf",
                "44760fae",
                "Target domain uuid 44760fae-6721-4536-a6e1-2584b4778355 does not match source \
                 44760faf-6721-4536-a6e1-2584b4778355",
            ),
            ("262144", "1048576", "Target domain max memory 1048576 does not match source 262144"),
            (
                "<memory>",
                "<currentMemory>200000</currentMemory><memory>",
                "Target domain current memory 200000 does not match source 262144",
            ),
            (
                "current='1'",
                "current='2'",
                "State of vCPU '1' differs between source and destination definitions",
            ),
            (
                "q35-10.0",
                "q35-9.0",
                "Target domain machine type pc-q35-9.0 does not match source pc-q35-10.0",
            ),
            ("'x86_64'", "'i686'", "Target domain architecture i686 does not match source x86_64"),
            ("<acpi/>", "", "State of feature 'acpi' differs: source: 'on', destination: 'default'"),
            (
                "<apic/>",
                "",
                "State of feature 'apic' differs: source: 'on,eoi=default', destination: \
                 'default,eoi=default'",
            ),
            (
                "<acpi/>",
                "<acpi/><pae/>",
                "State of feature 'pae' differs: source: 'default', destination: 'on'",
            ),
            ("qemu64", "Nehalem", "Target CPU model Nehalem does not match source qemu64"),
            (
                "<feature policy='disable' name='svm'/>",
                "",
                "Target CPU feature count 0 does not match source 1",
            ),
            ("'svm'", "'vmx'", "Target CPU feature vmx does not match source svm"),
            (
                "policy='disable'",
                "policy='require'",
                "Target CPU feature policy require does not match source disable",
            ),
            (
                "sockets='2' cores='1'",
                "sockets='1' cores='2'",
                "Target CPU sockets 1 does not match source 2",
            ),
            ("present='no'", "present='yes'", "Target timer presence 'yes' does not match source 'no'"),
            ("<timer name='hpet' present='no'/>", "", "Target domain timers do not match source"),
            ("dev='vda'", "dev='vdb'", "Target disk vdb does not match source vda"),
            (">S1<", ">S2<", "Target disk serial S2 does not match source S1"),
            ("<serial>", "<readonly/><serial>", "Target disk access mode does not match source"),
            (
                "bus='0x05'",
                "bus='0x15'",
                "Target device PCI address 0000:15:00.0 does not match source 0000:05:00.0",
            ),
            (
                "22:22:22",
                "22:22:23",
                "Target network card mac 52:54:00:22:22:23 does not match source 52:54:00:22:22:22",
            ),
            (
                "<model type='virtio'/>",
                "<model type='e1000'/>",
                "Target network card model e1000 does not match source virtio",
            ),
            (
                "<controller type='scsi' index='0' model='virtio-scsi'/>",
                "",
                "Target domain controller count 0 does not match source 1",
            ),
            ("index='0'", "index='1'", "Target controller index 1 does not match source 0"),
            ("'tablet'", "'mouse'", "Target input device type mouse does not match source tablet"),
            ("type='vga'", "type='cirrus'", "Target video card model cirrus does not match source vga"),
            ("16384", "32768", "Target video card vram 32768 does not match source 16384"),
            ("'ich9'", "'ich6'", "Target sound card model ich6 does not match source ich9"),
            ("<sound model='ich9'/>", "", "Target domain sound card count 0 does not match source 1"),
            (
                "memballoon model='virtio'",
                "memballoon model='none'",
                "Target balloon model none does not match source virtio",
            ),
            ("'isa'", "'pvpanic'", "Target panic model 'pvpanic' does not match source 'isa'"),
            (
                "guest_agent.0",
                "guest_agent.1",
                "Target channel name org.qemu.guest_agent.1 does not match source org.qemu.guest_agent.0",
            ),
            (
                "</devices>",
                "<filesystem type='mount'><source dir='/tmp'/><target dir='x'/></filesystem></devices>",
                "Target domain filesystem count 1 does not match source 0",
            ),
            (
                "</devices>",
                "<hub type='usb'/></devices>",
                "Target domain hub device count 1 does not match source 0",
            ),
            (
                "</devices>",
                "<vsock model='virtio'/></devices>",
                "Target domain vsock device count does not match source",
            ),
        ] {
            let expected =
                expected.replace("name sh does", "name 'sh' does").replace("source sg", "source 'sg'");
            assert_eq!(verdict(from, to), expected, "{from} -> {to}");
        }
    }

    #[test]
    fn what_only_the_host_sees_may_change() {
        for (from, to) in [
            ("'/a'", "'/b'"),
            ("<os>", "<title>t</title><os>"),
            ("offset='utc'", "offset='localtime'"),
            ("</devices>", "<graphics type='vnc'/></devices>"),
            ("<os>", "<iothreads>3</iothreads><os>"),
            ("hvm</type>", "hvm</type><kernel>/k</kernel>"),
        ] {
            assert_eq!(verdict(from, to), "fine", "{from} -> {to}");
        }
    }
}
