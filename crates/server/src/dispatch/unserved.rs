//! Procedures that nobody serves (yet): answered as a libvirtd without the driver does.

use errors::{Code, Domain, Error, Result};
use wire::WireError;
use wire::by_number::rule_args;
use wire::procedure::ProcedureInfo;
use wire::xdr::{Decode, Decoder};

use crate::connection::Connection;
use crate::dispatch::table::Handler;
use crate::dispatch::{access, write_error};
use crate::transport::Received;

/// The handler of a procedure without a driver.
pub(super) fn handler(info: &'static ProcedureInfo) -> Handler {
    Handler::Here(Box::new(move |connection, received, out| {
        let error = match examine(connection, info, received) {
            Err(e) => e,
            Ok(()) => not_registered(info, received).unwrap_or_else(|| not_supported(info)),
        };
        write_error(out, &received.frame.header, &error);
    }))
}

/// The checks that every call goes through, served or not.
fn examine(connection: &Connection, info: &ProcedureInfo, received: &Received) -> Result<()> {
    let args = rule_args(info.program, info.number, &received.frame.payload);
    let args = args.map_err(|_| WireError::undecodable())?.unwrap_or_default();
    access::check(connection, info, args)
}

/// "This function is not supported by the connection driver", in the words of the public function.
fn not_supported(info: &ProcedureInfo) -> Error {
    let function = match info.name {
        // The public function looks the device up first, and stops there.
        "NODE_DEVICE_GET_PARENT" => "virNodeDeviceLookupByName",
        name => info.public_api.unwrap_or(name),
    };
    Error::new(Code::NoSupport, info.error_domain(), function)
}

/// What there is to say of registrations that nobody can have made: the daemon keeps count of them itself,
/// before any driver is asked.
fn not_registered(info: &ProcedureInfo, received: &Received) -> Option<Error> {
    let what = match info.name {
        "CONNECT_NETWORK_EVENT_DEREGISTER_ANY" => "network",
        "CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY" => "storage pool",
        // libvirt calls secrets node devices here.
        "CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY" | "CONNECT_SECRET_EVENT_DEREGISTER_ANY" => "node device",
        _ => return None,
    };
    let callback = i32::decode(&mut Decoder::new(&received.frame.payload)).ok()?;
    let detail = format!("{what} event callback {callback} not registered");
    Some(Error::new(Code::InternalError, Domain::Rpc, detail))
}
