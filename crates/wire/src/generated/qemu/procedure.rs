// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each procedure of the qemu program.

use super::*;

crate::procedure::procedures! {
    Qemu;
    1 DomainMonitorCommand "DOMAIN_MONITOR_COMMAND": DomainMonitorCommandArgs [flags] => DomainMonitorCommandRet;
    2 DomainAttach "DOMAIN_ATTACH": DomainAttachArgs [flags] => DomainAttachRet;
    3 DomainAgentCommand "DOMAIN_AGENT_COMMAND": DomainAgentCommandArgs [flags] => DomainAgentCommandRet;
    4 ConnectDomainMonitorEventRegister "CONNECT_DOMAIN_MONITOR_EVENT_REGISTER": ConnectDomainMonitorEventRegisterArgs [flags] => ConnectDomainMonitorEventRegisterRet;
    5 ConnectDomainMonitorEventDeregister "CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER": ConnectDomainMonitorEventDeregisterArgs => ();
    7 DomainMonitorCommandWithFiles "DOMAIN_MONITOR_COMMAND_WITH_FILES": DomainMonitorCommandWithFilesArgs [flags] => DomainMonitorCommandWithFilesRet;
}
