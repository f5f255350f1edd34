//! Measuring how fast a guest changes its memory.

use errors::Result;
use vm::DirtyRateMode;
use wire::remote::DomainStartDirtyRateCalcArgs;
use wire::remote::procedure::DomainStartDirtyRateCalc;

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.call::<DomainStartDirtyRateCalc>(start);
}

async fn start(context: Context, args: DomainStartDirtyRateCalcArgs) -> Result<()> {
    const BITMAP: u32 = 1;
    const RING: u32 = 2;
    flags::exclusive(
        args.flags,
        (BITMAP, "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP"),
        (RING, "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING"),
        "virDomainStartDirtyRateCalc",
    )?;
    flags::check(args.flags, BITMAP | RING, "qemuDomainStartDirtyRateCalc")?;
    let mode = match args.flags {
        BITMAP => DirtyRateMode::DirtyBitmap,
        RING => DirtyRateMode::DirtyRing,
        _ => DirtyRateMode::PageSampling,
    };
    guest(&context.engine, &args.dom)?.start_dirty_rate(args.seconds, mode).await
}
