//! The qemu program: raw monitor and agent commands, and QEMU's own events.

use errors::{Code, Domain, Error, Result};
use model::Uuid;
use wire::qemu::procedure::*;
use wire::qemu::*;

use crate::callbacks::Wanted;
use crate::connection::Connection;
use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};
use crate::monitor_pattern::{self, MonitorPattern};

/// `VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP`: a line for people instead of JSON.
const HUMAN: u32 = 1;

pub(super) fn register(table: &mut Table) {
    table.bulky::<DomainMonitorCommand>(monitor_command);
    table.bulky::<DomainMonitorCommandWithFiles>(monitor_command_with_files);
    table.call::<DomainAgentCommand>(agent_command);
    table.connection::<ConnectDomainMonitorEventRegister>(event_register);
    table.connection::<ConnectDomainMonitorEventDeregister>(event_deregister);
}

async fn monitor_command(
    context: Context,
    args: DomainMonitorCommandArgs,
) -> Result<DomainMonitorCommandRet> {
    flags::check(args.flags, HUMAN, "qemuDomainQemuMonitorCommandWithFiles")?;
    let guest = guest(&context.engine, &args.dom)?;
    let human = args.flags & HUMAN != 0;
    let result = guest.monitor_command(args.cmd, Vec::new(), human, &context.caller).await?;
    Ok(DomainMonitorCommandRet { result })
}

/// The same with files that came with the call. No command of QEMU's gives files back.
async fn monitor_command_with_files(
    mut context: Context,
    args: DomainMonitorCommandWithFilesArgs,
) -> Result<DomainMonitorCommandWithFilesRet> {
    flags::check(args.flags, HUMAN, "qemuDomainQemuMonitorCommandWithFiles")?;
    let guest = guest(&context.engine, &args.dom)?;
    let files = std::mem::take(&mut context.fds);
    let human = args.flags & HUMAN != 0;
    let result = guest.monitor_command(args.cmd, files, human, &context.caller).await?;
    Ok(DomainMonitorCommandWithFilesRet { result })
}

async fn agent_command(context: Context, args: DomainAgentCommandArgs) -> Result<DomainAgentCommandRet> {
    flags::check(args.flags, 0, "qemuDomainQemuAgentCommand")?;
    let guest = guest(&context.engine, &args.dom)?;
    let result = guest.agent_command(args.cmd, args.timeout, &context.caller).await?;
    Ok(DomainAgentCommandRet { result: Some(result) })
}

fn event_register(
    connection: &mut Connection,
    args: ConnectDomainMonitorEventRegisterArgs,
) -> Result<ConnectDomainMonitorEventRegisterRet> {
    let known = monitor_pattern::REGEX | monitor_pattern::NOCASE;
    flags::check_in(Domain::None, args.flags, known, "virDomainQemuMonitorEventStateRegisterID")?;
    let pattern = MonitorPattern::new(args.event, args.flags)?;
    let guest = args.dom.map(|domain| Uuid::from_bytes(domain.uuid));
    let callback_id = connection.register(Wanted::Monitor(pattern), guest)?;
    Ok(ConnectDomainMonitorEventRegisterRet { callback_id })
}

fn event_deregister(
    connection: &mut Connection,
    args: ConnectDomainMonitorEventDeregisterArgs,
) -> Result<()> {
    let number = args.callback_id;
    let known = |other, wanted: &Wanted| other == number && matches!(wanted, Wanted::Monitor(_));
    if connection.callbacks.deregister(known) {
        return Ok(());
    }
    let detail = format!("qemu monitor event callback {number} not registered");
    Err(Error::new(Code::InternalError, Domain::Rpc, detail))
}
