//! Keys and interrupts for a guest.

use errors::{Domain, Error, Result};
use vm::Codeset;
use wire::remote::procedure::*;
use wire::remote::{DomainInjectNmiArgs, DomainSendKeyArgs};

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.call::<DomainSendKey>(send_key);
    table.call::<DomainInjectNmi>(inject_nmi);
}

async fn send_key(context: Context, args: DomainSendKeyArgs) -> Result<()> {
    let call = "virDomainSendKey";
    let codeset = Codeset::from_number(args.codeset).ok_or_else(|| {
        let text = format!("Unsupported codeset '{}'", args.codeset);
        Error::invalid_argument(Domain::Domain, call, "codeset", text)
    })?;
    flags::check(args.flags, 0, "qemuDomainSendKey")?;
    guest(&context.engine, &args.dom)?.send_key(codeset, args.holdtime, &args.keycodes).await
}

async fn inject_nmi(context: Context, args: DomainInjectNmiArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainInjectNMI")?;
    guest(&context.engine, &args.dom)?.inject_nmi().await
}
