// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::remote::Interface;
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `INTERFACE_LOOKUP_BY_NAME` (128), `virInterfaceLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceLookupByNameArgs {
    pub name: String,
}

codec!(InterfaceLookupByNameArgs { name }, 4);

/// Reply to `INTERFACE_LOOKUP_BY_NAME` (128), `virInterfaceLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceLookupByNameRet {
    pub iface: Interface,
}

codec!(InterfaceLookupByNameRet { iface }, 8);

/// Arguments of `INTERFACE_LOOKUP_BY_MAC_STRING` (129), `virInterfaceLookupByMACString`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceLookupByMacStringArgs {
    pub mac: String,
}

codec!(InterfaceLookupByMacStringArgs { mac }, 4);

/// Reply to `INTERFACE_LOOKUP_BY_MAC_STRING` (129), `virInterfaceLookupByMACString`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceLookupByMacStringRet {
    pub iface: Interface,
}

codec!(InterfaceLookupByMacStringRet { iface }, 8);

/// Arguments of `INTERFACE_GET_XML_DESC` (130), `virInterfaceGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceGetXmlDescArgs {
    pub iface: Interface,
    pub flags: u32,
}

codec!(InterfaceGetXmlDescArgs { iface, flags }, 12);

/// Reply to `INTERFACE_GET_XML_DESC` (130), `virInterfaceGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceGetXmlDescRet {
    pub xml: String,
}

codec!(InterfaceGetXmlDescRet { xml }, 4);

impl EncodeAs<InterfaceGetXmlDescRet> for Text<'_> {}

/// Arguments of `INTERFACE_DEFINE_XML` (131), `virInterfaceDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceDefineXmlArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(InterfaceDefineXmlArgs { xml, flags }, 8);

/// Reply to `INTERFACE_DEFINE_XML` (131), `virInterfaceDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceDefineXmlRet {
    pub iface: Interface,
}

codec!(InterfaceDefineXmlRet { iface }, 8);

/// Arguments of `INTERFACE_UNDEFINE` (132), `virInterfaceUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceUndefineArgs {
    pub iface: Interface,
}

codec!(InterfaceUndefineArgs { iface }, 8);

/// Arguments of `INTERFACE_CREATE` (133), `virInterfaceCreate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceCreateArgs {
    pub iface: Interface,
    pub flags: u32,
}

codec!(InterfaceCreateArgs { iface, flags }, 12);

/// Arguments of `INTERFACE_DESTROY` (134), `virInterfaceDestroy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceDestroyArgs {
    pub iface: Interface,
    pub flags: u32,
}

codec!(InterfaceDestroyArgs { iface, flags }, 12);

/// Arguments of `INTERFACE_IS_ACTIVE` (156), `virInterfaceIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceIsActiveArgs {
    pub iface: Interface,
}

codec!(InterfaceIsActiveArgs { iface }, 8);

/// Reply to `INTERFACE_IS_ACTIVE` (156), `virInterfaceIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceIsActiveRet {
    pub active: i32,
}

codec!(InterfaceIsActiveRet { active }, 4);

/// Arguments of `INTERFACE_CHANGE_BEGIN` (220), `virInterfaceChangeBegin`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceChangeBeginArgs {
    pub flags: u32,
}

codec!(InterfaceChangeBeginArgs { flags }, 4);

/// Arguments of `INTERFACE_CHANGE_COMMIT` (221), `virInterfaceChangeCommit`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceChangeCommitArgs {
    pub flags: u32,
}

codec!(InterfaceChangeCommitArgs { flags }, 4);

/// Arguments of `INTERFACE_CHANGE_ROLLBACK` (222), `virInterfaceChangeRollback`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InterfaceChangeRollbackArgs {
    pub flags: u32,
}

codec!(InterfaceChangeRollbackArgs { flags }, 4);
