//! Shares and limits: CPU, memory, block I/O, NUMA, performance events.

use engine::Engine;
use errors::Result;
use vm::{StatValue, Tuning};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::domain_block::few;
use crate::dispatch::flags::{CONFIG, LIVE, STRING_OKAY};
use crate::dispatch::guest::{guest, view};
use crate::dispatch::impact::affects;
use crate::dispatch::parameters::{self, Kind};
use crate::dispatch::{Table, flags};
use crate::typed_params;

const SCHEDULER: [(&str, Kind); 9] = [
    ("cpu_shares", Kind::Ullong),
    ("vcpu_period", Kind::Ullong),
    ("vcpu_quota", Kind::Llong),
    ("emulator_period", Kind::Ullong),
    ("emulator_quota", Kind::Llong),
    ("global_period", Kind::Ullong),
    ("global_quota", Kind::Llong),
    ("iothread_period", Kind::Ullong),
    ("iothread_quota", Kind::Llong),
];

const MEMORY: [(&str, Kind); 3] =
    [("hard_limit", Kind::Ullong), ("soft_limit", Kind::Ullong), ("swap_hard_limit", Kind::Ullong)];

const BLKIO: [(&str, Kind); 6] = [
    ("weight", Kind::Uint),
    ("device_weight", Kind::String),
    ("device_read_iops_sec", Kind::String),
    ("device_write_iops_sec", Kind::String),
    ("device_read_bytes_sec", Kind::String),
    ("device_write_bytes_sec", Kind::String),
];

const NUMA: [(&str, Kind); 2] = [("numa_mode", Kind::Int), ("numa_nodeset", Kind::String)];

pub(super) fn register(table: &mut Table) {
    table.read::<DomainGetSchedulerType>(scheduler_type);
    table.read::<DomainGetSchedulerParameters>(|engine: &Engine, args: DomainGetSchedulerParametersArgs| {
        let wanted = Wanted { nparams: args.nparams, flags: 0 };
        let (params, _) = wanted.get(engine, &args.dom, Tuning::Scheduler)?;
        Ok(DomainGetSchedulerParametersRet { params })
    });
    table.read::<DomainGetSchedulerParametersFlags>(scheduler);
    table.call::<DomainSetSchedulerParameters>(
        async |context: Context, args: DomainSetSchedulerParametersArgs| {
            set(context, &args.dom, args.params, 0, Tuning::Scheduler).await
        },
    );
    table.call::<DomainSetSchedulerParametersFlags>(
        async |context: Context, args: DomainSetSchedulerParametersFlagsArgs| {
            set(context, &args.dom, args.params, args.flags, Tuning::Scheduler).await
        },
    );
    table.read::<DomainGetMemoryParameters>(|engine: &Engine, args: DomainGetMemoryParametersArgs| {
        let wanted = Wanted { nparams: args.nparams, flags: args.flags };
        let (params, nparams) = wanted.get(engine, &args.dom, Tuning::Memory)?;
        Ok(DomainGetMemoryParametersRet { params, nparams })
    });
    table.call::<DomainSetMemoryParameters>(async |context: Context, args: DomainSetMemoryParametersArgs| {
        set(context, &args.dom, args.params, args.flags, Tuning::Memory).await
    });
    table.read::<DomainGetBlkioParameters>(|engine: &Engine, args: DomainGetBlkioParametersArgs| {
        let wanted = Wanted { nparams: args.nparams, flags: args.flags };
        let (params, nparams) = wanted.get(engine, &args.dom, Tuning::Blkio)?;
        Ok(DomainGetBlkioParametersRet { params, nparams })
    });
    table.call::<DomainSetBlkioParameters>(async |context: Context, args: DomainSetBlkioParametersArgs| {
        set(context, &args.dom, args.params, args.flags, Tuning::Blkio).await
    });
    table.read::<DomainGetNumaParameters>(|engine: &Engine, args: DomainGetNumaParametersArgs| {
        let wanted = Wanted { nparams: args.nparams, flags: args.flags };
        let (params, nparams) = wanted.get(engine, &args.dom, Tuning::Numa)?;
        Ok(DomainGetNumaParametersRet { params, nparams })
    });
    table.call::<DomainSetNumaParameters>(async |context: Context, args: DomainSetNumaParametersArgs| {
        set(context, &args.dom, args.params, args.flags, Tuning::Numa).await
    });
    table.read::<DomainGetPerfEvents>(perf_events);
    table.call::<DomainSetPerfEvents>(set_perf_events);
}

fn scheduler_type(engine: &Engine, args: DomainGetSchedulerTypeArgs) -> Result<DomainGetSchedulerTypeRet> {
    view(engine, &args.dom)?;
    let nparams = i32::try_from(SCHEDULER.len()).unwrap_or(0);
    Ok(DomainGetSchedulerTypeRet { r#type: "posix".to_owned(), nparams })
}

fn scheduler(
    engine: &Engine,
    args: DomainGetSchedulerParametersFlagsArgs,
) -> Result<DomainGetSchedulerParametersFlagsRet> {
    let wanted = Wanted { nparams: args.nparams, flags: args.flags };
    let (params, _) = wanted.get(engine, &args.dom, Tuning::Scheduler)?;
    Ok(DomainGetSchedulerParametersFlagsRet { params })
}

/// How many parameters are asked for, and of which definition.
struct Wanted {
    nparams: i32,
    flags: u32,
}

impl Wanted {
    fn get(&self, engine: &Engine, dom: &Domain, family: Tuning) -> Result<(Vec<TypedParam>, i32)> {
        let (public, driver, most) = match family {
            Tuning::Scheduler => (
                "virDomainGetSchedulerParametersFlags",
                "qemuDomainGetSchedulerParametersFlags",
                limits::DOMAIN_SCHEDULER_PARAMETERS_MAX,
            ),
            Tuning::Memory => (
                "virDomainGetMemoryParameters",
                "qemuDomainGetMemoryParameters",
                limits::DOMAIN_MEMORY_PARAMETERS_MAX,
            ),
            Tuning::Blkio => (
                "virDomainGetBlkioParameters",
                "qemuDomainGetBlkioParameters",
                limits::DOMAIN_BLKIO_PARAMETERS_MAX,
            ),
            Tuning::Numa => (
                "virDomainGetNumaParameters",
                "qemuDomainGetNumaParameters",
                limits::DOMAIN_NUMA_PARAMETERS_MAX,
            ),
        };
        few(self.nparams, most)?;
        flags::live_or_config(self.flags, public)?;
        flags::check(self.flags, LIVE | CONFIG | STRING_OKAY, driver)?;
        let view = view(engine, dom)?;
        let affected = affects(&view, self.flags)?;
        let stats = view.tuning(family, affected.config)?;
        Ok(parameters::counted(stats, self.nparams, self.flags))
    }
}

async fn set(
    context: Context,
    dom: &Domain,
    params: Vec<TypedParam>,
    flags: u32,
    family: Tuning,
) -> Result<()> {
    let (driver, known): (_, &[_]) = match family {
        Tuning::Scheduler => ("qemuDomainSetSchedulerParametersFlags", &SCHEDULER),
        Tuning::Memory => ("qemuDomainSetMemoryParameters", &MEMORY),
        Tuning::Blkio => ("qemuDomainSetBlkioParameters", &BLKIO),
        Tuning::Numa => ("qemuDomainSetNumaParameters", &NUMA),
    };
    flags::check(flags, LIVE | CONFIG, driver)?;
    let params = parameters::taken(params, known)?;
    let guest = guest(&context.engine, dom)?;
    let affected = affects(&guest.view(), flags)?;
    guest.set_tuning(family, params, affected).await
}

fn perf_events(engine: &Engine, args: DomainGetPerfEventsArgs) -> Result<DomainGetPerfEventsRet> {
    flags::live_or_config(args.flags, "virDomainGetPerfEvents")?;
    flags::check(args.flags, LIVE | CONFIG | STRING_OKAY, "qemuDomainGetPerfEvents")?;
    let view = view(engine, &args.dom)?;
    let stats = view.perf_events(affects(&view, args.flags)?.config)?;
    Ok(DomainGetPerfEventsRet { params: typed_params::write(stats, limits::DOMAIN_PERF_EVENTS_MAX) })
}

async fn set_perf_events(context: Context, args: DomainSetPerfEventsArgs) -> Result<()> {
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainSetPerfEvents")?;
    let known: Vec<_> = vm::perf_event_names().map(|name| (name, Kind::Boolean)).collect();
    let events = parameters::taken(args.params, &known)?;
    let events = events.into_iter().map(|(name, value)| (name, value == StatValue::Bool(true))).collect();
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    guest.set_perf_events(events, affected).await
}
