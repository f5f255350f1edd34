//! Statistics of a guest: from the kernel and from its view at once, from QEMU within a deadline.
//!
//! Names and groups are those of `virConnectGetAllDomainStats` (procedure 344). A value that is not known is
//! left out: a frozen QEMU gives what the host knows of it.

use std::time::Duration;

use host::process::accounting::{ProcStat, SchedStat};
use model::device::interface::Interface;
use model::domain::VirtType;
use qmp::Monitor;
use serde_json::{Value, json};

use crate::block_stats::{self, BlockReplies};
use crate::guest::Guest;
use crate::hypervisor_stats::{self, Schemas};
use crate::{View, dirty_rate, interfaces};

/// Which groups of statistics are wanted (`virDomainStatsTypes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatsGroups(pub u32);

impl StatsGroups {
    /// State and reason.
    pub const STATE: u32 = 1;
    /// CPU time of the whole guest.
    pub const CPU: u32 = 2;
    /// Memory.
    pub const BALLOON: u32 = 4;
    /// Each vcpu.
    pub const VCPU: u32 = 8;
    /// Each interface.
    pub const INTERFACE: u32 = 16;
    /// Each disk.
    pub const BLOCK: u32 = 32;
    /// Performance events.
    pub const PERF: u32 = 64;
    /// Each I/O thread.
    pub const IOTHREAD: u32 = 128;
    /// Memory bandwidth.
    pub const MEMORY: u32 = 256;
    /// How fast memory gets dirty.
    pub const DIRTYRATE: u32 = 512;
    /// Counters of the hypervisor.
    pub const VM: u32 = 1024;
    /// All of them.
    pub const ALL: u32 = 2047;

    const fn has(self, group: u32) -> bool {
        self.0 == 0 || self.0 & group != 0
    }
}

/// One value, with its type on the wire.
#[derive(Debug, Clone, PartialEq)]
pub enum StatValue {
    /// int.
    Int(i32),
    /// unsigned int.
    UInt(u32),
    /// long long.
    LLong(i64),
    /// unsigned long long.
    ULLong(u64),
    /// double.
    Double(f64),
    /// boolean.
    Bool(bool),
    /// string.
    Text(String),
}

/// Named values, in the order they are told.
pub type Stats = Vec<(String, StatValue)>;

/// What the guest's balloon driver tells about its memory; KiB except where libvirt counts otherwise. The tags
/// are `virDomainMemoryStatTags`.
pub type MemoryStats = Vec<(i32, u64)>;

/// Where one vcpu is and how much it has run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VcpuInfo {
    /// Its number.
    pub number: u32,
    /// `virVcpuState`: 0 offline, 1 running.
    pub state: i32,
    /// How long it has run, in ns.
    pub time_ns: u64,
    /// The host CPU it ran on last; -1 when not known.
    pub cpu: i32,
}

/// How statistics are asked for (flags of procedure 344).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatsRequest {
    /// What is wanted.
    pub groups: StatsGroups,
    /// Nobody wants to wait: QEMU gets only a moment to answer.
    pub no_wait: bool,
    /// The images that a disk's image is based on too.
    pub backing: bool,
}

/// The moment that QEMU gets where nobody wants to wait.
const MOMENT: Duration = Duration::from_millis(50);

impl Guest {
    /// Statistics of the groups (procedure 344). Asks QEMU only for groups that need it, and not longer than
    /// the configured query time in all.
    pub async fn stats(&self, request: StatsRequest) -> Stats {
        let view = self.view();
        let groups = request.groups;
        let mut stats = Stats::new();
        let monitor = self.process().monitor();
        let limit = self.surroundings().settings().query_timeout;
        let limit = if request.no_wait { limit.min(MOMENT) } else { limit };
        let replies = match monitor.filter(|_| view.is_active()) {
            Some(monitor) => Replies::ask(&monitor, &view, request, limit).await,
            None => Replies::default(),
        };
        if groups.has(StatsGroups::STATE) {
            stats.push(("state.state".into(), StatValue::Int(view.state.number())));
            stats.push(("state.reason".into(), StatValue::Int(view.state.reason_number())));
        }
        let pid = self.process().get().map(|run| run.process.pid());
        if groups.has(StatsGroups::CPU) {
            cpu(&view, pid, &replies, &mut stats);
        }
        if groups.has(StatsGroups::BALLOON) {
            balloon(&view, pid, replies.memory.as_ref(), &mut stats);
        }
        if groups.has(StatsGroups::VCPU) {
            vcpus(&view, pid, &replies, &mut stats);
        }
        let Ok(definition) = view.definition() else { return stats };
        if groups.has(StatsGroups::INTERFACE) && view.is_active() {
            traffic(&definition.domain().devices.interfaces, &mut stats);
        }
        if groups.has(StatsGroups::BLOCK) {
            if view.is_active() {
                block_stats::live(definition, &replies.block, request.backing, &mut stats);
            } else {
                block_stats::at_rest(definition, &mut stats);
            }
        }
        if let Some(threads) = &replies.threads {
            iothreads(threads, &mut stats);
        }
        if let Some(reply) = &replies.dirty_rate {
            dirty_rate::told(reply, &mut stats);
        }
        if groups.has(StatsGroups::VM)
            && let (Some(schemas), Some(machine)) = (&replies.schemas, &replies.machine)
        {
            hypervisor_stats::of_machine(Schemas(schemas), machine, &mut stats);
        }
        stats
    }

    /// Time on each of the host's processors, in ns, and how much of that is virtual CPUs'; where a control group
    /// of the first kind counts that.
    pub fn cpu_time_of_each(&self) -> Option<Vec<(u64, u64)>> {
        let view = self.view();
        let group = view.group.as_ref()?;
        let whole = group.usage_of_each(None)?;
        let vcpus = group.parts().into_iter().filter(|part| part.starts_with("vcpu"));
        let vcpus: Vec<Vec<u64>> = vcpus.filter_map(|part| group.usage_of_each(Some(&part))).collect();
        let of = |cpu: usize| vcpus.iter().filter_map(|each| each.get(cpu)).sum();
        Some(whole.into_iter().enumerate().map(|(cpu, ns)| (ns, of(cpu))).collect())
    }

    /// CPU time of the guest's process, in ns; 0 while it does not run. From the kernel, never from QEMU.
    pub fn cpu_time_ns(&self) -> u64 {
        let pid = self.process().get().map(|run| run.process.pid());
        pid.and_then(cpu_times).map_or(0, |(user, system)| user + system)
    }

    /// What the balloon driver and the kernel tell of the guest's memory (procedure 159).
    pub async fn memory_stats(&self) -> MemoryStats {
        let view = self.view();
        let mut stats = vec![(6, view.memory_kib())];
        let limit = self.surroundings().settings().query_timeout;
        if let Some(monitor) = self.process().monitor()
            && let Some(reply) = guest_memory(&monitor, &view, limit).await
        {
            // virDomainMemoryStatTags by QEMU's names; bytes become KiB, counters stay.
            let known = [
                (0, "stat-swap-in", 1024),
                (1, "stat-swap-out", 1024),
                (2, "stat-major-faults", 1),
                (3, "stat-minor-faults", 1),
                (4, "stat-free-memory", 1024),
                (5, "stat-total-memory", 1024),
                (8, "stat-available-memory", 1024),
                (10, "stat-disk-caches", 1024),
                (11, "stat-htlb-pgalloc", 1),
                (12, "stat-htlb-pgfail", 1),
            ];
            for (tag, name, unit) in known {
                if let Some(value) = reported(&reply["stats"][name]) {
                    stats.push((tag, value / unit));
                }
            }
            stats.push((9, reply["last-update"].as_u64().unwrap_or(0)));
        }
        if let Some(stat) = self.process().get().and_then(|run| ProcStat::of(run.process.pid()).ok()) {
            stats.push((7, stat.resident_kib));
        }
        stats
    }

    /// Each vcpu that the guest has now (procedure DOMAIN_GET_VCPUS). A QEMU that does not answer in time
    /// leaves times and places unknown.
    pub async fn vcpu_info(&self) -> Vec<VcpuInfo> {
        let view = self.view();
        let limit = self.surroundings().settings().query_timeout;
        let cpus = match self.process().monitor() {
            Some(monitor) => query(&monitor, "query-cpus-fast", Value::Null, limit).await,
            None => None,
        };
        let pid = self.process().get().map(|run| run.process.pid());
        (0..view.vcpus())
            .map(|number| {
                let thread = thread_of(cpus.as_ref(), number);
                let stat = pid.zip(thread).and_then(|(pid, tid)| ProcStat::of_thread(pid, tid).ok());
                let (time_ns, cpu) = stat.map_or((0, -1), |stat| {
                    (stat.user_ns + stat.system_ns, i32::try_from(stat.processor).unwrap_or(-1))
                });
                VcpuInfo { number, state: 1, time_ns, cpu }
            })
            .collect()
    }
}

/// What QEMU has said; what it was not asked, or did not answer in time, is absent.
#[derive(Debug, Default)]
struct Replies {
    memory: Option<Value>,
    cpus: Option<Value>,
    block: BlockReplies,
    threads: Option<Value>,
    dirty_rate: Option<Value>,
    schemas: Option<Value>,
    machine: Option<Value>,
    vcpu_counters: Option<Value>,
}

impl Replies {
    /// Asks QEMU for all that the groups need at once, so that the slowest answer decides, not their sum.
    async fn ask(monitor: &Monitor, view: &View, request: StatsRequest, limit: Duration) -> Self {
        let groups = request.groups;
        let ask = |wanted: bool, command: &'static str, arguments: Value| async move {
            if wanted { query(monitor, command, arguments, limit).await } else { None }
        };
        let domain = view.live.as_ref().map(|live| live.domain());
        // Only KVM counts anything.
        let counts = domain.is_some_and(|domain| domain.virt_type == VirtType::Kvm);
        let has_disks = domain.is_some_and(|domain| !domain.devices.disks.is_empty());
        let has_threads = domain.is_some_and(|domain| domain.iothreads.is_some_and(|count| count > 0));
        let block = groups.has(StatsGroups::BLOCK) && has_disks;
        let of_vcpus = counts && (groups.has(StatsGroups::VCPU) || groups.has(StatsGroups::CPU));
        let of_machine = counts && groups.has(StatsGroups::VM);
        let (
            memory,
            cpus,
            counters,
            nodes,
            node_counters,
            threads,
            dirty_rate,
            schemas,
            machine,
            vcpu_counters,
        ) = tokio::join!(
            async {
                if groups.has(StatsGroups::BALLOON) { guest_memory(monitor, view, limit).await } else { None }
            },
            ask(groups.has(StatsGroups::VCPU), "query-cpus-fast", Value::Null),
            ask(block, "query-blockstats", Value::Null),
            ask(block, "query-named-block-nodes", json!({ "flat": true })),
            ask(block && request.backing, "query-blockstats", json!({ "query-nodes": true })),
            ask(groups.has(StatsGroups::IOTHREAD) && has_threads, "query-iothreads", Value::Null),
            ask(groups.has(StatsGroups::DIRTYRATE), "query-dirty-rate", Value::Null),
            ask(of_vcpus || of_machine, "query-stats-schemas", Value::Null),
            ask(of_machine, "query-stats", json!({ "target": "vm" })),
            ask(of_vcpus, "query-stats", json!({ "target": "vcpu" })),
        );
        let block = BlockReplies { counters, nodes, node_counters };
        Self { memory, cpus, block, threads, dirty_rate, schemas, machine, vcpu_counters }
    }
}

async fn query(monitor: &Monitor, command: &str, arguments: Value, limit: Duration) -> Option<Value> {
    match monitor.execute(command, arguments, limit).await {
        Ok(reply) => Some(reply),
        Err(why) => {
            tracing::debug!("{command}: {why}");
            None
        }
    }
}

/// The balloon driver's report, when the guest has a balloon.
async fn guest_memory(monitor: &Monitor, view: &View, limit: Duration) -> Option<Value> {
    let live = view.live.as_ref()?;
    let alias = live.domain().devices.memballoon.as_ref()?.info.alias.as_deref()?;
    let arguments = json!({ "path": format!("/machine/peripheral/{alias}"), "property": "guest-stats" });
    query(monitor, "qom-get", arguments, limit).await
}

/// QEMU says 2^64-1 (or -1) for what the guest has not reported.
fn reported(value: &Value) -> Option<u64> {
    value.as_u64().filter(|value| *value != u64::MAX)
}

fn cpu_times(pid: u32) -> Option<(u64, u64)> {
    ProcStat::of(pid).ok().map(|stat| (stat.user_ns, stat.system_ns))
}

fn cpu(view: &View, pid: Option<u32>, replies: &Replies, stats: &mut Stats) {
    let kept = view.group.as_ref().filter(|_| pid.is_some()).and_then(|group| group.usage());
    let (total, user, system) = kept.map_or_else(
        || {
            let (user, system) = pid.and_then(cpu_times).unwrap_or_default();
            (user + system, user, system)
        },
        |usage| (usage.total, usage.user, usage.system),
    );
    stats.push(("cpu.time".into(), StatValue::ULLong(total)));
    stats.push(("cpu.user".into(), StatValue::ULLong(user)));
    stats.push(("cpu.system".into(), StatValue::ULLong(system)));
    if pid.is_some() {
        stats.push(("cpu.cache.monitor.count".into(), StatValue::UInt(0)));
        let (success, fail) = hypervisor_stats::halt_polling(replies.vcpu_counters.as_ref());
        stats.push(("cpu.haltpoll.success.time".into(), StatValue::ULLong(success)));
        stats.push(("cpu.haltpoll.fail.time".into(), StatValue::ULLong(fail)));
    }
}

fn balloon(view: &View, pid: Option<u32>, memory: Option<&Value>, stats: &mut Stats) {
    stats.push(("balloon.current".into(), StatValue::ULLong(view.memory_kib())));
    stats.push(("balloon.maximum".into(), StatValue::ULLong(view.max_memory_kib())));
    if let Some(memory) = memory {
        let known = [
            ("swap_in", "stat-swap-in", 1024),
            ("swap_out", "stat-swap-out", 1024),
            ("major_fault", "stat-major-faults", 1),
            ("minor_fault", "stat-minor-faults", 1),
            ("unused", "stat-free-memory", 1024),
            ("available", "stat-total-memory", 1024),
            ("usable", "stat-available-memory", 1024),
        ];
        for (name, key, unit) in known {
            if let Some(value) = reported(&memory["stats"][key]) {
                stats.push((format!("balloon.{name}"), StatValue::ULLong(value / unit)));
            }
        }
        stats.push((
            "balloon.last-update".into(),
            StatValue::ULLong(memory["last-update"].as_u64().unwrap_or(0)),
        ));
        let late = [
            ("disk_caches", "stat-disk-caches", 1024),
            ("hugetlb_pgalloc", "stat-htlb-pgalloc", 1),
            ("hugetlb_pgfail", "stat-htlb-pgfail", 1),
        ];
        for (name, key, unit) in late {
            if let Some(value) = reported(&memory["stats"][key]) {
                stats.push((format!("balloon.{name}"), StatValue::ULLong(value / unit)));
            }
        }
    }
    if let Some(stat) = pid.and_then(|pid| ProcStat::of(pid).ok()) {
        stats.push(("balloon.rss".into(), StatValue::ULLong(stat.resident_kib)));
    }
}

fn cpu_of(cpus: Option<&Value>, number: u32) -> Option<&Value> {
    cpus?.as_array()?.iter().find(|cpu| cpu["cpu-index"].as_u64() == Some(u64::from(number)))
}

fn thread_of(cpus: Option<&Value>, number: u32) -> Option<u32> {
    u32::try_from(cpu_of(cpus, number)?["thread-id"].as_u64()?).ok()
}

fn path_of(cpus: Option<&Value>, number: u32) -> Option<&str> {
    cpu_of(cpus, number)?["qom-path"].as_str()
}

fn vcpus(view: &View, pid: Option<u32>, replies: &Replies, stats: &mut Stats) {
    let cpus = replies.cpus.as_ref();
    stats.push(("vcpu.current".into(), StatValue::UInt(view.vcpus())));
    stats.push(("vcpu.maximum".into(), StatValue::UInt(view.max_vcpus())));
    if !view.is_active() {
        return;
    }
    for number in 0..view.vcpus() {
        stats.push((format!("vcpu.{number}.state"), StatValue::Int(1)));
        let Some((pid, thread)) = pid.zip(thread_of(cpus, number)) else { continue };
        if let Ok(stat) = ProcStat::of_thread(pid, thread) {
            stats.push((format!("vcpu.{number}.time"), StatValue::ULLong(stat.user_ns + stat.system_ns)));
            stats.push((format!("vcpu.{number}.wait"), StatValue::ULLong(0)));
        }
        if let Ok(sched) = SchedStat::of_thread(pid, thread) {
            stats.push((format!("vcpu.{number}.delay"), StatValue::ULLong(sched.wait_ns)));
        }
        if let (Some(schemas), Some(counters), Some(path)) =
            (&replies.schemas, &replies.vcpu_counters, path_of(cpus, number))
        {
            hypervisor_stats::of_vcpu(number, path, Schemas(schemas), counters, stats);
        }
    }
}

/// Interfaces without a device on the host (user networking) are counted and have no other field.
fn traffic(all: &[Interface], stats: &mut Stats) {
    stats.push(("net.count".into(), StatValue::UInt(u32::try_from(all.len()).unwrap_or(0))));
    for (number, interface) in all.iter().enumerate() {
        let (Some(device), Some(counters)) =
            (interfaces::host_device(interface), interfaces::counters(interface))
        else {
            continue;
        };
        stats.push((format!("net.{number}.name"), StatValue::Text(device.to_owned())));
        for (way, traffic) in [("rx", counters.received), ("tx", counters.sent)] {
            for (what, value) in [
                ("bytes", traffic.bytes),
                ("pkts", traffic.packets),
                ("errs", traffic.errors),
                ("drop", traffic.dropped),
            ] {
                stats.push((format!("net.{number}.{way}.{what}"), StatValue::ULLong(value)));
            }
        }
    }
}

fn iothreads(reply: &Value, stats: &mut Stats) {
    let Some(threads) = reply.as_array() else { return };
    stats.push(("iothread.count".into(), StatValue::UInt(u32::try_from(threads.len()).unwrap_or(0))));
    for thread in threads {
        let Some(number) = thread["id"].as_str().and_then(|id| id.strip_prefix("iothread")) else { continue };
        if let Some(poll) = thread["poll-max-ns"].as_u64() {
            stats.push((format!("iothread.{number}.poll-max-ns"), StatValue::ULLong(poll)));
        }
        for key in ["poll-grow", "poll-shrink"] {
            if let Some(value) = thread[key].as_u64().and_then(|value| u32::try_from(value).ok()) {
                stats.push((format!("iothread.{number}.{key}"), StatValue::UInt(value)));
            }
        }
    }
}
