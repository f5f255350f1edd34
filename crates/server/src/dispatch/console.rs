//! A guest's consoles and channels as streams.

use errors::Result;
use vm::Console;
use wire::remote::procedure::{DomainOpenChannel, DomainOpenConsole};
use wire::remote::{DomainOpenChannelArgs, DomainOpenConsoleArgs};

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_CONSOLE_FORCE`: whoever has it open loses it.
const FORCE: u32 = 1;
/// `VIR_DOMAIN_CONSOLE_SAFE`: only where nobody else can have it open, which is always so here.
const SAFE: u32 = 2;

pub(super) fn register(table: &mut Table) {
    table.stream::<DomainOpenConsole, _, _, _>(open);
    table.stream::<DomainOpenChannel, _, _, _>(open_channel);
}

async fn open(context: Context, args: DomainOpenConsoleArgs) -> Result<Console> {
    flags::check(args.flags, FORCE | SAFE, "qemuDomainOpenConsole")?;
    let guest = guest(&context.engine, &args.dom)?;
    guest.open_console(args.dev_name.as_deref(), args.flags & FORCE != 0).await
}

async fn open_channel(context: Context, args: DomainOpenChannelArgs) -> Result<Console> {
    flags::check(args.flags, FORCE, "qemuDomainOpenChannel")?;
    let guest = guest(&context.engine, &args.dom)?;
    guest.open_channel(args.name.as_deref(), args.flags & FORCE != 0).await
}
