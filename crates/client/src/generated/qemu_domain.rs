// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the qemu program.

use wire::qemu::{
    DomainAgentCommandArgs, DomainAgentCommandRet, DomainAttachArgs, DomainAttachRet,
    DomainMonitorCommandArgs, DomainMonitorCommandRet, DomainMonitorCommandWithFilesArgs,
    DomainMonitorCommandWithFilesRet, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `DOMAIN_MONITOR_COMMAND` (1), `virDomainQemuMonitorCommand`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn qemu_domain_monitor_command(
        &self,
        args: &DomainMonitorCommandArgs,
    ) -> Result<DomainMonitorCommandRet> {
        self.call::<procedure::DomainMonitorCommand>(args).await
    }

    /// `DOMAIN_ATTACH` (2), `virDomainQemuAttach`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn qemu_domain_attach(&self, args: &DomainAttachArgs) -> Result<DomainAttachRet> {
        self.call::<procedure::DomainAttach>(args).await
    }

    /// `DOMAIN_AGENT_COMMAND` (3), `virDomainQemuAgentCommand`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn qemu_domain_agent_command(
        &self,
        args: &DomainAgentCommandArgs,
    ) -> Result<DomainAgentCommandRet> {
        self.call::<procedure::DomainAgentCommand>(args).await
    }

    /// `DOMAIN_MONITOR_COMMAND_WITH_FILES` (7), `virDomainQemuMonitorCommandWithFiles`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn qemu_domain_monitor_command_with_files(
        &self,
        args: &DomainMonitorCommandWithFilesArgs,
    ) -> Result<DomainMonitorCommandWithFilesRet> {
        self.call::<procedure::DomainMonitorCommandWithFiles>(args).await
    }
}
