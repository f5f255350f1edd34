// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! What is known of each procedure of the keepalive program.

use crate::Program::Keepalive;
use crate::procedure::{ProcedureInfo, event};

#[rustfmt::skip]
pub(crate) static PROCEDURES: [ProcedureInfo; 2] = [
    event(Keepalive, 1, "PING"),
    event(Keepalive, 2, "PONG"),
];
