// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::remote::Domain;
use crate::xdr::codec;

/// Arguments of `CONNECT_DOMAIN_MONITOR_EVENT_REGISTER` (4), `virConnectDomainQemuMonitorEventRegister`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainMonitorEventRegisterArgs {
    pub dom: Option<Domain>,
    pub event: Option<String>,
    pub flags: u32,
}

codec!(ConnectDomainMonitorEventRegisterArgs { dom, event, flags }, 12);

/// Reply to `CONNECT_DOMAIN_MONITOR_EVENT_REGISTER` (4), `virConnectDomainQemuMonitorEventRegister`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainMonitorEventRegisterRet {
    pub callback_id: i32,
}

codec!(ConnectDomainMonitorEventRegisterRet { callback_id }, 4);

/// Arguments of `CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER` (5), `virConnectDomainQemuMonitorEventDeregister`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainMonitorEventDeregisterArgs {
    pub callback_id: i32,
}

codec!(ConnectDomainMonitorEventDeregisterArgs { callback_id }, 4);
