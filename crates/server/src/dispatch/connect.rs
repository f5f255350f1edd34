//! The connection: authentication, opening, features, and what the daemon says of itself.

use std::sync::Arc;

use errors::{Code, Domain, Error, Result};
use wire::remote::procedure::*;
use wire::remote::*;
use wire::xdr::Text;

use crate::connection::Connection;
use crate::dispatch::guest::Shared;
use crate::dispatch::{Table, uri};

/// The version of libvirt whose behaviour this daemon follows, as `virConnectGetLibVersion` counts.
const LIB_VERSION: u64 = 11_003_000;

/// The `VIR_CONNECT_RO` flag of CONNECT_OPEN; the others are the client's own business.
const OPEN_READ_ONLY: u32 = 1;

/// `VIR_DRV_FEATURE_PROGRAM_KEEPALIVE`.
const FEATURE_KEEPALIVE: i32 = 10;

pub(super) fn register(table: &mut Table) {
    table.opening::<AuthList>(auth_list);
    table.opening::<AuthSaslInit>(|_: &mut Connection, _: ()| wrong_method::<AuthSaslInitRet>());
    table.opening::<AuthSaslStart>(|_: &mut Connection, _: AuthSaslStartArgs| {
        wrong_method::<AuthSaslStartRet>()
    });
    table
        .opening::<AuthSaslStep>(|_: &mut Connection, _: AuthSaslStepArgs| wrong_method::<AuthSaslStepRet>());
    table.opening::<AuthPolkit>(|_: &mut Connection, _: ()| wrong_method::<AuthPolkitRet>());
    table.opening::<ConnectOpen>(open);
    table.opening::<ConnectClose>(close);
    table.opening::<ConnectSupportsFeature>(supports_feature);
    table.connection::<ConnectRegisterCloseCallback>(|_: &mut Connection, _: ()| Ok(()));
    table.connection::<ConnectUnregisterCloseCallback>(|_: &mut Connection, _: ()| Ok(()));
    table.connection::<ConnectSetIdentity>(set_identity);
    table.connection::<ConnectGetUri>(get_uri);
    table.connection::<ConnectIsSecure>(|_: &mut Connection, _: ()| Ok(ConnectIsSecureRet { secure: 1 }));
    table.connection::<ConnectGetType>(|_: &mut Connection, _: ()| Ok(Text("QEMU")));
    table.connection::<ConnectGetLibVersion>(|_: &mut Connection, _: ()| {
        Ok(ConnectGetLibVersionRet { lib_ver: LIB_VERSION })
    });
}

/// The kernel has told who the peer is, and the socket's mode who may connect: nothing more is asked.
fn auth_list(_: &mut Connection, (): ()) -> Result<AuthListRet> {
    Ok(AuthListRet { types: vec![AuthType::NONE] })
}

fn wrong_method<T>() -> Result<T> {
    Err(Error::new(Code::AuthFailed, Domain::Rpc, "authentication failed"))
}

fn open(connection: &mut Connection, args: ConnectOpenArgs) -> Result<()> {
    let Some(name) = args.name else {
        return Err(Error::new(Code::InternalError, Domain::Rpc, "connection not open"));
    };
    if connection.is_open() {
        return Err(Error::new(Code::InternalError, Domain::Rpc, "connection already open"));
    }
    let uri = uri::accept(&name, connection.engine().uri())?;
    connection.open(Arc::from(uri))?;
    connection.read_only |= args.flags & OPEN_READ_ONLY != 0;
    Ok(())
}

fn close(connection: &mut Connection, (): ()) -> Result<()> {
    connection.closing = true;
    Ok(())
}

fn supports_feature(
    connection: &mut Connection,
    args: ConnectSupportsFeatureArgs,
) -> Result<ConnectSupportsFeatureRet> {
    if args.feature == FEATURE_KEEPALIVE {
        connection.speaks_keepalive = true;
    } else if !connection.is_open() {
        return Err(Error::new(Code::InternalError, Domain::Rpc, "hypervisor connection not open"));
    }
    Ok(ConnectSupportsFeatureRet { supported: i32::from(is_supported(args.feature)) })
}

/// `VIR_DRV_FEATURE_*`: what libvirt's QEMU driver and its daemon say yes to. 1, 2 and 5 are ways of
/// migrating that it never had; 8 (file descriptors), 9 (strings among parameters), 14 and 15 (callbacks by
/// number, close callbacks) and 16 (the order of a network update's arguments) change what clients send.
const fn is_supported(feature: i32) -> bool {
    matches!(feature, 3 | 4 | 6..=16)
}

/// A proxy in front of the daemon tells who its client is. Only root is believed.
fn set_identity(connection: &mut Connection, args: ConnectSetIdentityArgs) -> Result<()> {
    if args.params.is_empty() {
        return Ok(());
    }
    if connection.caller.uid != 0 {
        return Err(Error::new(
            Code::AccessDenied,
            Domain::Rpc,
            "only a privileged client may set an identity",
        ));
    }
    let mut caller = connection.caller;
    for TypedParam { field, value } in args.params {
        match (field.as_str(), value) {
            ("unix-user-id", TypedParamValue::Ullong(uid)) => caller.uid = narrow(uid)?,
            ("unix-group-id", TypedParamValue::Ullong(gid)) => caller.gid = narrow(gid)?,
            ("process-id", TypedParamValue::Llong(pid)) => caller.pid = narrow(pid)?,
            ("process-time", TypedParamValue::Ullong(_)) => {}
            (
                "unix-user-name"
                | "unix-group-name"
                | "sasl-user-name"
                | "x509-distinguished-name"
                | "selinux-context"
                | "system-token",
                TypedParamValue::String(_),
            ) => {}
            _ => {
                let detail = format!("parameter '{field}' not supported");
                return Err(Error::new(Code::ArgumentUnsupported, Domain::None, detail));
            }
        }
    }
    connection.caller = caller;
    Ok(())
}

fn narrow<T: TryFrom<U>, U>(number: U) -> Result<T> {
    T::try_from(number)
        .map_err(|_| Error::new(Code::Overflow, Domain::Rpc, "an identity is a smaller number"))
}

fn get_uri(connection: &mut Connection, (): ()) -> Result<Shared> {
    match connection.uri() {
        Some(uri) => Ok(Shared(Arc::clone(uri))),
        None => Err(Error::new(Code::InternalError, Domain::Rpc, "hypervisor connection not open")),
    }
}
