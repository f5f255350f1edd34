// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! What is known of each procedure of the qemu program.

use crate::Program::Qemu;
use crate::access::needs;
use crate::procedure::{Fds, ProcedureInfo, call, event};

#[rustfmt::skip]
pub(crate) static PROCEDURES: [ProcedureInfo; 7] = [
    call(Qemu, 1, "DOMAIN_MONITOR_COMMAND").api("virDomainQemuMonitorCommand").acl(&[needs("domain", "write")]),
    call(Qemu, 2, "DOMAIN_ATTACH").api("virDomainQemuAttach").acl(&[needs("domain", "start"), needs("domain", "write")]),
    call(Qemu, 3, "DOMAIN_AGENT_COMMAND").api("virDomainQemuAgentCommand").acl(&[needs("domain", "write")]),
    call(Qemu, 4, "CONNECT_DOMAIN_MONITOR_EVENT_REGISTER").api("virConnectDomainQemuMonitorEventRegister").high_priority().acl(&[needs("connect", "search_domains"), needs("connect", "write")]).acl_filter(&[needs("domain", "getattr")]),
    call(Qemu, 5, "CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER").api("virConnectDomainQemuMonitorEventDeregister").high_priority().acl(&[needs("connect", "write")]),
    event(Qemu, 6, "DOMAIN_MONITOR_EVENT"),
    call(Qemu, 7, "DOMAIN_MONITOR_COMMAND_WITH_FILES").api("virDomainQemuMonitorCommandWithFiles").acl(&[needs("domain", "write")]).fds(Fds::Both),
];
