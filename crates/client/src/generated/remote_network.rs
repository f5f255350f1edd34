// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    NetworkCreateArgs, NetworkCreateXmlArgs, NetworkCreateXmlFlagsArgs, NetworkCreateXmlFlagsRet,
    NetworkCreateXmlRet, NetworkDefineXmlArgs, NetworkDefineXmlFlagsArgs, NetworkDefineXmlFlagsRet,
    NetworkDefineXmlRet, NetworkDestroyArgs, NetworkGetAutostartArgs, NetworkGetAutostartRet,
    NetworkGetBridgeNameArgs, NetworkGetBridgeNameRet, NetworkGetDhcpLeasesArgs, NetworkGetDhcpLeasesRet,
    NetworkGetMetadataArgs, NetworkGetMetadataRet, NetworkGetXmlDescArgs, NetworkGetXmlDescRet,
    NetworkIsActiveArgs, NetworkIsActiveRet, NetworkIsPersistentArgs, NetworkIsPersistentRet,
    NetworkListAllPortsArgs, NetworkListAllPortsRet, NetworkLookupByNameArgs, NetworkLookupByNameRet,
    NetworkLookupByUuidArgs, NetworkLookupByUuidRet, NetworkPortCreateXmlArgs, NetworkPortCreateXmlRet,
    NetworkPortDeleteArgs, NetworkPortGetParametersArgs, NetworkPortGetParametersRet,
    NetworkPortGetXmlDescArgs, NetworkPortGetXmlDescRet, NetworkPortLookupByUuidArgs,
    NetworkPortLookupByUuidRet, NetworkPortSetParametersArgs, NetworkSetAutostartArgs,
    NetworkSetMetadataArgs, NetworkUndefineArgs, NetworkUpdateArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `NETWORK_CREATE` (39), `virNetworkCreate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_create(&self, args: &NetworkCreateArgs) -> Result<()> {
        self.call::<procedure::NetworkCreate>(args).await
    }

    /// `NETWORK_CREATE_XML` (40), `virNetworkCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_create_xml(&self, args: &NetworkCreateXmlArgs) -> Result<NetworkCreateXmlRet> {
        self.call::<procedure::NetworkCreateXml>(args).await
    }

    /// `NETWORK_DEFINE_XML` (41), `virNetworkDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_define_xml(&self, args: &NetworkDefineXmlArgs) -> Result<NetworkDefineXmlRet> {
        self.call::<procedure::NetworkDefineXml>(args).await
    }

    /// `NETWORK_DESTROY` (42), `virNetworkDestroy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_destroy(&self, args: &NetworkDestroyArgs) -> Result<()> {
        self.call::<procedure::NetworkDestroy>(args).await
    }

    /// `NETWORK_GET_XML_DESC` (43), `virNetworkGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_get_xml_desc(&self, args: &NetworkGetXmlDescArgs) -> Result<NetworkGetXmlDescRet> {
        self.call::<procedure::NetworkGetXmlDesc>(args).await
    }

    /// `NETWORK_GET_AUTOSTART` (44), `virNetworkGetAutostart`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_get_autostart(
        &self,
        args: &NetworkGetAutostartArgs,
    ) -> Result<NetworkGetAutostartRet> {
        self.call::<procedure::NetworkGetAutostart>(args).await
    }

    /// `NETWORK_GET_BRIDGE_NAME` (45), `virNetworkGetBridgeName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_get_bridge_name(
        &self,
        args: &NetworkGetBridgeNameArgs,
    ) -> Result<NetworkGetBridgeNameRet> {
        self.call::<procedure::NetworkGetBridgeName>(args).await
    }

    /// `NETWORK_LOOKUP_BY_NAME` (46), `virNetworkLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_lookup_by_name(
        &self,
        args: &NetworkLookupByNameArgs,
    ) -> Result<NetworkLookupByNameRet> {
        self.call::<procedure::NetworkLookupByName>(args).await
    }

    /// `NETWORK_LOOKUP_BY_UUID` (47), `virNetworkLookupByUUID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_lookup_by_uuid(
        &self,
        args: &NetworkLookupByUuidArgs,
    ) -> Result<NetworkLookupByUuidRet> {
        self.call::<procedure::NetworkLookupByUuid>(args).await
    }

    /// `NETWORK_SET_AUTOSTART` (48), `virNetworkSetAutostart`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_set_autostart(&self, args: &NetworkSetAutostartArgs) -> Result<()> {
        self.call::<procedure::NetworkSetAutostart>(args).await
    }

    /// `NETWORK_UNDEFINE` (49), `virNetworkUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_undefine(&self, args: &NetworkUndefineArgs) -> Result<()> {
        self.call::<procedure::NetworkUndefine>(args).await
    }

    /// `NETWORK_IS_ACTIVE` (152), `virNetworkIsActive`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_is_active(&self, args: &NetworkIsActiveArgs) -> Result<NetworkIsActiveRet> {
        self.call::<procedure::NetworkIsActive>(args).await
    }

    /// `NETWORK_IS_PERSISTENT` (153), `virNetworkIsPersistent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_is_persistent(
        &self,
        args: &NetworkIsPersistentArgs,
    ) -> Result<NetworkIsPersistentRet> {
        self.call::<procedure::NetworkIsPersistent>(args).await
    }

    /// `NETWORK_UPDATE` (291), `virNetworkUpdate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_update(&self, args: &NetworkUpdateArgs) -> Result<()> {
        self.call::<procedure::NetworkUpdate>(args).await
    }

    /// `NETWORK_GET_DHCP_LEASES` (341), `virNetworkGetDHCPLeases`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_get_dhcp_leases(
        &self,
        args: &NetworkGetDhcpLeasesArgs,
    ) -> Result<NetworkGetDhcpLeasesRet> {
        self.call::<procedure::NetworkGetDhcpLeases>(args).await
    }

    /// `NETWORK_LIST_ALL_PORTS` (404), `virNetworkListAllPorts`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_list_all_ports(
        &self,
        args: &NetworkListAllPortsArgs,
    ) -> Result<NetworkListAllPortsRet> {
        self.call::<procedure::NetworkListAllPorts>(args).await
    }

    /// `NETWORK_PORT_LOOKUP_BY_UUID` (405), `virNetworkPortLookupByUUID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_port_lookup_by_uuid(
        &self,
        args: &NetworkPortLookupByUuidArgs,
    ) -> Result<NetworkPortLookupByUuidRet> {
        self.call::<procedure::NetworkPortLookupByUuid>(args).await
    }

    /// `NETWORK_PORT_CREATE_XML` (406), `virNetworkPortCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_port_create_xml(
        &self,
        args: &NetworkPortCreateXmlArgs,
    ) -> Result<NetworkPortCreateXmlRet> {
        self.call::<procedure::NetworkPortCreateXml>(args).await
    }

    /// `NETWORK_PORT_GET_PARAMETERS` (407), `virNetworkPortGetParameters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_port_get_parameters(
        &self,
        args: &NetworkPortGetParametersArgs,
    ) -> Result<NetworkPortGetParametersRet> {
        self.call::<procedure::NetworkPortGetParameters>(args).await
    }

    /// `NETWORK_PORT_SET_PARAMETERS` (408), `virNetworkPortSetParameters`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_port_set_parameters(&self, args: &NetworkPortSetParametersArgs) -> Result<()> {
        self.call::<procedure::NetworkPortSetParameters>(args).await
    }

    /// `NETWORK_PORT_GET_XML_DESC` (409), `virNetworkPortGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_port_get_xml_desc(
        &self,
        args: &NetworkPortGetXmlDescArgs,
    ) -> Result<NetworkPortGetXmlDescRet> {
        self.call::<procedure::NetworkPortGetXmlDesc>(args).await
    }

    /// `NETWORK_PORT_DELETE` (410), `virNetworkPortDelete`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_port_delete(&self, args: &NetworkPortDeleteArgs) -> Result<()> {
        self.call::<procedure::NetworkPortDelete>(args).await
    }

    /// `NETWORK_DEFINE_XML_FLAGS` (432), `virNetworkDefineXMLFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_define_xml_flags(
        &self,
        args: &NetworkDefineXmlFlagsArgs,
    ) -> Result<NetworkDefineXmlFlagsRet> {
        self.call::<procedure::NetworkDefineXmlFlags>(args).await
    }

    /// `NETWORK_CREATE_XML_FLAGS` (437), `virNetworkCreateXMLFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_create_xml_flags(
        &self,
        args: &NetworkCreateXmlFlagsArgs,
    ) -> Result<NetworkCreateXmlFlagsRet> {
        self.call::<procedure::NetworkCreateXmlFlags>(args).await
    }

    /// `NETWORK_SET_METADATA` (444), `virNetworkSetMetadata`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_set_metadata(&self, args: &NetworkSetMetadataArgs) -> Result<()> {
        self.call::<procedure::NetworkSetMetadata>(args).await
    }

    /// `NETWORK_GET_METADATA` (445), `virNetworkGetMetadata`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn network_get_metadata(&self, args: &NetworkGetMetadataArgs) -> Result<NetworkGetMetadataRet> {
        self.call::<procedure::NetworkGetMetadata>(args).await
    }
}
