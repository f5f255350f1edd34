//! `-cpu`.

use caps::{Accelerator, Arch};
use errors::Result;
use model::clock::TimerName;
use model::cpu::{CacheMode, Cpu, CpuMode, FeaturePolicy, MaxPhysAddrMode};

use crate::build::Build;
use crate::hyperv;
use crate::option::Pairs;

/// Writes the CPU model with all that is a property of the CPU.
pub(crate) fn cpu(build: &mut Build<'_>) -> Result<()> {
    let guest = build.guest;
    let mut cpu = model(build);
    cpu = clocks(build, cpu);
    if let Some(on) = guest.features.apic.and_then(|apic| apic.eoi) {
        cpu = cpu.switch("kvm-pv-eoi", on);
    }
    if let Some(on) = guest.features.pvspinlock {
        cpu = cpu.switch("kvm-pv-unhalt", on);
    }
    cpu = hyperv::properties(build, cpu);
    cpu = kvm(build, cpu);
    if let Some(on) = guest.features.pmu {
        cpu = cpu.switch("pmu", on);
    }
    if let Some(definition) = &guest.cpu {
        cpu = cache(definition, cpu);
        cpu = physical_addresses(definition, cpu);
    }
    if !cpu.is_empty() {
        build.option("-cpu", cpu);
    }
    Ok(())
}

fn model(build: &Build<'_>) -> Pairs {
    let Some(cpu) = &build.guest.cpu else { return Pairs::headless() };
    let mut written = match cpu.mode {
        Some(CpuMode::HostPassthrough) if build.accelerator() != Accelerator::Tcg => {
            let written = migratable(Pairs::new("host"), cpu);
            // A CPU of 64 bits plays one of 32.
            let narrow = build.caps.arch == Arch::Aarch64 && guest_is_32bit(build);
            if narrow { written.with("aarch64", "off") } else { written }
        }
        Some(CpuMode::HostPassthrough) | Some(CpuMode::Maximum) => migratable(Pairs::new("max"), cpu),
        _ => match cpu.model.as_ref().and_then(|model| model.name.as_deref()) {
            // QEMU does not mind that libvirt writes POWER in capitals.
            Some(name) => Pairs::new(name),
            None => return Pairs::headless(),
        },
    };
    if let Some(vendor) = cpu.model.as_ref().and_then(|model| model.vendor_id.as_deref()) {
        written = written.with("vendor", vendor);
    }
    for feature in &cpu.features {
        let on = match feature.policy {
            Some(FeaturePolicy::Force | FeaturePolicy::Require) => true,
            // What QEMU does not know cannot be there.
            Some(FeaturePolicy::Disable | FeaturePolicy::Forbid) if is_unknown(build, &feature.name) => {
                continue;
            }
            Some(FeaturePolicy::Disable | FeaturePolicy::Forbid) => false,
            Some(FeaturePolicy::Optional) | None => continue,
        };
        // Only on x86 do names differ.
        let name = if build.caps.arch.is_x86() { qemu_feature(&feature.name) } else { feature.name.clone() };
        written = written.switch(&name, on);
    }
    written
}

fn guest_is_32bit(build: &Build<'_>) -> bool {
    build.guest.os.arch.as_deref() == Some("armv7l")
}

/// QEMU spells with dashes what libvirt spells with underscores, and one name differs.
fn qemu_feature(name: &str) -> String {
    match name {
        "pclmuldq" => "pclmulqdq".to_owned(),
        _ => name.replace('_', "-"),
    }
}

/// Is it a feature that this QEMU has no name for?
fn is_unknown(build: &Build<'_>, name: &str) -> bool {
    let cpu = "max-x86_64-cpu";
    // Only where QEMU was asked for all names: `sse3` stands for all that every release has.
    build.caps.has_property(cpu, "sse3") && !build.caps.has_property(cpu, &qemu_feature(name))
}

fn migratable(written: Pairs, cpu: &Cpu) -> Pairs {
    match cpu.migratable {
        Some(on) => written.switch("migratable", on),
        None => written,
    }
}

/// Clocks that are CPU features.
fn clocks(build: &Build<'_>, mut written: Pairs) -> Pairs {
    let clock = build.guest.clock.as_ref();
    for timer in clock.iter().flat_map(|clock| &clock.timers) {
        match timer.name {
            TimerName::Kvmclock => {
                if let Some(on) = timer.present {
                    written = written.switch("kvmclock", on);
                }
            }
            TimerName::Hypervclock if timer.present == Some(true) => written = written.with("hv-time", "on"),
            TimerName::Tsc => {
                written = written.maybe("tsc-frequency", timer.frequency.map(|hz| hz.to_string()))
            }
            TimerName::Armvtimer if timer.tick_policy.is_some() => {
                let adjusted = timer.tick_policy == Some(model::clock::TickPolicy::Discard);
                written = written.switch("kvm-no-adjvtime", adjusted);
            }
            _ => {}
        }
    }
    written
}

fn kvm(build: &Build<'_>, mut written: Pairs) -> Pairs {
    let Some(kvm) = build.guest.features.kvm else { return written };
    if kvm.hidden == Some(true) {
        written = written.with("kvm", "off");
    }
    if kvm.hint_dedicated == Some(true) {
        written = written.with("kvm-hint-dedicated", "on");
    }
    if kvm.poll_control == Some(true) {
        written = written.with("kvm-poll-control", "on");
    }
    if kvm.pv_ipi == Some(false) {
        written = written.with("kvm-pv-ipi", "off");
    }
    written
}

fn cache(cpu: &Cpu, written: Pairs) -> Pairs {
    let Some(cache) = cpu.cache else { return written };
    let host = matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum));
    match cache.mode {
        CacheMode::Emulate if host => written.with("host-cache-info", "off").with("l3-cache", "on"),
        CacheMode::Emulate => written.with("l3-cache", "on"),
        CacheMode::Disable if host => written.with("host-cache-info", "off").with("l3-cache", "off"),
        CacheMode::Disable => written.with("l3-cache", "off"),
        CacheMode::Passthrough => written.with("host-cache-info", "on").with("l3-cache", "off"),
    }
}

fn physical_addresses(cpu: &Cpu, written: Pairs) -> Pairs {
    let Some(width) = cpu.max_phys_addr else { return written };
    match width.mode {
        MaxPhysAddrMode::Passthrough => written
            .with("host-phys-bits", "on")
            .maybe("host-phys-bits-limit", width.limit.map(|bits| bits.to_string())),
        MaxPhysAddrMode::Emulate => match width.bits.filter(|bits| *bits != 0) {
            Some(bits) => written.with("phys-bits", bits.to_string()),
            None => written.with("host-phys-bits", "off"),
        },
    }
}
