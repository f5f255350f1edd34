//! What is said about shares and limits.

use crate::NumberSet;

/// Shares, quotas and pinning of CPUs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuTune {
    /// Weight against others.
    pub shares: Option<u64>,
    /// Period of each virtual CPU in microseconds.
    pub period: Option<u64>,
    /// Its quota per period in microseconds; negative for none.
    pub quota: Option<i64>,
    /// Period of the whole guest in microseconds.
    pub global_period: Option<u64>,
    /// Its quota per period in microseconds.
    pub global_quota: Option<i64>,
    /// Period of the emulator's other threads in microseconds.
    pub emulator_period: Option<u64>,
    /// Their quota per period in microseconds.
    pub emulator_quota: Option<i64>,
    /// Period of each I/O thread in microseconds.
    pub iothread_period: Option<u64>,
    /// Its quota per period in microseconds.
    pub iothread_quota: Option<i64>,
    /// Where single virtual CPUs may run.
    pub vcpu_pins: Vec<Pin>,
    /// Where the emulator's other threads may run.
    pub emulator_pin: Option<NumberSet>,
    /// Where single I/O threads may run.
    pub iothread_pins: Vec<Pin>,
    /// Scheduling of virtual CPUs.
    pub vcpu_scheds: Vec<Sched>,
    /// Scheduling of I/O threads.
    pub iothread_scheds: Vec<Sched>,
    /// Scheduling of the emulator's other threads.
    pub emulator_sched: Option<SchedPolicy>,
    /// Shares of the host's caches.
    pub cache_tunes: Vec<CacheTune>,
    /// Shares of the host's memory bandwidth.
    pub memory_tunes: Vec<MemoryBandwidthTune>,
}

/// Where one thread may run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The virtual CPU or the I/O thread.
    pub id: u32,
    /// The host CPUs.
    pub cpuset: NumberSet,
}

xml::words! {
    /// A scheduling class of the host.
    pub enum Scheduler { Batch = "batch", Idle = "idle", Fifo = "fifo", Rr = "rr" }

    /// Which of a cache.
    pub enum CacheKind { Both = "both", Code = "code", Data = "data" }
}

/// How a thread is scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchedPolicy {
    /// The class.
    pub scheduler: Scheduler,
    /// The priority, for the real-time classes.
    pub priority: Option<i32>,
}

/// How some threads are scheduled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sched {
    /// The virtual CPUs or I/O threads.
    pub ids: NumberSet,
    /// How.
    pub policy: SchedPolicy,
}

/// Some virtual CPUs' share of caches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheTune {
    /// The virtual CPUs.
    pub vcpus: NumberSet,
    /// The name of the group on the host; live only.
    pub id: Option<String>,
    /// What they get.
    pub caches: Vec<CacheShare>,
    /// What is measured.
    pub monitors: Vec<CacheMonitor>,
}

/// A share of one cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheShare {
    /// The cache's number on the host.
    pub id: u32,
    /// Its level.
    pub level: u32,
    /// Which of it.
    pub kind: CacheKind,
    /// How much, in bytes.
    pub size: u64,
}

/// A measurement of cache use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheMonitor {
    /// The level.
    pub level: u32,
    /// The virtual CPUs.
    pub vcpus: NumberSet,
}

/// Some virtual CPUs' share of memory bandwidth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryBandwidthTune {
    /// The virtual CPUs.
    pub vcpus: NumberSet,
    /// Per host node, percent.
    pub nodes: Vec<(u32, u32)>,
    /// The virtual CPUs that are measured.
    pub monitors: Vec<NumberSet>,
}

/// Weights and limits of block I/O on the host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlkioTune {
    /// Weight against others.
    pub weight: Option<u32>,
    /// Per host device.
    pub devices: Vec<BlkioDevice>,
}

/// Weight and limits on one host device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlkioDevice {
    /// Its path.
    pub path: String,
    /// Weight against others.
    pub weight: Option<u32>,
    /// Reads per second.
    pub read_iops_sec: Option<u32>,
    /// Writes per second.
    pub write_iops_sec: Option<u32>,
    /// Bytes read per second.
    pub read_bytes_sec: Option<u64>,
    /// Bytes written per second.
    pub write_bytes_sec: Option<u64>,
}

/// I/O limits of a disk or of a group; 0 is no limit, as is absence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IoTune {
    /// Bytes per second.
    pub total_bytes_sec: Option<u64>,
    /// Bytes read per second.
    pub read_bytes_sec: Option<u64>,
    /// Bytes written per second.
    pub write_bytes_sec: Option<u64>,
    /// Operations per second.
    pub total_iops_sec: Option<u64>,
    /// Reads per second.
    pub read_iops_sec: Option<u64>,
    /// Writes per second.
    pub write_iops_sec: Option<u64>,
    /// Bytes per second in a burst.
    pub total_bytes_sec_max: Option<u64>,
    /// Bytes read per second in a burst.
    pub read_bytes_sec_max: Option<u64>,
    /// Bytes written per second in a burst.
    pub write_bytes_sec_max: Option<u64>,
    /// Operations per second in a burst.
    pub total_iops_sec_max: Option<u64>,
    /// Reads per second in a burst.
    pub read_iops_sec_max: Option<u64>,
    /// Writes per second in a burst.
    pub write_iops_sec_max: Option<u64>,
    /// Bytes that count as one operation.
    pub size_iops_sec: Option<u64>,
    /// The group that shares the limits.
    pub group_name: Option<String>,
    /// Seconds that a burst of bytes may last.
    pub total_bytes_sec_max_length: Option<u64>,
    /// Seconds that a burst of bytes read may last.
    pub read_bytes_sec_max_length: Option<u64>,
    /// Seconds that a burst of bytes written may last.
    pub write_bytes_sec_max_length: Option<u64>,
    /// Seconds that a burst of operations may last.
    pub total_iops_sec_max_length: Option<u64>,
    /// Seconds that a burst of reads may last.
    pub read_iops_sec_max_length: Option<u64>,
    /// Seconds that a burst of writes may last.
    pub write_iops_sec_max_length: Option<u64>,
}

/// A named group of I/O limits: [`IoTune`] with its `group_name`.
pub type ThrottleGroup = IoTune;
