//! Reading what is said about shares and limits.

use errors::Code;
use xml::{Element, Number, Result};

use super::{
    BlkioDevice, BlkioTune, CacheMonitor, CacheShare, CacheTune, CpuTune, IoTune, MemoryBandwidthTune, Pin,
    Sched, SchedPolicy, Scheduler,
};
use crate::{NumberSet, Parse};

impl CpuTune {
    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            shares: cpu_number(e, "shares")?,
            period: period(e, "period")?,
            quota: quota(e, "quota")?,
            global_period: period(e, "global_period")?,
            global_quota: quota(e, "global_quota")?,
            emulator_period: period(e, "emulator_period")?,
            emulator_quota: quota(e, "emulator_quota")?,
            iothread_period: period(e, "iothread_period")?,
            iothread_quota: quota(e, "iothread_quota")?,
            vcpu_pins: pins(e, "vcpupin", |e| e.required_number("vcpu"))?,
            emulator_pin: emulator_pin(e)?,
            iothread_pins: pins(e, "iothreadpin", |e| {
                e.nonzero("iothread")?.ok_or_else(|| e.missing_attribute("iothread"))
            })?,
            vcpu_scheds: scheds(e, "vcpusched", "vcpus")?,
            iothread_scheds: scheds(e, "iothreadsched", "iothreads")?,
            emulator_sched: emulator_sched(e)?,
            cache_tunes: e.each("cachetune", |e| CacheTune::parse(e, how))?,
            memory_tunes: e.each("memorytune", MemoryBandwidthTune::parse)?,
        })
    }
}

/// The number in a child of `<cputune>`; `None` when there is no such child.
fn cpu_number<T: Number>(e: &Element<'_>, name: &str) -> Result<Option<T>> {
    let Some(text) = e.child_text(name) else { return Ok(None) };
    match T::from_text(&text, 10) {
        Some(number) => Ok(Some(number)),
        None => {
            let what = format!("can't parse cputune {} value", name.replace('_', " "));
            Err(e.fault(Code::XmlError, what))
        }
    }
}

/// A period in microseconds; 0 means none.
fn period(e: &Element<'_>, name: &str) -> Result<Option<u64>> {
    match cpu_number::<u64>(e, name)? {
        Some(value) if value != 0 && !(1000..=1_000_000).contains(&value) => {
            Err(out_of_range(e, name, "[1000, 1000000]"))
        }
        other => Ok(other.filter(|value| *value != 0)),
    }
}

/// A quota in microseconds; negative means that there is none, 0 that none was given.
fn quota(e: &Element<'_>, name: &str) -> Result<Option<i64>> {
    match cpu_number::<i64>(e, name)? {
        Some(value) if value > 0 && !(1000..=17_592_186_044_415).contains(&value) => {
            Err(out_of_range(e, name, "[1000, 17592186044415]"))
        }
        other => Ok(other.filter(|value| *value != 0)),
    }
}

fn out_of_range(e: &Element<'_>, name: &str, range: &str) -> xml::Fault {
    e.fault(Code::ConfigUnsupported, format!("Value of cputune '{name}' must be in range {range}"))
}

fn pins(e: &Element<'_>, name: &str, id: impl Fn(&Element<'_>) -> Result<u32>) -> Result<Vec<Pin>> {
    let mut pins: Vec<Pin> = Vec::new();
    for child in e.children().filter(|child| child.name() == name) {
        let id = id(&child)?;
        let cpuset = pin_set(&child, name)?;
        if pins.iter().any(|pin| pin.id == id) {
            let what = match name {
                "vcpupin" => format!("duplicate vcpupin for vcpu '{id}'"),
                _ => format!("duplicate iothreadpin for same iothread '{id}'"),
            };
            return Err(child.fault(Code::InternalError, what));
        }
        pins.push(Pin { id, cpuset });
    }
    pins.sort_by_key(|pin| pin.id);
    Ok(pins)
}

fn emulator_pin(e: &Element<'_>) -> Result<Option<NumberSet>> {
    let mut all = e.children_named("emulatorpin");
    let pin = all.next().map(|pin| pin_set(&pin, "emulatorpin")).transpose()?;
    match all.next() {
        Some(second) => Err(second.fault(Code::XmlError, "only one emulatorpin is supported")),
        None => Ok(pin),
    }
}

fn pin_set(e: &Element<'_>, name: &str) -> Result<NumberSet> {
    let missing = || e.fault(Code::InternalError, format!("missing cpuset for {name}"));
    let set = NumberSet::attribute(e, "cpuset")?.ok_or_else(missing)?;
    match set.is_empty() {
        false => Ok(set),
        true => {
            let given = e.attribute("cpuset").unwrap_or_default();
            Err(e.fault(Code::ConfigUnsupported, format!("Invalid value of 'cpuset': {given}")))
        }
    }
}

fn emulator_sched(e: &Element<'_>) -> Result<Option<SchedPolicy>> {
    match e.children_named("emulatorsched").nth(1) {
        Some(second) => Err(second.fault(Code::XmlError, "only one emulatorsched is supported")),
        None => e.maybe("emulatorsched", SchedPolicy::parse),
    }
}

/// How threads are scheduled, one by one and in their order.
fn scheds(e: &Element<'_>, name: &str, ids: &str) -> Result<Vec<Sched>> {
    let mut each: Vec<(u32, SchedPolicy)> = Vec::new();
    for child in e.children().filter(|child| child.name() == name) {
        let Sched { ids: threads, policy } = Sched::parse(&child, ids)?;
        for thread in threads.iter() {
            if each.iter().any(|(known, _)| *known == thread) {
                let what = format!("'{name}' attributes '{ids}' must not overlap");
                return Err(child.fault(Code::XmlDetail, what));
            }
            each.push((thread, policy));
        }
    }
    each.sort_by_key(|(thread, _)| *thread);
    Ok(each
        .into_iter()
        .map(|(thread, policy)| Sched { ids: [thread].into_iter().collect(), policy })
        .collect())
}

impl Sched {
    fn parse(e: &Element<'_>, ids: &str) -> Result<Self> {
        let missing =
            || e.fault(Code::XmlError, format!("Missing attribute '{ids}' in element '{}'", e.name()));
        let set = NumberSet::attribute(e, ids)?.ok_or_else(missing)?;
        if set.is_empty() {
            let given = e.attribute(ids).unwrap_or_default();
            return Err(e.fault(Code::XmlError, format!("Invalid value of '{ids}': {given}")));
        }
        Ok(Self { ids: set, policy: SchedPolicy::parse(e)? })
    }
}

impl SchedPolicy {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let scheduler = e.required_word("scheduler")?;
        let priority = match scheduler {
            Scheduler::Fifo | Scheduler::Rr => Some(e.required_number("priority")?),
            Scheduler::Batch | Scheduler::Idle => None,
        };
        Ok(Self { scheduler, priority })
    }
}

impl CacheTune {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            vcpus: required_vcpus(e)?,
            id: e.string("id").filter(|_| how.live),
            caches: e.each("cache", CacheShare::parse)?,
            monitors: e.each("monitor", CacheMonitor::parse)?,
        })
    }
}

fn required_vcpus(e: &Element<'_>) -> Result<NumberSet> {
    let fault = |what: String| e.fault(Code::XmlError, what);
    let name = e.name();
    let missing = || fault(format!("Missing {name} attribute 'vcpus'"));
    let text = e.attribute("vcpus").ok_or_else(missing)?;
    let invalid = || fault(format!("Invalid {name} attribute 'vcpus' value '{text}'"));
    NumberSet::parse(text).ok_or_else(invalid)
}

impl CacheShare {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            id: e.required_number("id")?,
            level: e.required_number("level")?,
            kind: e.required_word("type")?,
            size: crate::size::attribute_bytes(e, "size", "unit")?,
        })
    }
}

impl CacheMonitor {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { level: e.required_number("level")?, vcpus: required_vcpus(e)? })
    }
}

impl MemoryBandwidthTune {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            vcpus: required_vcpus(e)?,
            nodes: e
                .each("node", |node| Ok((node.required_number("id")?, node.required_number("bandwidth")?)))?,
            monitors: e.each("monitor", required_vcpus)?,
        })
    }
}

impl BlkioTune {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let weight = e.child_text("weight").and_then(|text| text.parse().ok());
        Ok(Self { weight: weight.filter(|weight| *weight != 0), devices: BlkioDevice::parse_all(e)? })
    }
}

impl BlkioDevice {
    /// Reads every device. One without weight and limits is as good as not mentioned.
    fn parse_all(e: &Element<'_>) -> Result<Vec<Self>> {
        let mut devices: Vec<Self> = Vec::new();
        for device in e.each("device", Self::parse)? {
            if devices.iter().any(|other| other.path == device.path) {
                let what = format!("duplicate blkio device path '{}'", device.path);
                return Err(e.fault(Code::ConfigUnsupported, what));
            }
            devices.push(device);
        }
        devices.retain(Self::is_limited);
        Ok(devices)
    }

    fn is_limited(&self) -> bool {
        *self != Self { path: self.path.clone(), ..Self::default() }
    }

    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = || e.fault(Code::ConfigUnsupported, "missing per-device path");
        Ok(Self {
            path: e.child_text("path").ok_or_else(missing)?,
            weight: device_number(e, "weight", "could not parse weight")?,
            read_iops_sec: device_number(e, "read_iops_sec", "could not parse read iops sec")?,
            write_iops_sec: device_number(e, "write_iops_sec", "could not parse write iops sec")?,
            read_bytes_sec: device_number(e, "read_bytes_sec", "could not parse read bytes sec")?,
            write_bytes_sec: device_number(e, "write_bytes_sec", "could not parse write bytes sec")?,
        })
    }
}

fn device_number<T: Number + PartialEq + Default>(
    e: &Element<'_>,
    name: &str,
    complaint: &str,
) -> Result<Option<T>> {
    let Some(text) = e.child_text(name) else { return Ok(None) };
    match T::from_text(&text, 10) {
        Some(number) => Ok(Some(number).filter(|number| *number != T::default())),
        None => Err(e.fault(Code::ConfigUnsupported, format!("{complaint} {text}"))),
    }
}

impl IoTune {
    /// Reads the limits of what complaints call `whose`.
    pub(crate) fn parse(e: &Element<'_>, whose: &str) -> Result<Self> {
        let mut tune = Self { group_name: e.child_text("group_name"), ..Self::default() };
        for (name, limit) in tune.limits_mut() {
            let Some(text) = e.child_text(name) else { continue };
            match text.parse::<u64>() {
                Ok(value) => *limit = Some(value).filter(|value| *value != 0),
                Err(_) => {
                    let what = format!("{whose} field '{name}' must be an integer");
                    return Err(e.fault(Code::XmlError, what));
                }
            }
        }
        Ok(tune)
    }
}
