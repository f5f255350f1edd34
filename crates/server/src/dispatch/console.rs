//! A guest's console as a stream.

use errors::Result;
use vm::Console;
use wire::remote::DomainOpenConsoleArgs;
use wire::remote::procedure::DomainOpenConsole;

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_CONSOLE_FORCE`: whoever has it open loses it.
const FORCE: u32 = 1;
/// `VIR_DOMAIN_CONSOLE_SAFE`: only where nobody else can have it open, which is always so here.
const SAFE: u32 = 2;

pub(super) fn register(table: &mut Table) {
    table.stream::<DomainOpenConsole, _, _, _>(open);
}

async fn open(context: Context, args: DomainOpenConsoleArgs) -> Result<Console> {
    flags::check(args.flags, FORCE | SAFE, "qemuDomainOpenConsole")?;
    let guest = guest(&context.engine, &args.dom)?;
    guest.open_console(args.dev_name.as_deref(), args.flags & FORCE != 0).await
}
