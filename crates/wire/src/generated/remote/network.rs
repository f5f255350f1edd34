// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{Network, NetworkDhcpLease, NetworkPort, TypedParam};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `NETWORK_CREATE` (39), `virNetworkCreate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkCreateArgs {
    pub net: Network,
}

codec!(NetworkCreateArgs { net }, 20);

/// Arguments of `NETWORK_CREATE_XML` (40), `virNetworkCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkCreateXmlArgs {
    pub xml: String,
}

codec!(NetworkCreateXmlArgs { xml }, 4);

/// Reply to `NETWORK_CREATE_XML` (40), `virNetworkCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkCreateXmlRet {
    pub net: Network,
}

codec!(NetworkCreateXmlRet { net }, 20);

/// Arguments of `NETWORK_DEFINE_XML` (41), `virNetworkDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkDefineXmlArgs {
    pub xml: String,
}

codec!(NetworkDefineXmlArgs { xml }, 4);

/// Reply to `NETWORK_DEFINE_XML` (41), `virNetworkDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkDefineXmlRet {
    pub net: Network,
}

codec!(NetworkDefineXmlRet { net }, 20);

/// Arguments of `NETWORK_DESTROY` (42), `virNetworkDestroy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkDestroyArgs {
    pub net: Network,
}

codec!(NetworkDestroyArgs { net }, 20);

/// Arguments of `NETWORK_GET_XML_DESC` (43), `virNetworkGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetXmlDescArgs {
    pub net: Network,
    pub flags: u32,
}

codec!(NetworkGetXmlDescArgs { net, flags }, 24);

/// Reply to `NETWORK_GET_XML_DESC` (43), `virNetworkGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetXmlDescRet {
    pub xml: String,
}

codec!(NetworkGetXmlDescRet { xml }, 4);

impl EncodeAs<NetworkGetXmlDescRet> for Text<'_> {}

/// Arguments of `NETWORK_GET_AUTOSTART` (44), `virNetworkGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetAutostartArgs {
    pub net: Network,
}

codec!(NetworkGetAutostartArgs { net }, 20);

/// Reply to `NETWORK_GET_AUTOSTART` (44), `virNetworkGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetAutostartRet {
    pub autostart: i32,
}

codec!(NetworkGetAutostartRet { autostart }, 4);

/// Arguments of `NETWORK_GET_BRIDGE_NAME` (45), `virNetworkGetBridgeName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetBridgeNameArgs {
    pub net: Network,
}

codec!(NetworkGetBridgeNameArgs { net }, 20);

/// Reply to `NETWORK_GET_BRIDGE_NAME` (45), `virNetworkGetBridgeName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetBridgeNameRet {
    pub name: String,
}

codec!(NetworkGetBridgeNameRet { name }, 4);

impl EncodeAs<NetworkGetBridgeNameRet> for Text<'_> {}

/// Arguments of `NETWORK_LOOKUP_BY_NAME` (46), `virNetworkLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkLookupByNameArgs {
    pub name: String,
}

codec!(NetworkLookupByNameArgs { name }, 4);

/// Reply to `NETWORK_LOOKUP_BY_NAME` (46), `virNetworkLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkLookupByNameRet {
    pub net: Network,
}

codec!(NetworkLookupByNameRet { net }, 20);

/// Arguments of `NETWORK_LOOKUP_BY_UUID` (47), `virNetworkLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkLookupByUuidArgs {
    pub uuid: [u8; 16],
}

codec!(NetworkLookupByUuidArgs { uuid }, 16);

/// Reply to `NETWORK_LOOKUP_BY_UUID` (47), `virNetworkLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkLookupByUuidRet {
    pub net: Network,
}

codec!(NetworkLookupByUuidRet { net }, 20);

/// Arguments of `NETWORK_SET_AUTOSTART` (48), `virNetworkSetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkSetAutostartArgs {
    pub net: Network,
    pub autostart: i32,
}

codec!(NetworkSetAutostartArgs { net, autostart }, 24);

/// Arguments of `NETWORK_UNDEFINE` (49), `virNetworkUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkUndefineArgs {
    pub net: Network,
}

codec!(NetworkUndefineArgs { net }, 20);

/// Arguments of `NETWORK_IS_ACTIVE` (152), `virNetworkIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkIsActiveArgs {
    pub net: Network,
}

codec!(NetworkIsActiveArgs { net }, 20);

/// Reply to `NETWORK_IS_ACTIVE` (152), `virNetworkIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkIsActiveRet {
    pub active: i32,
}

codec!(NetworkIsActiveRet { active }, 4);

/// Arguments of `NETWORK_IS_PERSISTENT` (153), `virNetworkIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkIsPersistentArgs {
    pub net: Network,
}

codec!(NetworkIsPersistentArgs { net }, 20);

/// Reply to `NETWORK_IS_PERSISTENT` (153), `virNetworkIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkIsPersistentRet {
    pub persistent: i32,
}

codec!(NetworkIsPersistentRet { persistent }, 4);

/// Arguments of `NETWORK_UPDATE` (291), `virNetworkUpdate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkUpdateArgs {
    pub net: Network,
    pub command: u32,
    pub section: u32,
    pub parent_index: i32,
    pub xml: String,
    pub flags: u32,
}

codec!(NetworkUpdateArgs { net, command, section, parent_index, xml, flags }, 40);

/// Body of the event `NETWORK_EVENT_LIFECYCLE` (315).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkEventLifecycleMsg {
    pub callback_id: i32,
    pub net: Network,
    pub event: i32,
    pub detail: i32,
}

codec!(NetworkEventLifecycleMsg { callback_id, net, event, detail }, 32);

/// Arguments of `NETWORK_GET_DHCP_LEASES` (341), `virNetworkGetDHCPLeases`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetDhcpLeasesArgs {
    pub net: Network,
    pub mac: Option<String>,
    pub need_results: i32,
    pub flags: u32,
}

codec!(NetworkGetDhcpLeasesArgs { net, mac, need_results, flags }, 32);

/// Reply to `NETWORK_GET_DHCP_LEASES` (341), `virNetworkGetDHCPLeases`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetDhcpLeasesRet {
    pub leases: Vec<NetworkDhcpLease>,
    pub ret: u32,
}

codec!(NetworkGetDhcpLeasesRet { leases: array(limits::NETWORK_DHCP_LEASES_MAX), ret }, 8);

/// Arguments of `NETWORK_LIST_ALL_PORTS` (404), `virNetworkListAllPorts`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkListAllPortsArgs {
    pub network: Network,
    pub need_results: i32,
    pub flags: u32,
}

codec!(NetworkListAllPortsArgs { network, need_results, flags }, 28);

/// Reply to `NETWORK_LIST_ALL_PORTS` (404), `virNetworkListAllPorts`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkListAllPortsRet {
    pub ports: Vec<NetworkPort>,
    pub ret: u32,
}

codec!(NetworkListAllPortsRet { ports: array(limits::NETWORK_PORT_LIST_MAX), ret }, 8);

/// Arguments of `NETWORK_PORT_LOOKUP_BY_UUID` (405), `virNetworkPortLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortLookupByUuidArgs {
    pub network: Network,
    pub uuid: [u8; 16],
}

codec!(NetworkPortLookupByUuidArgs { network, uuid }, 36);

/// Reply to `NETWORK_PORT_LOOKUP_BY_UUID` (405), `virNetworkPortLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortLookupByUuidRet {
    pub port: NetworkPort,
}

codec!(NetworkPortLookupByUuidRet { port }, 36);

/// Arguments of `NETWORK_PORT_CREATE_XML` (406), `virNetworkPortCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortCreateXmlArgs {
    pub network: Network,
    pub xml: String,
    pub flags: u32,
}

codec!(NetworkPortCreateXmlArgs { network, xml, flags }, 28);

/// Reply to `NETWORK_PORT_CREATE_XML` (406), `virNetworkPortCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortCreateXmlRet {
    pub port: NetworkPort,
}

codec!(NetworkPortCreateXmlRet { port }, 36);

/// Arguments of `NETWORK_PORT_GET_PARAMETERS` (407), `virNetworkPortGetParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortGetParametersArgs {
    pub port: NetworkPort,
    pub nparams: i32,
    pub flags: u32,
}

codec!(NetworkPortGetParametersArgs { port, nparams, flags }, 44);

/// Reply to `NETWORK_PORT_GET_PARAMETERS` (407), `virNetworkPortGetParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortGetParametersRet {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

codec!(NetworkPortGetParametersRet { params: array(limits::NETWORK_PORT_PARAMETERS_MAX), nparams }, 8);

/// Arguments of `NETWORK_PORT_SET_PARAMETERS` (408), `virNetworkPortSetParameters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortSetParametersArgs {
    pub port: NetworkPort,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(NetworkPortSetParametersArgs { port, params: array(limits::NETWORK_PORT_PARAMETERS_MAX), flags }, 44);

/// Arguments of `NETWORK_PORT_GET_XML_DESC` (409), `virNetworkPortGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortGetXmlDescArgs {
    pub port: NetworkPort,
    pub flags: u32,
}

codec!(NetworkPortGetXmlDescArgs { port, flags }, 40);

/// Reply to `NETWORK_PORT_GET_XML_DESC` (409), `virNetworkPortGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortGetXmlDescRet {
    pub xml: String,
}

codec!(NetworkPortGetXmlDescRet { xml }, 4);

impl EncodeAs<NetworkPortGetXmlDescRet> for Text<'_> {}

/// Arguments of `NETWORK_PORT_DELETE` (410), `virNetworkPortDelete`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPortDeleteArgs {
    pub port: NetworkPort,
    pub flags: u32,
}

codec!(NetworkPortDeleteArgs { port, flags }, 40);

/// Arguments of `NETWORK_DEFINE_XML_FLAGS` (432), `virNetworkDefineXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkDefineXmlFlagsArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(NetworkDefineXmlFlagsArgs { xml, flags }, 8);

/// Reply to `NETWORK_DEFINE_XML_FLAGS` (432), `virNetworkDefineXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkDefineXmlFlagsRet {
    pub net: Network,
}

codec!(NetworkDefineXmlFlagsRet { net }, 20);

/// Arguments of `NETWORK_CREATE_XML_FLAGS` (437), `virNetworkCreateXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkCreateXmlFlagsArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(NetworkCreateXmlFlagsArgs { xml, flags }, 8);

/// Reply to `NETWORK_CREATE_XML_FLAGS` (437), `virNetworkCreateXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkCreateXmlFlagsRet {
    pub net: Network,
}

codec!(NetworkCreateXmlFlagsRet { net }, 20);

/// Arguments of `NETWORK_SET_METADATA` (444), `virNetworkSetMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkSetMetadataArgs {
    pub network: Network,
    pub r#type: i32,
    pub metadata: Option<String>,
    pub key: Option<String>,
    pub uri: Option<String>,
    pub flags: u32,
}

codec!(NetworkSetMetadataArgs { network, r#type, metadata, key, uri, flags }, 40);

/// Arguments of `NETWORK_GET_METADATA` (445), `virNetworkGetMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetMetadataArgs {
    pub network: Network,
    pub r#type: i32,
    pub uri: Option<String>,
    pub flags: u32,
}

codec!(NetworkGetMetadataArgs { network, r#type, uri, flags }, 32);

/// Reply to `NETWORK_GET_METADATA` (445), `virNetworkGetMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkGetMetadataRet {
    pub metadata: String,
}

codec!(NetworkGetMetadataRet { metadata }, 4);

impl EncodeAs<NetworkGetMetadataRet> for Text<'_> {}

/// Body of the event `NETWORK_EVENT_CALLBACK_METADATA_CHANGE` (446).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkEventCallbackMetadataChangeMsg {
    pub callback_id: i32,
    pub net: Network,
    pub r#type: i32,
    pub nsuri: Option<String>,
}

codec!(NetworkEventCallbackMetadataChangeMsg { callback_id, net, r#type, nsuri }, 32);
