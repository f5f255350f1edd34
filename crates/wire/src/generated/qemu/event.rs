// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each event of the qemu program.

use super::*;

crate::procedure::events! {
    Qemu;
    6 DomainMonitorEvent "DOMAIN_MONITOR_EVENT": DomainMonitorEventMsg;
}
