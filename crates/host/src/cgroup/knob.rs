//! What can be set of a group, and how each kind of control groups has it written.

use super::mounts::{Controller, Version};
use crate::node::CpuSet;

/// A block device by its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    /// Its driver's.
    pub major: u32,
    /// Its own.
    pub minor: u32,
}

impl Device {
    /// The device that a file of its kind stands for (`st_rdev` of stat(2)).
    #[must_use]
    pub fn of_number(number: u64) -> Self {
        Self { major: rustix::fs::major(number), minor: rustix::fs::minor(number) }
    }
}

/// What a device's limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceLimit {
    /// Operations that read, in a second.
    ReadIops,
    /// Operations that write, in a second.
    WriteIops,
    /// Bytes read in a second.
    ReadBytes,
    /// Bytes written in a second.
    WriteBytes,
}

/// How much of a processor a group may use: quota µs in each period of µs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bandwidth {
    /// The period; `None` leaves it.
    pub period: Option<u64>,
    /// The quota, negative for none; `None` leaves it.
    pub quota: Option<i64>,
}

/// Something that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Knob {
    /// A weight among groups (the first kind's 2 to 262144, the second's 1 to 10000).
    Shares(u64),
    /// How much of a processor.
    Bandwidth(Bandwidth),
    /// Which processors.
    Cpus(CpuSet),
    /// Which memory nodes, as a list.
    Mems(String),
    /// Memory moves along when the nodes change. The second kind always does that.
    MovesMemory,
    /// Bytes of memory; `None` for no limit.
    MemoryHard(Option<u64>),
    /// Bytes of memory that are left to it when memory is short.
    MemorySoft(Option<u64>),
    /// Bytes of memory and swap (of swap alone with the second kind, as libvirt writes it).
    MemorySwap(Option<u64>),
    /// A weight among groups for block devices.
    Weight(u32),
    /// The same for one device; 0 for none of its own.
    DeviceWeight(Device, u32),
    /// A limit of one device; 0 for none.
    DeviceLimit(Device, DeviceLimit, u64),
}

/// A text for a file of a group's directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Which of these files, the first that there is: schedulers bring their own.
    pub files: &'static [&'static str],
    /// The text.
    pub text: String,
}

impl Knob {
    /// Whose it is.
    #[must_use]
    pub const fn controller(&self) -> Controller {
        match self {
            Self::Shares(_) | Self::Bandwidth(_) => Controller::Cpu,
            Self::Cpus(_) | Self::Mems(_) | Self::MovesMemory => Controller::CpuSet,
            Self::MemoryHard(_) | Self::MemorySoft(_) | Self::MemorySwap(_) => Controller::Memory,
            Self::Weight(_) | Self::DeviceWeight(..) | Self::DeviceLimit(..) => Controller::Blkio,
        }
    }

    /// What has to be written, in this order.
    #[must_use]
    pub fn writes(&self, version: Version) -> Vec<Write> {
        let one = |files, text| vec![Write { files, text }];
        match (self, version) {
            (Self::Shares(shares), Version::V1) => one(&["cpu.shares"], shares.to_string()),
            (Self::Shares(shares), Version::V2) => one(&["cpu.weight"], shares.to_string()),
            (Self::Bandwidth(Bandwidth { period, quota }), Version::V1) => {
                let period =
                    period.map(|period| Write { files: &["cpu.cfs_period_us"], text: period.to_string() });
                let quota = quota.map(|quota| if quota < 0 { -1 } else { quota });
                let quota =
                    quota.map(|quota| Write { files: &["cpu.cfs_quota_us"], text: quota.to_string() });
                period.into_iter().chain(quota).collect()
            }
            (Self::Bandwidth(Bandwidth { period, quota }), Version::V2) => {
                let quota = quota.map(|quota| if quota < 0 { "max".to_owned() } else { quota.to_string() });
                match (quota, period) {
                    // A quota alone leaves the period as it is.
                    (Some(quota), None) => one(&["cpu.max"], quota),
                    (Some(quota), Some(period)) => one(&["cpu.max"], format!("{quota} {period}")),
                    (None, Some(period)) => one(&["cpu.max"], format!("max {period}")),
                    (None, None) => Vec::new(),
                }
            }
            (Self::Cpus(cpus), _) => one(&["cpuset.cpus"], cpus.to_string()),
            (Self::Mems(nodes), _) => one(&["cpuset.mems"], nodes.clone()),
            (Self::MovesMemory, Version::V1) => one(&["cpuset.memory_migrate"], "1".to_owned()),
            (Self::MovesMemory, Version::V2) => Vec::new(),
            (Self::MemoryHard(bytes), Version::V1) => one(&["memory.limit_in_bytes"], limit(*bytes, "-1")),
            (Self::MemorySoft(bytes), Version::V1) => {
                one(&["memory.soft_limit_in_bytes"], limit(*bytes, "-1"))
            }
            (Self::MemorySwap(bytes), Version::V1) => {
                one(&["memory.memsw.limit_in_bytes"], limit(*bytes, "-1"))
            }
            (Self::MemoryHard(bytes), Version::V2) => one(&["memory.max"], limit(*bytes, "max")),
            (Self::MemorySoft(bytes), Version::V2) => one(&["memory.high"], limit(*bytes, "max")),
            (Self::MemorySwap(bytes), Version::V2) => one(&["memory.swap.max"], limit(*bytes, "max")),
            (Self::Weight(weight), Version::V1) => {
                one(&["blkio.bfq.weight", "blkio.weight"], weight.to_string())
            }
            (Self::Weight(weight), Version::V2) => {
                one(&["io.bfq.weight", "io.weight"], format!("default {weight}"))
            }
            (Self::DeviceWeight(Device { major, minor }, weight), Version::V1) => {
                one(&["blkio.weight_device"], format!("{major}:{minor} {weight}"))
            }
            (Self::DeviceWeight(Device { major, minor }, weight), Version::V2) => {
                let weight = if *weight == 0 { "default".to_owned() } else { weight.to_string() };
                one(&["io.weight"], format!("{major}:{minor} {weight}"))
            }
            (Self::DeviceLimit(Device { major, minor }, what, value), Version::V1) => {
                one(what.file(), format!("{major}:{minor} {value}"))
            }
            (Self::DeviceLimit(Device { major, minor }, what, value), Version::V2) => {
                let value = if *value == 0 { "max".to_owned() } else { value.to_string() };
                one(&["io.max"], format!("{major}:{minor} {}={value}", what.word()))
            }
        }
    }
}

impl DeviceLimit {
    const fn file(self) -> &'static [&'static str] {
        match self {
            Self::ReadIops => &["blkio.throttle.read_iops_device"],
            Self::WriteIops => &["blkio.throttle.write_iops_device"],
            Self::ReadBytes => &["blkio.throttle.read_bps_device"],
            Self::WriteBytes => &["blkio.throttle.write_bps_device"],
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::ReadIops => "riops",
            Self::WriteIops => "wiops",
            Self::ReadBytes => "rbps",
            Self::WriteBytes => "wbps",
        }
    }
}

fn limit(bytes: Option<u64>, none: &str) -> String {
    bytes.map_or_else(|| none.to_owned(), |bytes| bytes.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_files_and_words() {
        let device = Device { major: 254, minor: 0 };
        let bandwidth = |period, quota| Knob::Bandwidth(Bandwidth { period, quota });
        for (knob, first, second) in [
            (Knob::Shares(2048), "cpu.shares=2048", "cpu.weight=2048"),
            (bandwidth(Some(50_000), None), "cpu.cfs_period_us=50000", "cpu.max=max 50000"),
            (bandwidth(None, Some(40_000)), "cpu.cfs_quota_us=40000", "cpu.max=40000"),
            (
                bandwidth(Some(50_000), Some(40_000)),
                "cpu.cfs_period_us=50000 cpu.cfs_quota_us=40000",
                "cpu.max=40000 50000",
            ),
            (bandwidth(None, Some(-9)), "cpu.cfs_quota_us=-1", "cpu.max=max"),
            (bandwidth(None, None), "", ""),
            (Knob::Cpus(CpuSet([0, 1, 3].into())), "cpuset.cpus=0-1,3", "cpuset.cpus=0-1,3"),
            (Knob::Mems("0".into()), "cpuset.mems=0", "cpuset.mems=0"),
            (Knob::MovesMemory, "cpuset.memory_migrate=1", ""),
            (Knob::MemoryHard(Some(4096)), "memory.limit_in_bytes=4096", "memory.max=4096"),
            (Knob::MemoryHard(None), "memory.limit_in_bytes=-1", "memory.max=max"),
            (Knob::MemorySoft(Some(4096)), "memory.soft_limit_in_bytes=4096", "memory.high=4096"),
            (Knob::MemorySwap(Some(4096)), "memory.memsw.limit_in_bytes=4096", "memory.swap.max=4096"),
            (Knob::Weight(500), "blkio.bfq.weight=500", "io.bfq.weight=default 500"),
            (Knob::DeviceWeight(device, 300), "blkio.weight_device=254:0 300", "io.weight=254:0 300"),
            (
                Knob::DeviceLimit(device, DeviceLimit::ReadBytes, 5000),
                "blkio.throttle.read_bps_device=254:0 5000",
                "io.max=254:0 rbps=5000",
            ),
            (
                Knob::DeviceLimit(device, DeviceLimit::WriteIops, 0),
                "blkio.throttle.write_iops_device=254:0 0",
                "io.max=254:0 wiops=max",
            ),
        ] {
            let text = |version| {
                let writes = knob.writes(version);
                let each = writes.iter().map(|write| format!("{}={}", write.files[0], write.text));
                each.collect::<Vec<_>>().join(" ")
            };
            assert_eq!(text(Version::V1), first);
            assert_eq!(text(Version::V2), second, "{knob:?}");
        }
    }
}
