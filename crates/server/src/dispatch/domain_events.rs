//! Registering for events of guests.

use errors::{Code, Domain, Error, Result};
use model::Uuid;
use wire::remote::procedure::*;
use wire::remote::{
    ConnectDomainEventCallbackDeregisterAnyArgs, ConnectDomainEventCallbackRegisterAnyArgs,
    ConnectDomainEventCallbackRegisterAnyRet, ConnectDomainEventDeregisterAnyArgs,
    ConnectDomainEventDeregisterRet, ConnectDomainEventRegisterAnyArgs, ConnectDomainEventRegisterRet,
};

use crate::callbacks::Wanted;
use crate::connection::Connection;
use crate::dispatch::Table;
use crate::event_frame;

/// The id of lifecycle events.
const LIFECYCLE: i32 = 0;

pub(super) fn register(table: &mut Table) {
    table.connection::<ConnectDomainEventCallbackRegisterAny>(register_any);
    table.connection::<ConnectDomainEventCallbackDeregisterAny>(deregister_any);
    table.connection::<ConnectDomainEventRegister>(legacy_register);
    table.connection::<ConnectDomainEventDeregister>(legacy_deregister);
    table.connection::<ConnectDomainEventRegisterAny>(legacy_register_any);
    table.connection::<ConnectDomainEventDeregisterAny>(legacy_deregister_any);
}

fn register_any(
    connection: &mut Connection,
    args: ConnectDomainEventCallbackRegisterAnyArgs,
) -> Result<ConnectDomainEventCallbackRegisterAnyRet> {
    let id = args.event_id;
    if !(0..=event_frame::LAST_ID).contains(&id) {
        return Err(unsupported(id));
    }
    let guest = args.dom.map(|domain| Uuid::from_bytes(domain.uuid));
    let callback_id = connection.register(Wanted::Event(id), guest)?;
    Ok(ConnectDomainEventCallbackRegisterAnyRet { callback_id })
}

fn deregister_any(
    connection: &mut Connection,
    args: ConnectDomainEventCallbackDeregisterAnyArgs,
) -> Result<()> {
    let number = args.callback_id;
    let known = |other, wanted: &Wanted| other == number && matches!(wanted, Wanted::Event(_));
    if connection.callbacks.deregister(known) {
        return Ok(());
    }
    Err(internal(format!("domain event callback {number} not registered")))
}

fn legacy_register(connection: &mut Connection, (): ()) -> Result<ConnectDomainEventRegisterRet> {
    connection.register(Wanted::Legacy(LIFECYCLE), None)?;
    // What the number once meant is long forgotten; libvirt says 0 as well.
    Ok(ConnectDomainEventRegisterRet { cb_registered: 0 })
}

fn legacy_deregister(connection: &mut Connection, (): ()) -> Result<ConnectDomainEventDeregisterRet> {
    legacy_forget(connection, LIFECYCLE)?;
    Ok(ConnectDomainEventDeregisterRet { cb_registered: 0 })
}

fn legacy_register_any(connection: &mut Connection, args: ConnectDomainEventRegisterAnyArgs) -> Result<()> {
    let id = args.event_id;
    if event_frame::legacy_number(id).is_none() {
        return Err(unsupported(id));
    }
    connection.register(Wanted::Legacy(id), None).map(drop)
}

fn legacy_deregister_any(
    connection: &mut Connection,
    args: ConnectDomainEventDeregisterAnyArgs,
) -> Result<()> {
    let id = args.event_id;
    if event_frame::legacy_number(id).is_none() {
        return Err(unsupported(id));
    }
    legacy_forget(connection, id)
}

fn legacy_forget(connection: &mut Connection, id: i32) -> Result<()> {
    if connection.callbacks.deregister(|_, wanted| *wanted == Wanted::Legacy(id)) {
        return Ok(());
    }
    Err(internal(format!("domain event {id} not registered")))
}

fn unsupported(id: i32) -> Error {
    internal(format!("unsupported event ID {id}"))
}

fn internal(detail: String) -> Error {
    Error::new(Code::InternalError, Domain::Rpc, detail)
}
