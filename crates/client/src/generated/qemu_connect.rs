// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the qemu program.

use wire::qemu::{
    ConnectDomainMonitorEventDeregisterArgs, ConnectDomainMonitorEventRegisterArgs,
    ConnectDomainMonitorEventRegisterRet, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `CONNECT_DOMAIN_MONITOR_EVENT_REGISTER` (4), `virConnectDomainQemuMonitorEventRegister`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn qemu_connect_domain_monitor_event_register(
        &self,
        args: &ConnectDomainMonitorEventRegisterArgs,
    ) -> Result<ConnectDomainMonitorEventRegisterRet> {
        self.call::<procedure::ConnectDomainMonitorEventRegister>(args).await
    }

    /// `CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER` (5), `virConnectDomainQemuMonitorEventDeregister`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn qemu_connect_domain_monitor_event_deregister(
        &self,
        args: &ConnectDomainMonitorEventDeregisterArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectDomainMonitorEventDeregister>(args).await
    }
}
