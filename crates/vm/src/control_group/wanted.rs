//! What a definition wants of a guest's control group, as knobs.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::cgroup::{Bandwidth, Device, DeviceLimit, Knob};
use host::node::CpuSet;
use model::memory::NumaMode;
use model::tuning::BlkioDevice;
use model::{Domain, NumberSet};

use crate::Pinned;
use crate::affinity::defined_cpus;

/// A part's directory.
pub(super) fn part(whose: Pinned) -> String {
    match whose {
        Pinned::Vcpu(number) => format!("vcpu{number}"),
        Pinned::Emulator => "emulator".to_owned(),
        Pinned::IoThread(number) => format!("iothread{number}"),
    }
}

/// Whether the definition limits time on processors, which cannot be left undone.
pub(super) fn limits_cpu(domain: &Domain) -> bool {
    let tune = &domain.cpu_tune;
    let periods = [tune.period, tune.global_period, tune.emulator_period, tune.iothread_period];
    let quotas = [tune.quota, tune.global_quota, tune.emulator_quota, tune.iothread_quota];
    periods.iter().any(Option::is_some) || quotas.iter().any(Option::is_some)
}

/// What is set of the whole group, in this order. `device` tells the numbers of a block device.
///
/// # Errors
/// Those of `device`.
pub(super) fn of_guest(domain: &Domain, device: impl Fn(&str) -> Result<Device>) -> Result<Vec<Knob>> {
    let mut knobs = Vec::new();
    knobs.extend(domain.blkio_tune.weight.map(Knob::Weight));
    for limited in &domain.blkio_tune.devices {
        knobs.extend(of_device(limited, device(&limited.path)?));
    }
    let tune = &domain.memory.tune;
    knobs.extend(tune.hard_limit.map(|kib| Knob::MemoryHard(bytes(kib))));
    knobs.extend(tune.soft_limit.map(|kib| Knob::MemorySoft(bytes(kib))));
    knobs.extend(tune.swap_hard_limit.map(|kib| Knob::MemorySwap(bytes(kib))));
    let tune = &domain.cpu_tune;
    knobs.extend(tune.shares.map(Knob::Shares));
    knobs.extend(bandwidth(tune.global_period, tune.global_quota));
    if nodes(domain).is_some() {
        knobs.push(Knob::MovesMemory);
    }
    Ok(knobs)
}

/// What is set of a part.
pub(super) fn of_part(domain: &Domain, whose: Pinned) -> Vec<Knob> {
    let tune = &domain.cpu_tune;
    let (period, quota) = match whose {
        Pinned::Vcpu(_) => (tune.period, tune.quota),
        Pinned::Emulator => (tune.emulator_period, tune.emulator_quota),
        Pinned::IoThread(_) => (tune.iothread_period, tune.iothread_quota),
    };
    let mut knobs = Vec::new();
    knobs.extend(defined_cpus(domain, whose).map(cpus));
    knobs.extend(nodes(domain).map(|nodes| Knob::Mems(nodes.to_string())));
    knobs.extend(bandwidth(period, quota));
    knobs
}

/// Which processors.
pub(super) fn cpus(set: &NumberSet) -> Knob {
    Knob::Cpus(CpuSet(set.iter().collect()))
}

/// The host's memory nodes that nothing else may be taken from.
fn nodes(domain: &Domain) -> Option<&NumberSet> {
    let policy = domain.numa_tune.memory.as_ref()?;
    let binds = matches!(policy.mode, None | Some(NumaMode::Strict | NumaMode::Restrictive));
    policy.nodeset.as_ref().filter(|_| binds)
}

/// A period that is 0 and a quota that is 0 say nothing.
pub(super) fn bandwidth(period: Option<u64>, quota: Option<i64>) -> Option<Knob> {
    let (period, quota) = (period.filter(|period| *period != 0), quota.filter(|quota| *quota != 0));
    (period.is_some() || quota.is_some()).then_some(Knob::Bandwidth(Bandwidth { period, quota }))
}

/// KiB in bytes.
pub(super) fn bytes(kib: u64) -> Option<u64> {
    kib.checked_mul(1024)
}

/// What a definition says of a device.
fn of_device(limited: &BlkioDevice, device: Device) -> Vec<Knob> {
    let limit = |what, value: Option<u64>| value.map(|value| Knob::DeviceLimit(device, what, value));
    let each = [
        limited.weight.map(|weight| Knob::DeviceWeight(device, weight)),
        limit(DeviceLimit::ReadIops, limited.read_iops_sec.map(u64::from)),
        limit(DeviceLimit::WriteIops, limited.write_iops_sec.map(u64::from)),
        limit(DeviceLimit::ReadBytes, limited.read_bytes_sec),
        limit(DeviceLimit::WriteBytes, limited.write_bytes_sec),
    ];
    each.into_iter().flatten().collect()
}

/// The partition that a definition names.
///
/// # Errors
/// 67 for one that does not begin at the root.
pub(super) fn partition(domain: &Domain) -> Result<Option<&str>> {
    let named = domain.resource.as_ref().and_then(|resource| resource.partition.as_deref());
    if let Some(relative) = named.filter(|named| !named.starts_with('/')) {
        let detail = format!("Resource partition '{relative}' must start with '/'");
        return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(extra: &str) -> Domain {
        let text = format!(
            "<domain type='qemu'><name>small</name><memory>1024</memory>\
             <vcpu cpuset='0-1'>2</vcpu>{extra}<os><type arch='x86_64' machine='q35'>hvm</type></os></domain>"
        );
        Domain::parse(&text).unwrap()
    }

    #[test]
    fn a_guest_wants_what_its_definition_says() {
        let domain = domain(
            "<cputune><shares>512</shares><period>5000</period><global_quota>7000</global_quota>\
             <emulator_quota>-1</emulator_quota><vcpupin vcpu='1' cpuset='1'/><emulatorpin cpuset='0'/></cputune>\
             <memtune><soft_limit>2</soft_limit></memtune><blkiotune><weight>300</weight>\
             <device><path>/dev/a</path><read_bytes_sec>9</read_bytes_sec></device></blkiotune>\
             <numatune><memory mode='strict' nodeset='0'/></numatune>",
        );
        let device = Device { major: 8, minor: 1 };
        let quota = |period, quota| Knob::Bandwidth(Bandwidth { period, quota });
        assert_eq!(
            of_guest(&domain, |_| Ok(device)).unwrap(),
            [
                Knob::Weight(300),
                Knob::DeviceLimit(device, DeviceLimit::ReadBytes, 9),
                Knob::MemorySoft(Some(2048)),
                Knob::Shares(512),
                quota(None, Some(7000)),
                Knob::MovesMemory,
            ]
        );
        let set = |list: &[u32]| Knob::Cpus(CpuSet(list.iter().copied().collect()));
        let mems = Knob::Mems("0".into());
        for (whose, knobs) in [
            (Pinned::Emulator, vec![set(&[0]), mems.clone(), quota(None, Some(-1))]),
            (Pinned::Vcpu(0), vec![set(&[0, 1]), mems.clone(), quota(Some(5000), None)]),
            (Pinned::Vcpu(1), vec![set(&[1]), mems.clone(), quota(Some(5000), None)]),
            (Pinned::IoThread(1), vec![set(&[0, 1]), mems.clone()]),
        ] {
            assert_eq!(of_part(&domain, whose), knobs, "{whose:?}");
        }
    }

    #[test]
    fn only_limits_of_processor_time_cannot_be_left_undone() {
        assert!(!limits_cpu(&domain("<cputune><shares>512</shares></cputune>")));
        assert!(limits_cpu(&domain("<cputune><iothread_quota>5000</iothread_quota></cputune>")));
    }

    #[test]
    fn a_partition_begins_at_the_root() {
        let named = |path: &str| domain(&format!("<resource><partition>{path}</partition></resource>"));
        assert_eq!(partition(&named("/a/b")).unwrap(), Some("/a/b"));
        let why = partition(&named("a")).unwrap_err();
        assert_eq!(why.message, "unsupported configuration: Resource partition 'a' must start with '/'");
    }
}
