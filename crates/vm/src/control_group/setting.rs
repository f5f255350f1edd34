//! Changing what a running guest's group keeps.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::cgroup::{Bandwidth, Controller, DeviceLimit, Group, Knob, Version};
use host::node::Node;
use model::memory::NumaMode;
use model::{Domain, NumberSet};

use super::placing::{device, refused};
use super::{Readings, wanted};
use crate::Pinned;
use crate::lifecycle::invalid;
use crate::owner::Owner;
use crate::stats::{StatValue, Stats};
use crate::tuning::{Tuning, blkio_devices};

/// A knob and the part that it is set of; none for the whole group.
type Setting = (Option<String>, Knob);

impl Tuning {
    /// Whose parameters they are, and what is said where that is not there.
    const fn controller(self) -> (Controller, &'static str) {
        match self {
            Self::Scheduler => (Controller::Cpu, "cgroup CPU controller is not mounted"),
            Self::Memory => (Controller::Memory, "cgroup memory controller is not mounted"),
            Self::Blkio => (Controller::Blkio, "blkio cgroup isn't mounted"),
            Self::Numa => (Controller::CpuSet, "cgroup cpuset controller is not mounted"),
        }
    }
}

impl Owner {
    /// What has to be set of the running guest's group for these parameters.
    ///
    /// # Errors
    /// 55 without a group that has the controller; 8, 38, 55 and 67 for values that cannot be.
    pub(crate) fn settings_for(&self, family: Tuning, params: &Stats) -> Result<Vec<Setting>> {
        let (controller, missing) = family.controller();
        let group = self.view.group.as_ref().filter(|group| group.version_of(controller).is_some());
        let (Some(group), Some(live)) = (group, &self.view.live) else { return Err(invalid(missing)) };
        match family {
            Tuning::Scheduler => scheduler(group, params),
            Tuning::Memory => Ok(memory(group, params)),
            Tuning::Blkio => blkio(group, params),
            Tuning::Numa => numa(group, live.domain(), params),
        }
    }

    /// Sets all of them, or none: what was set before a refusal gets the definition's value again.
    ///
    /// # Errors
    /// What the kernel refused.
    pub(crate) fn apply_settings(&self, settings: &[Setting]) -> Result<()> {
        let Some(group) = &self.view.group else { return Ok(()) };
        for (done, (part, knob)) in settings.iter().enumerate() {
            if let Err(why) = group.set(part.as_deref(), knob) {
                if done > 0 {
                    self.restore_settings(group);
                }
                return Err(refused(&why));
            }
        }
        Ok(())
    }

    fn restore_settings(&self, group: &Group) {
        let Some(live) = &self.view.live else { return };
        let domain = live.domain();
        let whole = wanted::of_guest(domain, device).unwrap_or_default();
        let parts = parts(group).into_iter().flat_map(|(name, whose)| {
            wanted::of_part(domain, whose).into_iter().map(move |knob| (Some(name.clone()), knob))
        });
        for (part, knob) in whole.into_iter().map(|knob| (None, knob)).chain(parts) {
            if let Err(why) = group.set(part.as_deref(), &knob) {
                tracing::warn!("domain '{}': its control group: {why}", self.view.name);
            }
        }
    }

    /// Lets a thread's part be on these processors only.
    ///
    /// # Errors
    /// What the kernel refused.
    pub(crate) fn confine(&self, whose: Pinned, cpus: &NumberSet) -> Result<()> {
        let Some(group) = &self.view.group else { return Ok(()) };
        group.set(Some(&wanted::part(whose)), &wanted::cpus(cpus)).map_err(|why| refused(&why))
    }
}

/// The parts that a group has.
fn parts(group: &Group) -> Vec<(String, Pinned)> {
    let whose = |name: String| {
        let number = |prefix| name.strip_prefix(prefix)?.parse().ok();
        let whose = match (number("vcpu"), number("iothread")) {
            (Some(vcpu), _) => Pinned::Vcpu(vcpu),
            (_, Some(iothread)) => Pinned::IoThread(iothread),
            _ => Pinned::Emulator,
        };
        (name, whose)
    };
    group.parts().into_iter().map(whose).collect()
}

fn scheduler(group: &Group, params: &Stats) -> Result<Vec<Setting>> {
    let version = group.version_of(Controller::Cpu);
    let mut settings = Vec::new();
    for (name, value) in params {
        let knob = match *value {
            StatValue::ULLong(shares) if name == "cpu_shares" => {
                let (least, most) = if version == Some(Version::V2) { (1, 10_000) } else { (2, 262_144) };
                if !(least..=most).contains(&shares) {
                    let detail = format!("shares '{shares}' must be in range [{least}, {most}]");
                    return Err(Error::new(Code::InvalidArg, ErrorDomain::Cgroup, detail));
                }
                settings.push((None, Knob::Shares(shares)));
                continue;
            }
            StatValue::ULLong(period) => Bandwidth { period: Some(period), quota: None },
            StatValue::LLong(quota) => Bandwidth { period: None, quota: Some(quota) },
            _ => continue,
        };
        // What is 0 says nothing.
        if wanted::bandwidth(knob.period, knob.quota).is_none() {
            continue;
        }
        let prefix = name.split('_').next().unwrap_or_default();
        let of: Vec<Option<String>> = match prefix {
            "global" => vec![None],
            prefix => group.parts().into_iter().filter(|part| part.starts_with(prefix)).map(Some).collect(),
        };
        for part in of {
            // The second kind has both in one line.
            let known = Readings(group).bandwidth(part.as_deref()).map(|(_, quota)| quota);
            let quota = knob.quota.or(known.filter(|_| version == Some(Version::V2)));
            settings.push((part, Knob::Bandwidth(Bandwidth { quota, ..knob })));
        }
    }
    Ok(settings)
}

fn memory(group: &Group, params: &Stats) -> Vec<Setting> {
    let limit = |wanted: &str| {
        params.iter().find_map(|(name, value)| match value {
            StatValue::ULLong(kib) if name == wanted => {
                Some(Some(*kib).filter(|kib| *kib < crate::tuning::UNLIMITED).and_then(wanted::bytes))
            }
            _ => None,
        })
    };
    let (hard, swap) =
        (limit("hard_limit").map(Knob::MemoryHard), limit("swap_hard_limit").map(Knob::MemorySwap));
    let soft = limit("soft_limit").map(Knob::MemorySoft);
    // The kernel wants the limit of both above that of memory at every moment.
    let now = Readings(group).memory().and_then(|[hard, ..]| hard);
    let grows = |knob: &Knob| match knob {
        Knob::MemoryHard(bytes) => now.is_some_and(|now| bytes.is_none_or(|bytes| bytes / 1024 > now)),
        _ => false,
    };
    let order = if hard.as_ref().is_some_and(grows) { [swap, hard, soft] } else { [hard, soft, swap] };
    order.into_iter().flatten().map(|knob| (None, knob)).collect()
}

fn blkio(group: &Group, params: &Stats) -> Result<Vec<Setting>> {
    let mut settings = Vec::new();
    for (name, value) in params {
        let what = match name.as_str() {
            "device_read_iops_sec" => Some(DeviceLimit::ReadIops),
            "device_write_iops_sec" => Some(DeviceLimit::WriteIops),
            "device_read_bytes_sec" => Some(DeviceLimit::ReadBytes),
            "device_write_bytes_sec" => Some(DeviceLimit::WriteBytes),
            _ => None,
        };
        match value {
            StatValue::UInt(weight) if name == "weight" => settings.push((None, Knob::Weight(*weight))),
            StatValue::Text(list) => {
                for (path, value) in blkio_devices(name, list)? {
                    let device = device(&path)?;
                    settings.push((
                        None,
                        match what {
                            Some(what) => Knob::DeviceLimit(device, what, value),
                            None => weight_of(group, device, value)?,
                        },
                    ));
                }
            }
            _ => {}
        }
    }
    Ok(settings)
}

/// # Errors
/// 55 where the scheduler of block devices keeps no such weight.
fn weight_of(group: &Group, device: host::cgroup::Device, weight: u64) -> Result<Knob> {
    let files = ["blkio.weight_device", "io.weight"];
    if group.read(None, Controller::Blkio, &files).is_none() {
        let detail = "blkio device weight is valid only for cfq scheduler";
        return Err(Error::new(Code::OperationInvalid, ErrorDomain::Cgroup, detail));
    }
    Ok(Knob::DeviceWeight(device, u32::try_from(weight).unwrap_or(u32::MAX)))
}

fn numa(group: &Group, domain: &Domain, params: &Stats) -> Result<Vec<Setting>> {
    let policy = domain.numa_tune.memory.clone().unwrap_or_default();
    let mode = policy.mode.unwrap_or(NumaMode::Strict);
    let mut nodes = None;
    for (name, value) in params {
        match value {
            StatValue::Int(wanted)
                if name == "numa_mode" && crate::tuning::numa_mode(*wanted) != Some(mode) =>
            {
                return Err(invalid("can't change numatune mode for running domain"));
            }
            StatValue::Text(text) if name == "numa_nodeset" => nodes = crate::tuning::nodeset(text)?,
            _ => {}
        }
    }
    let Some(nodes) = nodes else { return Ok(Vec::new()) };
    // A definition that says nothing of it binds nobody.
    if policy.nodeset.is_some() && mode != NumaMode::Restrictive {
        return Err(invalid("change of nodeset for running domain requires restrictive numa mode"));
    }
    let host = Node::default();
    if let Some(missing) = nodes.iter().find(|node| host.cell_memory(*node).is_none()) {
        let detail = format!("NUMA node {missing} is unavailable");
        return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Domain, detail));
    }
    let all = group.parts().into_iter();
    Ok(all.map(|part| (Some(part), Knob::Mems(nodes.to_string()))).collect())
}
