//! What becomes of a guest that powers off, reboots or crashes.

use errors::{Code, Domain, Error, Result};
use vm::{LifecycleKind, check_lifecycle_action, lifecycle_action};
use wire::remote::DomainSetLifecycleActionArgs;
use wire::remote::procedure::*;

use crate::dispatch::context::Context;
use crate::dispatch::flags::{CONFIG, LIVE};
use crate::dispatch::guest::guest;
use crate::dispatch::impact::affects;
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.call::<DomainSetLifecycleAction>(set);
}

async fn set(context: Context, args: DomainSetLifecycleActionArgs) -> Result<()> {
    let no_such = |what: &str, number: u32| {
        let detail = format!("invalid lifecycle {what} '{number}'");
        Error::new(Code::InvalidArg, Domain::Domain, detail)
    };
    let kind = LifecycleKind::from_number(args.r#type).ok_or_else(|| no_such("type", args.r#type))?;
    let action = lifecycle_action(args.action).ok_or_else(|| no_such("action", args.action))?;
    check_lifecycle_action(kind, action)?;
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainSetLifecycleAction")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    guest.set_lifecycle_action(kind, action, affected).await
}
