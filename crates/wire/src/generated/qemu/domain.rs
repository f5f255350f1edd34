// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::remote::Domain;
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `DOMAIN_MONITOR_COMMAND` (1), `virDomainQemuMonitorCommand`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMonitorCommandArgs {
    pub dom: Domain,
    pub cmd: String,
    pub flags: u32,
}

codec!(DomainMonitorCommandArgs { dom, cmd, flags }, 32);

/// Reply to `DOMAIN_MONITOR_COMMAND` (1), `virDomainQemuMonitorCommand`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMonitorCommandRet {
    pub result: String,
}

codec!(DomainMonitorCommandRet { result }, 4);

impl EncodeAs<DomainMonitorCommandRet> for Text<'_> {}

/// Arguments of `DOMAIN_ATTACH` (2), `virDomainQemuAttach`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAttachArgs {
    pub pid_value: u32,
    pub flags: u32,
}

codec!(DomainAttachArgs { pid_value, flags }, 8);

/// Reply to `DOMAIN_ATTACH` (2), `virDomainQemuAttach`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAttachRet {
    pub dom: Domain,
}

codec!(DomainAttachRet { dom }, 24);

/// Arguments of `DOMAIN_AGENT_COMMAND` (3), `virDomainQemuAgentCommand`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAgentCommandArgs {
    pub dom: Domain,
    pub cmd: String,
    pub timeout: i32,
    pub flags: u32,
}

codec!(DomainAgentCommandArgs { dom, cmd, timeout, flags }, 36);

/// Reply to `DOMAIN_AGENT_COMMAND` (3), `virDomainQemuAgentCommand`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainAgentCommandRet {
    pub result: Option<String>,
}

codec!(DomainAgentCommandRet { result }, 4);

/// Body of the event `DOMAIN_MONITOR_EVENT` (6).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMonitorEventMsg {
    pub callback_id: i32,
    pub dom: Domain,
    pub event: String,
    pub seconds: i64,
    pub micros: u32,
    pub details: Option<String>,
}

codec!(DomainMonitorEventMsg { callback_id, dom, event, seconds, micros, details }, 48);

/// Arguments of `DOMAIN_MONITOR_COMMAND_WITH_FILES` (7), `virDomainQemuMonitorCommandWithFiles`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMonitorCommandWithFilesArgs {
    pub dom: Domain,
    pub cmd: String,
    pub flags: u32,
}

codec!(DomainMonitorCommandWithFilesArgs { dom, cmd, flags }, 32);

/// Reply to `DOMAIN_MONITOR_COMMAND_WITH_FILES` (7), `virDomainQemuMonitorCommandWithFiles`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMonitorCommandWithFilesRet {
    pub result: String,
}

codec!(DomainMonitorCommandWithFilesRet { result }, 4);

impl EncodeAs<DomainMonitorCommandWithFilesRet> for Text<'_> {}
