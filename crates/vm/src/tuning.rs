//! Shares and limits of CPU, memory, block I/O and NUMA memory, as parameters.
//!
//! Those of a running guest are kept by its control group (`control_group`). A guest that runs without one is told
//! the kernel's own values, since nothing else holds; and changing those is refused in libvirt's words.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::memory::NumaMode;
use model::tuning::{BlkioDevice, CpuTune};
use model::{Domain, NumberSet};
use xml::Word as _;

use crate::View;
use crate::control_group::Readings;
use crate::edit::Affected;
use crate::event::EventKind;
use crate::guest::Guest;
use crate::owner::Owner;
use crate::stats::{StatValue, Stats};

/// What libvirt calls no limit at all (`VIR_DOMAIN_MEMORY_PARAM_UNLIMITED`), in KiB.
pub(crate) const UNLIMITED: u64 = 9_007_199_254_740_991;

/// The kernel's own weight, period in µs and quota of a group that nobody has changed.
const SHARES: u64 = 1024;
const PERIOD: u64 = 100_000;
const NO_QUOTA: i64 = -1;
/// The kernel's own weight for block I/O.
const WEIGHT: u32 = 100;

/// A family of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tuning {
    /// CPU shares, periods and quotas.
    Scheduler,
    /// Limits of host memory.
    Memory,
    /// Weights and limits of block I/O.
    Blkio,
    /// Where memory comes from.
    Numa,
}

impl View {
    /// The parameters of a family, of the live definition or of the stored one (DOMAIN_GET_*_PARAMETERS).
    ///
    /// # Errors
    /// Never in practice: see [`View::definition`].
    pub fn tuning(&self, family: Tuning, stored: bool) -> Result<Stats> {
        let domain = if stored { self.next_definition()? } else { self.definition()? }.domain();
        let kept = self.group.as_deref().filter(|_| !stored).map(Readings);
        Ok(match family {
            Tuning::Scheduler => match kept {
                Some(kept) => kept_scheduler(kept, &domain.cpu_tune),
                None => scheduler(stored.then_some(&domain.cpu_tune)),
            },
            Tuning::Memory => match kept.and_then(Readings::memory) {
                Some(limits) => memory(limits),
                None => memory(stored.then_some(domain).map_or([None; 3], defined_memory)),
            },
            Tuning::Blkio => match kept.and_then(Readings::weight) {
                Some(weight) => blkio(Some(domain), weight),
                None => blkio(stored.then_some(domain), if stored { 0 } else { WEIGHT }),
            },
            Tuning::Numa => numa(domain),
        })
    }
}

impl Guest {
    /// Sets parameters of a family (DOMAIN_SET_*_PARAMETERS).
    ///
    /// # Errors
    /// 55 for a guest that runs without a control group; 8 for values out of their range; what the kernel refuses.
    pub async fn set_tuning(&self, family: Tuning, params: Stats, affected: Affected) -> Result<()> {
        check(family, &params)?;
        self.ask(move |owner| Box::pin(async move { owner.set_tuning(family, &params, affected) })).await
    }
}

impl Owner {
    /// All of it, or nothing: what the kernel keeps is changed when the definitions are known to take it.
    fn set_tuning(&mut self, family: Tuning, params: &Stats, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let live = Affected { config: false, ..affected };
        let settings = if affected.live { self.settings_for(family, params)? } else { Vec::new() };
        let change = |params: &Stats, domain: &mut Domain| {
            params.iter().try_for_each(|(name, value)| match family {
                Tuning::Scheduler => set_scheduler(&mut domain.cpu_tune, name, value),
                Tuning::Memory => set_memory(domain, name, value),
                Tuning::Blkio => set_blkio(domain, name, value),
                Tuning::Numa => set_numa(domain, name, value),
            })?;
            check_unlimited(params, domain)?;
            check_limits(family, domain)
        };
        for definition in self.view.live.iter().filter(|_| affected.live) {
            change(params, &mut definition.domain().clone())?;
        }
        self.apply_settings(&settings)?;
        self.edit(Affected { live: false, ..affected }, |domain| change(params, domain))?;
        if affected.live {
            // A quota or a period of 0 leaves a running guest's as it is.
            let is_said = |(_, value): &&(String, StatValue)| {
                family != Tuning::Scheduler || !matches!(value, StatValue::ULLong(0) | StatValue::LLong(0))
            };
            let params: Stats = params.iter().filter(is_said).cloned().collect();
            self.edit(live, |domain| change(&params, domain))?;
            if family == Tuning::Scheduler && !params.is_empty() {
                let named = |(name, value): (String, StatValue)| (format!("cputune.{name}"), value);
                self.tell(EventKind::Tunable { params: params.into_iter().map(named).collect() });
            }
        }
        Ok(())
    }
}

type Period = fn(&mut CpuTune) -> &mut Option<u64>;
type Quota = fn(&mut CpuTune) -> &mut Option<i64>;

/// Names of periods and quotas and where they stand, in libvirt's order.
const PERIODS: [(&str, Period, &str, Quota); 4] = [
    ("vcpu_period", |tune| &mut tune.period, "vcpu_quota", |tune| &mut tune.quota),
    ("emulator_period", |tune| &mut tune.emulator_period, "emulator_quota", |tune| &mut tune.emulator_quota),
    ("global_period", |tune| &mut tune.global_period, "global_quota", |tune| &mut tune.global_quota),
    ("iothread_period", |tune| &mut tune.iothread_period, "iothread_quota", |tune| &mut tune.iothread_quota),
];

fn scheduler(stored: Option<&CpuTune>) -> Stats {
    let mut tune = stored.cloned().unwrap_or_default();
    let (shares, period, quota) = if stored.is_some() { (0, 0, 0) } else { (SHARES, PERIOD, NO_QUOTA) };
    let mut stats = vec![("cpu_shares".to_owned(), StatValue::ULLong(tune.shares.unwrap_or(shares)))];
    for (period_name, period_of, quota_name, quota_of) in PERIODS {
        let value = period_of(&mut tune).unwrap_or(period);
        stats.push((period_name.to_owned(), StatValue::ULLong(value)));
        let value = quota_of(&mut tune).unwrap_or(quota);
        stats.push((quota_name.to_owned(), StatValue::LLong(value)));
    }
    stats
}

fn set_scheduler(tune: &mut CpuTune, name: &str, value: &StatValue) -> Result<()> {
    match *value {
        StatValue::ULLong(value) if name == "cpu_shares" => tune.shares = Some(value),
        StatValue::ULLong(value) => {
            if let Some((_, place, ..)) = PERIODS.iter().find(|(period, ..)| *period == name) {
                *place(tune) = Some(value).filter(|value| *value != 0);
            }
        }
        StatValue::LLong(value) => {
            if let Some((_, _, _, place)) = PERIODS.iter().find(|(_, _, quota, _)| *quota == name) {
                *place(tune) = Some(value).filter(|value| *value != 0);
            }
        }
        _ => {}
    }
    Ok(())
}

/// What the kernel keeps; of parts that the group has not got, what the definition says.
fn kept_scheduler(kept: Readings<'_>, tune: &CpuTune) -> Stats {
    let mut tune = tune.clone();
    let mut stats = vec![("cpu_shares".to_owned(), StatValue::ULLong(kept.shares().unwrap_or(SHARES)))];
    for (period_name, period_of, quota_name, quota_of) in PERIODS {
        let part = match period_name.split('_').next() {
            Some("vcpu") => Some("vcpu0".to_owned()),
            Some("global") => None,
            Some("iothread") => kept.first_iothread(),
            _ => Some("emulator".to_owned()),
        };
        let defined = (period_of(&mut tune).unwrap_or(PERIOD), quota_of(&mut tune).unwrap_or(NO_QUOTA));
        let absent = part.is_none() && !period_name.starts_with("global");
        let read = if absent { None } else { kept.bandwidth(part.as_deref()) };
        let (period, quota) = read.unwrap_or(defined);
        stats.push((period_name.to_owned(), StatValue::ULLong(period)));
        stats.push((quota_name.to_owned(), StatValue::LLong(quota)));
    }
    stats
}

/// Hard limit, soft limit, and that of memory and swap, in KiB.
const fn defined_memory(domain: &Domain) -> [Option<u64>; 3] {
    let tune = &domain.memory.tune;
    [tune.hard_limit, tune.soft_limit, tune.swap_hard_limit]
}

fn memory(limits: [Option<u64>; 3]) -> Stats {
    let names = ["hard_limit", "soft_limit", "swap_hard_limit"];
    let named = names.into_iter().zip(limits);
    named.map(|(name, limit)| (name.to_owned(), StatValue::ULLong(limit.unwrap_or(UNLIMITED)))).collect()
}

fn set_memory(domain: &mut Domain, name: &str, value: &StatValue) -> Result<()> {
    let StatValue::ULLong(kib) = *value else { return Ok(()) };
    let limit = Some(kib).filter(|kib| *kib < UNLIMITED);
    let tune = &mut domain.memory.tune;
    match name {
        "hard_limit" => tune.hard_limit = limit,
        "soft_limit" => tune.soft_limit = limit,
        "swap_hard_limit" => tune.swap_hard_limit = limit,
        _ => {}
    }
    Ok(())
}

/// One number of a device, as text.
type DeviceNumber = fn(&BlkioDevice) -> Option<u64>;

/// Parameters that are lists of devices with a number each.
const DEVICE_LISTS: [(&str, DeviceNumber); 5] = [
    ("device_weight", |device| device.weight.map(u64::from)),
    ("device_read_iops_sec", |device| device.read_iops_sec.map(u64::from)),
    ("device_write_iops_sec", |device| device.write_iops_sec.map(u64::from)),
    ("device_read_bytes_sec", |device| device.read_bytes_sec),
    ("device_write_bytes_sec", |device| device.write_bytes_sec),
];

/// `weight` stands where the definition has none, and for that of a running guest.
fn blkio(of: Option<&Domain>, weight: u32) -> Stats {
    let tune = of.map(|domain| domain.blkio_tune.clone()).unwrap_or_default();
    let weight = if weight == 0 { tune.weight.unwrap_or(0) } else { weight };
    let mut stats = vec![("weight".to_owned(), StatValue::UInt(weight))];
    for (name, number) in DEVICE_LISTS {
        let each =
            tune.devices.iter().filter_map(|device| Some(format!("{},{}", device.path, number(device)?)));
        stats.push((name.to_owned(), StatValue::Text(each.collect::<Vec<_>>().join(","))));
    }
    stats
}

/// Splits `/dev/a,5,/dev/b,7`.
pub(crate) fn blkio_devices(name: &str, list: &str) -> Result<Vec<(String, u64)>> {
    let mut words = list.split(',').filter(|_| !list.is_empty());
    let mut found = Vec::new();
    while let Some(path) = words.next() {
        let number = words.next().ok_or_else(|| {
            bad_in(ErrorDomain::Domain, &format!("unable to parse blkio device '{name}' '{list}'"))
        })?;
        let value = number.parse().map_err(|_| {
            let detail = format!("invalid value '{number}' for parameter '{name}' of device '{path}'");
            bad_in(ErrorDomain::Domain, &detail)
        })?;
        found.push((path.to_owned(), value));
    }
    Ok(found)
}

fn set_blkio(domain: &mut Domain, name: &str, value: &StatValue) -> Result<()> {
    let tune = &mut domain.blkio_tune;
    let list = match value {
        StatValue::UInt(weight) if name == "weight" => {
            tune.weight = Some(*weight).filter(|weight| *weight != 0);
            return Ok(());
        }
        StatValue::Text(list) => list,
        _ => return Ok(()),
    };
    for (path, value) in blkio_devices(name, list)? {
        let value = Some(value).filter(|value| *value != 0);
        let small = value.and_then(|value| u32::try_from(value).ok());
        let at = tune.devices.iter().position(|device| device.path == path).unwrap_or_else(|| {
            tune.devices.push(BlkioDevice { path: path.clone(), ..BlkioDevice::default() });
            tune.devices.len() - 1
        });
        let Some(device) = tune.devices.get_mut(at) else { continue };
        match name {
            "device_weight" => device.weight = small,
            "device_read_iops_sec" => device.read_iops_sec = small,
            "device_write_iops_sec" => device.write_iops_sec = small,
            "device_read_bytes_sec" => device.read_bytes_sec = value,
            "device_write_bytes_sec" => device.write_bytes_sec = value,
            _ => {}
        }
    }
    tune.devices.retain(|device| DEVICE_LISTS.iter().any(|(_, number)| number(device).is_some()));
    Ok(())
}

fn numa(domain: &Domain) -> Stats {
    let policy = domain.numa_tune.memory.clone().unwrap_or_default();
    let mode = NumaMode::ALL.iter().position(|mode| Some(*mode) == policy.mode).unwrap_or(0);
    let nodes = policy.nodeset.map_or_else(String::new, |set| set.to_string());
    vec![
        ("numa_mode".to_owned(), StatValue::Int(i32::try_from(mode).unwrap_or(0))),
        ("numa_nodeset".to_owned(), StatValue::Text(nodes)),
    ]
}

fn set_numa(domain: &mut Domain, name: &str, value: &StatValue) -> Result<()> {
    let policy = domain.numa_tune.memory.get_or_insert_default();
    policy.mode.get_or_insert(NumaMode::Strict);
    match value {
        StatValue::Int(mode) if name == "numa_mode" => policy.mode = numa_mode(*mode),
        StatValue::Text(nodes) if name == "numa_nodeset" => policy.nodeset = nodeset(nodes)?,
        _ => {}
    }
    Ok(())
}

pub(crate) fn numa_mode(number: i32) -> Option<NumaMode> {
    NumaMode::ALL.get(usize::try_from(number).ok()?).copied()
}

pub(crate) fn nodeset(text: &str) -> Result<Option<NumberSet>> {
    let set = NumberSet::parse(text).filter(|set| !set.is_empty());
    let unreadable = || bad_in(ErrorDomain::None, &format!("Failed to parse bitmap '{text}'"));
    set.map(Some).ok_or_else(unreadable)
}

/// What is wrong with the values whatever the guest is.
fn check(family: Tuning, params: &Stats) -> Result<()> {
    for (name, value) in params {
        match (family, value) {
            // Its range is the kernel's, and of what is stored no matter.
            (Tuning::Scheduler, StatValue::ULLong(_)) if name == "cpu_shares" => {}
            (Tuning::Scheduler, StatValue::ULLong(period)) if *period != 0 => {
                in_range(name, i128::from(*period), 1000, 1_000_000)?;
            }
            (Tuning::Scheduler, StatValue::LLong(quota)) if *quota > 0 => {
                in_range(name, i128::from(*quota), 1000, 17_592_186_044_415)?;
            }
            (Tuning::Blkio, StatValue::Text(list)) => drop(blkio_devices(name, list)?),
            (Tuning::Numa, StatValue::Int(mode)) if numa_mode(*mode).is_none() => {
                return Err(bad_in(ErrorDomain::Qemu, &format!("unsupported numatune mode: '{mode}'")));
            }
            (Tuning::Numa, StatValue::Text(nodes)) => drop(nodeset(nodes)?),
            _ => {}
        }
    }
    Ok(())
}

/// No limit of memory is above any of memory and swap.
fn check_unlimited(params: &Stats, domain: &Domain) -> Result<()> {
    let is_unlimited = |(name, value): &(String, StatValue)| {
        name == "hard_limit" && matches!(value, StatValue::ULLong(kib) if *kib >= UNLIMITED)
    };
    if domain.memory.tune.swap_hard_limit.is_some() && params.iter().any(is_unlimited) {
        return Err(bad_in(ErrorDomain::Domain, HARD_ABOVE_SWAP));
    }
    Ok(())
}

const HARD_ABOVE_SWAP: &str =
    "memory hard_limit tunable value must be lower than or equal to swap_hard_limit";

/// What is wrong with the definition that would come of it.
fn check_limits(family: Tuning, domain: &Domain) -> Result<()> {
    let tune = &domain.memory.tune;
    if family == Tuning::Memory
        && let Some((hard, swap)) = tune.hard_limit.zip(tune.swap_hard_limit)
        && hard > swap
    {
        return Err(bad_in(ErrorDomain::Domain, HARD_ABOVE_SWAP));
    }
    if family == Tuning::Numa
        && let Some(policy) = &domain.numa_tune.memory
        && policy.nodeset.is_none()
    {
        let detail = "nodeset for NUMA memory tuning must be set if 'placement' is 'static'";
        return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Domain, detail));
    }
    Ok(())
}

fn bad_in(domain: ErrorDomain, detail: &str) -> Error {
    Error::new(Code::InvalidArg, domain, detail)
}

/// # Errors
/// 8 for a value that the kernel does not take.
fn in_range(name: &str, value: i128, least: i128, most: i128) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(bad_in(ErrorDomain::Qemu, &format!("value of '{name}' is out of range [{least}, {most}]")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_refused() {
        let message = |family, name: &str, value| {
            check(family, &vec![(name.to_owned(), value)]).err().map(|e| e.message).unwrap_or_default()
        };
        for (family, name, value, text) in [
            (
                Tuning::Scheduler,
                "vcpu_period",
                StatValue::ULLong(5),
                "invalid argument: value of 'vcpu_period' is out of range [1000, 1000000]",
            ),
            (
                Tuning::Scheduler,
                "vcpu_quota",
                StatValue::LLong(5),
                "invalid argument: value of 'vcpu_quota' is out of range [1000, 17592186044415]",
            ),
            (Tuning::Scheduler, "vcpu_quota", StatValue::LLong(-1), ""),
            (
                Tuning::Numa,
                "numa_mode",
                StatValue::Int(9),
                "invalid argument: unsupported numatune mode: '9'",
            ),
            (
                Tuning::Numa,
                "numa_nodeset",
                StatValue::Text("x".into()),
                "invalid argument: Failed to parse bitmap 'x'",
            ),
            (
                Tuning::Blkio,
                "device_weight",
                StatValue::Text("/dev/vda,x".into()),
                "invalid argument: invalid value 'x' for parameter 'device_weight' of device '/dev/vda'",
            ),
        ] {
            assert_eq!(message(family, name, value), text, "{name}");
        }
    }

    #[test]
    fn a_device_is_set_and_removed() {
        let mut domain = crate::test_guest::domain();
        let set = |domain: &mut Domain, text: &str| {
            set_blkio(domain, "device_weight", &StatValue::Text(text.into())).unwrap();
        };
        set(&mut domain, "/dev/a,300,/dev/b,400");
        assert_eq!(
            blkio(Some(&domain), 0).get(1),
            Some(&("device_weight".to_owned(), StatValue::Text("/dev/a,300,/dev/b,400".into())))
        );
        set(&mut domain, "/dev/a,0");
        assert_eq!(domain.blkio_tune.devices.len(), 1);
    }
}
