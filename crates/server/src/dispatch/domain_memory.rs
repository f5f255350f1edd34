//! How much memory a guest has, and what stands in it.

use errors::{Code, Domain, Error, Result};
use vm::{Addresses, Affected};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::domain_block::too_much;
use crate::dispatch::guest::guest;
use crate::dispatch::impact::affects;
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_MEM_MAXIMUM`: the most that it can have.
const MAXIMUM: u32 = 4;

pub(super) fn register(table: &mut Table) {
    table.call::<DomainSetMemory>(set_memory);
    table.call::<DomainSetMemoryFlags>(set_memory_flags);
    table.call::<DomainSetMaxMemory>(set_max_memory);
    table.call::<DomainSetMemoryStatsPeriod>(set_period);
    table.call::<DomainMemoryPeek>(peek);
}

async fn set_memory(context: Context, args: DomainSetMemoryArgs) -> Result<()> {
    not_zero(args.memory, "virDomainSetMemory")?;
    let guest = guest(&context.engine, &args.dom)?;
    guest.set_memory(args.memory, affects(&guest.view(), flags::LIVE)?).await
}

async fn set_memory_flags(context: Context, args: DomainSetMemoryFlagsArgs) -> Result<()> {
    not_zero(args.memory, "virDomainSetMemoryFlags")?;
    flags::check(args.flags, flags::LIVE | flags::CONFIG | MAXIMUM, "qemuDomainSetMemoryFlags")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    set(&guest, args.memory, args.flags, affected).await
}

async fn set_max_memory(context: Context, args: DomainSetMaxMemoryArgs) -> Result<()> {
    not_zero(args.memory, "virDomainSetMaxMemory")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), 0)?;
    set(&guest, args.memory, MAXIMUM, affected).await
}

async fn set(guest: &vm::Guest, kib: u64, flags: u32, affected: Affected) -> Result<()> {
    if flags & MAXIMUM != 0 {
        guest.set_max_memory(kib, affected).await
    } else {
        guest.set_memory(kib, affected).await
    }
}

async fn set_period(context: Context, args: DomainSetMemoryStatsPeriodArgs) -> Result<()> {
    let call = "virDomainSetMemoryStatsPeriod";
    let period = u32::try_from(args.period).map_err(|_| {
        let text = format!("period in {call} must be zero or greater");
        Error::invalid_argument(Domain::Domain, call, "period", text)
    })?;
    flags::check(args.flags, flags::LIVE | flags::CONFIG, "qemuDomainSetMemoryStatsPeriod")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    guest.set_stats_period(period, affected).await
}

async fn peek(context: Context, args: DomainMemoryPeekArgs) -> Result<DomainMemoryPeekRet> {
    const VIRTUAL: u32 = 1;
    const PHYSICAL: u32 = 2;
    if args.size as usize > limits::DOMAIN_MEMORY_PEEK_BUFFER_MAX {
        return Err(too_much("size > maximum buffer size"));
    }
    flags::exclusive(
        args.flags,
        (VIRTUAL, "VIR_MEMORY_VIRTUAL"),
        (PHYSICAL, "VIR_MEMORY_PHYSICAL"),
        "virDomainMemoryPeek",
    )?;
    let addresses = match args.flags {
        VIRTUAL => Addresses::Virtual,
        PHYSICAL => Addresses::Physical,
        _ => {
            let detail = "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL";
            return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
        }
    };
    let guest = guest(&context.engine, &args.dom)?;
    Ok(DomainMemoryPeekRet { buffer: guest.memory_peek(args.offset, args.size, addresses).await? })
}

fn not_zero(memory: u64, call: &str) -> Result<()> {
    if memory == 0 {
        let text = format!("memory in {call} must not be zero");
        return Err(Error::invalid_argument(Domain::Domain, call, "memory", text));
    }
    Ok(())
}
