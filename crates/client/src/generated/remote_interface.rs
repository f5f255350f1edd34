// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    InterfaceChangeBeginArgs, InterfaceChangeCommitArgs, InterfaceChangeRollbackArgs, InterfaceCreateArgs,
    InterfaceDefineXmlArgs, InterfaceDefineXmlRet, InterfaceDestroyArgs, InterfaceGetXmlDescArgs,
    InterfaceGetXmlDescRet, InterfaceIsActiveArgs, InterfaceIsActiveRet, InterfaceLookupByMacStringArgs,
    InterfaceLookupByMacStringRet, InterfaceLookupByNameArgs, InterfaceLookupByNameRet,
    InterfaceUndefineArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `INTERFACE_LOOKUP_BY_NAME` (128), `virInterfaceLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_lookup_by_name(
        &self,
        args: &InterfaceLookupByNameArgs,
    ) -> Result<InterfaceLookupByNameRet> {
        self.call::<procedure::InterfaceLookupByName>(args).await
    }

    /// `INTERFACE_LOOKUP_BY_MAC_STRING` (129), `virInterfaceLookupByMACString`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_lookup_by_mac_string(
        &self,
        args: &InterfaceLookupByMacStringArgs,
    ) -> Result<InterfaceLookupByMacStringRet> {
        self.call::<procedure::InterfaceLookupByMacString>(args).await
    }

    /// `INTERFACE_GET_XML_DESC` (130), `virInterfaceGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_get_xml_desc(
        &self,
        args: &InterfaceGetXmlDescArgs,
    ) -> Result<InterfaceGetXmlDescRet> {
        self.call::<procedure::InterfaceGetXmlDesc>(args).await
    }

    /// `INTERFACE_DEFINE_XML` (131), `virInterfaceDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_define_xml(&self, args: &InterfaceDefineXmlArgs) -> Result<InterfaceDefineXmlRet> {
        self.call::<procedure::InterfaceDefineXml>(args).await
    }

    /// `INTERFACE_UNDEFINE` (132), `virInterfaceUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_undefine(&self, args: &InterfaceUndefineArgs) -> Result<()> {
        self.call::<procedure::InterfaceUndefine>(args).await
    }

    /// `INTERFACE_CREATE` (133), `virInterfaceCreate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_create(&self, args: &InterfaceCreateArgs) -> Result<()> {
        self.call::<procedure::InterfaceCreate>(args).await
    }

    /// `INTERFACE_DESTROY` (134), `virInterfaceDestroy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_destroy(&self, args: &InterfaceDestroyArgs) -> Result<()> {
        self.call::<procedure::InterfaceDestroy>(args).await
    }

    /// `INTERFACE_IS_ACTIVE` (156), `virInterfaceIsActive`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_is_active(&self, args: &InterfaceIsActiveArgs) -> Result<InterfaceIsActiveRet> {
        self.call::<procedure::InterfaceIsActive>(args).await
    }

    /// `INTERFACE_CHANGE_BEGIN` (220), `virInterfaceChangeBegin`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_change_begin(&self, args: &InterfaceChangeBeginArgs) -> Result<()> {
        self.call::<procedure::InterfaceChangeBegin>(args).await
    }

    /// `INTERFACE_CHANGE_COMMIT` (221), `virInterfaceChangeCommit`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_change_commit(&self, args: &InterfaceChangeCommitArgs) -> Result<()> {
        self.call::<procedure::InterfaceChangeCommit>(args).await
    }

    /// `INTERFACE_CHANGE_ROLLBACK` (222), `virInterfaceChangeRollback`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn interface_change_rollback(&self, args: &InterfaceChangeRollbackArgs) -> Result<()> {
        self.call::<procedure::InterfaceChangeRollback>(args).await
    }
}
