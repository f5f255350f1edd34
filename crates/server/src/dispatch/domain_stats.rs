//! Statistics: what the kernel knows at once, what QEMU knows within its time limit.

use errors::{Code, Domain, Error, Result};
use tokio::task::JoinSet;
use vm::{Guest, Stats, StatsGroups, StatsRequest};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::domain_list::Filter;
use crate::dispatch::guest::{guest, named};
use crate::dispatch::{Table, flags};
use crate::typed_params;

/// `VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT`: a guest that does not answer at once is not waited for.
const NOWAIT: u32 = 1 << 29;
/// `VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING`: the images behind a disk's image too.
const BACKING: u32 = 1 << 30;
/// `VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS`: refuse groups that are not known.
const ENFORCE: u32 = 1 << 31;

/// Guests that are asked at the same time.
const AT_ONCE: usize = 64;

pub(super) fn register(table: &mut Table) {
    table.bulky::<ConnectGetAllDomainStats>(all_stats);
    table.call::<DomainMemoryStats>(memory_stats);
    table.call::<DomainGetCpuStats>(cpu_stats);
}

async fn all_stats(
    context: Context,
    args: ConnectGetAllDomainStatsArgs,
) -> Result<ConnectGetAllDomainStatsRet> {
    let known = NOWAIT | BACKING | ENFORCE;
    flags::check(args.flags, known | (Filter::ALL & 0xff), "qemuConnectGetAllDomainStats")?;
    let enforce = args.flags & ENFORCE != 0;
    let groups = check_groups(args.stats, StatsGroups::ALL, enforce)?;
    let filter = Filter::new(args.flags & !known, "qemuConnectGetAllDomainStats")?;
    let mut guests = if args.doms.is_empty() {
        context.engine.guests()
    } else {
        // One that has gone meanwhile is left out, as libvirt leaves it out.
        args.doms.iter().filter_map(|dom| guest(&context.engine, dom).ok()).collect()
    };
    guests.retain(|guest| filter.lets_through(&guest.view()));
    if guests.iter().any(|guest| !guest.view().is_active()) {
        // What only a running QEMU can tell.
        check_groups(args.stats, StatsGroups::ALL & !(StatsGroups::DIRTYRATE | StatsGroups::VM), enforce)?;
    }
    let request =
        StatsRequest { groups, no_wait: args.flags & NOWAIT != 0, backing: args.flags & BACKING != 0 };
    Ok(ConnectGetAllDomainStatsRet { ret_stats: ask_all(guests, request).await })
}

fn check_groups(groups: u32, known: u32, enforce: bool) -> Result<StatsGroups> {
    let unknown = groups & !known;
    if enforce && unknown != 0 {
        let detail = format!("Stats types bits 0x{unknown:x} are not supported by this daemon or QEMU");
        return Err(Error::new(Code::ArgumentUnsupported, Domain::Qemu, detail));
    }
    Ok(StatsGroups(groups))
}

/// Asks many guests at once, so that a frozen one costs its own time limit and not the others'. The order is
/// that of the list.
async fn ask_all(guests: Vec<Guest>, request: StatsRequest) -> Vec<DomainStatsRecord> {
    let mut records: Vec<Option<DomainStatsRecord>> = guests.iter().map(|_| None).collect();
    let mut waiting = guests.into_iter().enumerate();
    let mut running = JoinSet::new();
    loop {
        while running.len() < AT_ONCE
            && let Some((at, guest)) = waiting.next()
        {
            running.spawn(async move { (at, record(&guest, request).await) });
        }
        let Some(done) = running.join_next().await else { break };
        if let Ok((at, record)) = done
            && let Some(place) = records.get_mut(at)
        {
            *place = Some(record);
        }
    }
    records.into_iter().flatten().collect()
}

async fn record(guest: &Guest, request: StatsRequest) -> DomainStatsRecord {
    let stats = guest.stats(request).await;
    DomainStatsRecord { dom: named(&guest.view()), params: params(stats) }
}

fn params(stats: Stats) -> Vec<TypedParam> {
    typed_params::write(stats, limits::CONNECT_GET_ALL_DOMAIN_STATS_MAX)
}

async fn memory_stats(context: Context, args: DomainMemoryStatsArgs) -> Result<DomainMemoryStatsRet> {
    let most = usize::try_from(args.max_stats).unwrap_or(usize::MAX);
    if most > limits::DOMAIN_MEMORY_STATS_MAX {
        let detail = "maxStats > REMOTE_DOMAIN_MEMORY_STATS_MAX";
        return Err(Error::new(Code::Rpc, Domain::Rpc, detail));
    }
    if most == 0 {
        return Ok(DomainMemoryStatsRet::default());
    }
    flags::check(args.flags, 0, "qemuDomainMemoryStats")?;
    let guest = guest(&context.engine, &args.dom)?;
    if !guest.view().is_active() {
        return Err(Error::new(Code::OperationInvalid, Domain::Domain, "domain is not running"));
    }
    let stats = guest.memory_stats().await.into_iter().take(most);
    Ok(DomainMemoryStatsRet { stats: stats.map(|(tag, val)| DomainMemoryStat { tag, val }).collect() })
}

/// # Errors
/// 8 for a processor that is not there.
fn times_of_each(each: &[(u64, u64)], args: &DomainGetCpuStatsArgs) -> Result<DomainGetCpuStatsRet> {
    let start = usize::try_from(args.start_cpu).unwrap_or(usize::MAX);
    if start >= each.len() {
        let last = each.len().saturating_sub(1);
        let detail = format!("start_cpu {} larger than maximum of {last}", args.start_cpu);
        return Err(Error::new(Code::InvalidArg, Domain::None, detail));
    }
    let asked = each.iter().skip(start).take(args.ncpus as usize);
    let param = |name: &str, ns| TypedParam { field: name.to_owned(), value: TypedParamValue::Ullong(ns) };
    let named = |(whole, vcpus): &(u64, u64)| [param("cpu_time", *whole), param("vcpu_time", *vcpus)];
    Ok(DomainGetCpuStatsRet { params: asked.flat_map(named).collect(), nparams: 2 })
}

/// The CPU time of the whole guest, or that on each host CPU, which only control groups of the first kind know.
async fn cpu_stats(context: Context, args: DomainGetCpuStatsArgs) -> Result<DomainGetCpuStatsRet> {
    const WHOLE_GUEST: i32 = -1;
    flags::check(args.flags, flags::STRING_OKAY, "qemuDomainGetCPUStats")?;
    let guest = guest(&context.engine, &args.dom)?;
    if !guest.view().is_active() {
        return Err(Error::new(Code::OperationInvalid, Domain::Domain, "domain is not running"));
    }
    if args.start_cpu != WHOLE_GUEST {
        let each = guest.cpu_time_of_each();
        if args.nparams == 0 {
            // For how many processors, when nothing else is asked.
            let cpus = each.map_or(0, |each| i32::try_from(each.len()).unwrap_or(0));
            let nparams = if args.ncpus == 0 && cpus > 0 { cpus } else { 2 };
            return Ok(DomainGetCpuStatsRet { params: Vec::new(), nparams });
        }
        if let Some(each) = each {
            return times_of_each(&each, &args);
        }
        let detail = "operation 'getCpuacctPercpuUsage' not supported for backend 'cgroup V2'";
        return Err(Error::new(Code::OperationUnsupported, Domain::Cgroup, detail));
    }
    let names = [("cpu.time", "cpu_time"), ("cpu.user", "user_time"), ("cpu.system", "system_time")];
    if args.nparams == 0 {
        return Ok(DomainGetCpuStatsRet { params: Vec::new(), nparams: 3 });
    }
    let request = StatsRequest { groups: StatsGroups(StatsGroups::CPU), no_wait: false, backing: false };
    let stats = params(guest.stats(request).await);
    let renamed = stats.into_iter().filter_map(|TypedParam { field, value }| {
        let (_, name) = names.iter().find(|(known, _)| *known == field)?;
        Some(TypedParam { field: (*name).to_owned(), value })
    });
    let params: Vec<_> = renamed.take(args.nparams as usize).collect();
    let nparams = i32::try_from(params.len()).unwrap_or(0);
    Ok(DomainGetCpuStatsRet { params, nparams })
}
