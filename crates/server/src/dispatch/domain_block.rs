//! A guest's disks: sizes, counters, limits, and what stands in them.

use errors::{Code, Domain, Error, Result};
use vm::{NewSize, StatValue, Stats};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::guest::{guest, view};
use crate::dispatch::impact::affects;
use crate::dispatch::parameters::{self, Kind};
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.call::<DomainGetBlockInfo>(info);
    table.call::<DomainBlockStats>(stats);
    table.call::<DomainBlockStatsFlags>(stats_flags);
    table.call::<DomainBlockPeek>(peek);
    table.call::<DomainBlockResize>(resize);
    table.call::<DomainSetBlockThreshold>(set_threshold);
    table.call::<DomainGetDiskErrors>(disk_errors);
    table.call::<DomainGetBlockIoTune>(get_io_tune);
    table.call::<DomainSetBlockIoTune>(set_io_tune);
}

async fn info(context: Context, args: DomainGetBlockInfoArgs) -> Result<DomainGetBlockInfoRet> {
    not_empty(&args.path, "virDomainGetBlockInfo")?;
    flags::check(args.flags, 0, "qemuDomainGetBlockInfo")?;
    let info = guest(&context.engine, &args.dom)?.block_info(&args.path).await?;
    Ok(DomainGetBlockInfoRet {
        allocation: info.allocation,
        capacity: info.capacity,
        physical: info.physical,
    })
}

async fn stats(context: Context, args: DomainBlockStatsArgs) -> Result<DomainBlockStatsRet> {
    let counters = guest(&context.engine, &args.dom)?.block_counters(&args.path).await?;
    Ok(DomainBlockStatsRet {
        rd_req: signed(counters.reads),
        rd_bytes: signed(counters.read_bytes),
        wr_req: signed(counters.writes),
        wr_bytes: signed(counters.written_bytes),
        // Nobody counts them.
        errs: -1,
    })
}

async fn stats_flags(context: Context, args: DomainBlockStatsFlagsArgs) -> Result<DomainBlockStatsFlagsRet> {
    few(args.nparams, limits::DOMAIN_BLOCK_STATS_PARAMETERS_MAX)?;
    flags::check(args.flags, flags::STRING_OKAY, "qemuDomainBlockStatsFlags")?;
    let counters = guest(&context.engine, &args.dom)?.block_counters(&args.path).await?;
    let stats: Stats = [
        ("wr_bytes", counters.written_bytes),
        ("wr_operations", counters.writes),
        ("rd_bytes", counters.read_bytes),
        ("rd_operations", counters.reads),
        ("flush_operations", counters.flushes),
        ("wr_total_times", counters.write_ns),
        ("rd_total_times", counters.read_ns),
        ("flush_total_times", counters.flush_ns),
    ]
    .map(|(name, value)| (name.to_owned(), StatValue::LLong(signed(value))))
    .into();
    let (params, nparams) = parameters::counted(stats, args.nparams, args.flags);
    Ok(DomainBlockStatsFlagsRet { params, nparams })
}

async fn peek(context: Context, args: DomainBlockPeekArgs) -> Result<DomainBlockPeekRet> {
    not_empty(&args.path, "virDomainBlockPeek")?;
    if args.size as usize > limits::DOMAIN_BLOCK_PEEK_BUFFER_MAX {
        return Err(too_much("size > maximum buffer size"));
    }
    flags::check(args.flags, 0, "qemuDomainBlockPeek")?;
    let guest = guest(&context.engine, &args.dom)?;
    Ok(DomainBlockPeekRet { buffer: guest.block_peek(&args.path, args.offset, args.size).await? })
}

async fn resize(context: Context, args: DomainBlockResizeArgs) -> Result<()> {
    const BYTES: u32 = 1;
    const CAPACITY: u32 = 2;
    flags::check(args.flags, BYTES | CAPACITY, "qemuDomainBlockResize")?;
    let guest = guest(&context.engine, &args.dom)?;
    let size = if args.flags & CAPACITY != 0 {
        NewSize::Capacity
    } else if args.flags & BYTES != 0 {
        NewSize::Bytes(args.size)
    } else {
        let bytes = args.size.checked_mul(1024).ok_or_else(|| {
            let detail = format!("size must be less than {}", u64::MAX / 1024);
            Error::new(Code::Overflow, Domain::Qemu, detail)
        })?;
        NewSize::Bytes(bytes)
    };
    guest.block_resize(&args.disk, size).await
}

async fn set_threshold(context: Context, args: DomainSetBlockThresholdArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainSetBlockThreshold")?;
    guest(&context.engine, &args.dom)?.set_block_threshold(&args.dev, args.threshold).await
}

async fn disk_errors(context: Context, args: DomainGetDiskErrorsArgs) -> Result<DomainGetDiskErrorsRet> {
    let most = args.maxerrors as usize;
    if most > limits::DOMAIN_DISK_ERRORS_MAX {
        return Err(too_much("maxerrors too large"));
    }
    flags::check(args.flags, 0, "qemuDomainGetDiskErrors")?;
    let guest = guest(&context.engine, &args.dom)?;
    if most == 0 {
        // How many there can be: one for each disk.
        let count = guest.view().live.as_ref().map_or(0, |live| live.domain().devices.disks.len());
        guest.disk_errors().await?;
        return Ok(DomainGetDiskErrorsRet { errors: Vec::new(), nerrors: i32::try_from(count).unwrap_or(0) });
    }
    let failed = guest.disk_errors().await?.into_iter().take(most);
    let errors: Vec<_> = failed.map(|(disk, error)| DomainDiskError { disk, error }).collect();
    let nerrors = i32::try_from(errors.len()).unwrap_or(0);
    Ok(DomainGetDiskErrorsRet { errors, nerrors })
}

async fn get_io_tune(context: Context, args: DomainGetBlockIoTuneArgs) -> Result<DomainGetBlockIoTuneRet> {
    few(args.nparams, limits::DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX)?;
    flags::live_or_config(args.flags, "virDomainGetBlockIoTune")?;
    let known = flags::LIVE | flags::CONFIG | flags::STRING_OKAY;
    flags::check(args.flags, known, "qemuDomainGetBlockIoTune")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    let Some(disk) = args.disk.as_deref().filter(|_| args.nparams != 0) else {
        let nparams = i32::try_from(vm::THROTTLE_COUNT).unwrap_or(0);
        return Ok(DomainGetBlockIoTuneRet { params: Vec::new(), nparams });
    };
    let stats = guest.throttle(disk, affected.config).await?;
    let (params, nparams) = parameters::counted(stats, args.nparams, args.flags);
    Ok(DomainGetBlockIoTuneRet { params, nparams })
}

async fn set_io_tune(context: Context, args: DomainSetBlockIoTuneArgs) -> Result<()> {
    flags::check(args.flags, flags::LIVE | flags::CONFIG, "qemuDomainSetBlockIoTune")?;
    let known: Vec<_> = vm::throttle_names()
        .map(|name| (name, Kind::Ullong))
        .chain(std::iter::once(("group_name", Kind::String)))
        .collect();
    let params = parameters::taken(args.params, &known)?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&*view(&context.engine, &args.dom)?, args.flags)?;
    guest.set_throttle(args.disk, params, affected).await
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// "string disk in ... must not be empty", as the public functions say.
fn not_empty(path: &str, call: &str) -> Result<()> {
    if path.is_empty() {
        let text = format!("string disk in {call} must not be empty");
        return Err(Error::invalid_argument(Domain::Domain, call, "disk", text));
    }
    Ok(())
}

/// More parameters than fit into a reply.
pub(super) fn few(nparams: i32, most: usize) -> Result<()> {
    match usize::try_from(nparams) {
        Ok(wanted) if wanted <= most => Ok(()),
        _ => Err(too_much("nparams too large")),
    }
}

pub(super) fn too_much(detail: &str) -> Error {
    Error::internal(Domain::Rpc, detail)
}
