//! What a connection may call: nothing before it has opened, and what changes nothing when it is read-only.

use errors::{Code, Domain, Error, Result};
use wire::access::RuleArgs;
use wire::procedure::ProcedureInfo;

use crate::connection::Connection;

/// Checks a call before any object is looked up.
///
/// # Errors
/// The connection has not opened; or it is read-only and this is not for it.
pub(super) fn check(connection: &Connection, info: &ProcedureInfo, args: RuleArgs) -> Result<()> {
    if !connection.is_open() {
        return Err(not_open(info));
    }
    if connection.read_only && !info.read_only.permits(args) {
        return Err(info.forbidden());
    }
    Ok(())
}

/// Before it has opened, a connection lacks the hypervisor's driver, or one of those beside it.
fn not_open(info: &ProcedureInfo) -> Error {
    use Domain::{DomainCheckpoint, DomainSnapshot};
    let hypervisors =
        matches!(info.error_domain(), Domain::Domain | Domain::None | DomainSnapshot | DomainCheckpoint);
    let detail = if hypervisors { "hypervisor connection not open" } else { "connection not open" };
    Error::new(Code::InternalError, Domain::Rpc, detail)
}
