//! Jobs: what a save or a dump has done so far, and ending it.

use engine::Engine;
use errors::{Domain, Error, Result};
use vm::JobState;
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};
use crate::typed_params;

/// `VIR_DOMAIN_JOB_STATS_COMPLETED`: the job that ended last.
const COMPLETED: u32 = 1;
/// `VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED`: tell of it again the next time.
const KEEP_COMPLETED: u32 = 2;

pub(super) fn register(table: &mut Table) {
    table.call::<DomainGetJobInfo>(job_info);
    table.call::<DomainGetJobStats>(job_stats);
    table.read::<DomainAbortJob>(|engine: &Engine, args: DomainAbortJobArgs| {
        guest(engine, &args.dom)?.abort_job()
    });
    table.read::<DomainAbortJobFlags>(|engine: &Engine, args: DomainAbortJobFlagsArgs| {
        // VIR_DOMAIN_ABORT_JOB_POSTCOPY: about migrations, of which there are none.
        const POSTCOPY: u32 = 1;
        flags::check(args.flags, POSTCOPY, "qemuDomainAbortJobFlags")?;
        guest(engine, &args.dom)?.abort_job()
    });
}

async fn job_info(context: Context, args: DomainGetJobInfoArgs) -> Result<DomainGetJobInfoRet> {
    let state = guest(&context.engine, &args.dom)?.job().await?;
    let mut info = DomainGetJobInfoRet { r#type: kind(&state), ..DomainGetJobInfoRet::default() };
    if let JobState::Running(report) | JobState::Completed(report) = &state {
        info.time_elapsed = report.elapsed_ms;
        if let Some(memory) = &report.progress.memory {
            (info.data_total, info.mem_total) = (memory.total, memory.total);
            (info.data_processed, info.mem_processed) = (memory.processed, memory.processed);
            (info.data_remaining, info.mem_remaining) = (memory.remaining, memory.remaining);
        }
    }
    Ok(info)
}

async fn job_stats(context: Context, args: DomainGetJobStatsArgs) -> Result<DomainGetJobStatsRet> {
    if args.flags & KEEP_COMPLETED != 0 && args.flags & COMPLETED == 0 {
        let text =
            "Flag 'VIR_DOMAIN_JOB_STATS_COMPLETED' is required by flag 'VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED'";
        return Err(Error::invalid_argument(Domain::Domain, "virDomainGetJobStats", "ctl", text));
    }
    flags::check(args.flags, COMPLETED | KEEP_COMPLETED, "qemuDomainGetJobStats")?;
    let guest = guest(&context.engine, &args.dom)?;
    let state = if args.flags & COMPLETED != 0 {
        guest.completed_job(args.flags & KEEP_COMPLETED != 0)
    } else {
        guest.job().await?
    };
    let params = match &state {
        JobState::None => Vec::new(),
        JobState::Running(report) | JobState::Completed(report) => {
            typed_params::write(report.stats(), limits::DOMAIN_JOB_STATS_MAX)
        }
    };
    Ok(DomainGetJobStatsRet { r#type: kind(&state), params })
}

/// `virDomainJobType`.
const fn kind(state: &JobState) -> i32 {
    match state {
        JobState::None => 0,
        JobState::Running(_) => 2,
        JobState::Completed(_) => 3,
    }
}
