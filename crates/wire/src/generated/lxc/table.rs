// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! What is known of each procedure of the lxc program.

use crate::Program::Lxc;
use crate::access::needs;
use crate::procedure::{Fds, ProcedureInfo, call};

#[rustfmt::skip]
pub(crate) static PROCEDURES: [ProcedureInfo; 1] = [
    call(Lxc, 1, "DOMAIN_OPEN_NAMESPACE").api("virDomainLxcOpenNamespace").acl(&[needs("domain", "open_namespace")]).fds(Fds::Reply),
];
