// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::remote::{Nwfilter, NwfilterBinding};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `NWFILTER_LOOKUP_BY_NAME` (175), `virNWFilterLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterLookupByNameArgs {
    pub name: String,
}

codec!(NwfilterLookupByNameArgs { name }, 4);

/// Reply to `NWFILTER_LOOKUP_BY_NAME` (175), `virNWFilterLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterLookupByNameRet {
    pub nwfilter: Nwfilter,
}

codec!(NwfilterLookupByNameRet { nwfilter }, 20);

/// Arguments of `NWFILTER_LOOKUP_BY_UUID` (176), `virNWFilterLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterLookupByUuidArgs {
    pub uuid: [u8; 16],
}

codec!(NwfilterLookupByUuidArgs { uuid }, 16);

/// Reply to `NWFILTER_LOOKUP_BY_UUID` (176), `virNWFilterLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterLookupByUuidRet {
    pub nwfilter: Nwfilter,
}

codec!(NwfilterLookupByUuidRet { nwfilter }, 20);

/// Arguments of `NWFILTER_GET_XML_DESC` (177), `virNWFilterGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterGetXmlDescArgs {
    pub nwfilter: Nwfilter,
    pub flags: u32,
}

codec!(NwfilterGetXmlDescArgs { nwfilter, flags }, 24);

/// Reply to `NWFILTER_GET_XML_DESC` (177), `virNWFilterGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterGetXmlDescRet {
    pub xml: String,
}

codec!(NwfilterGetXmlDescRet { xml }, 4);

impl EncodeAs<NwfilterGetXmlDescRet> for Text<'_> {}

/// Arguments of `NWFILTER_DEFINE_XML` (180), `virNWFilterDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterDefineXmlArgs {
    pub xml: String,
}

codec!(NwfilterDefineXmlArgs { xml }, 4);

/// Reply to `NWFILTER_DEFINE_XML` (180), `virNWFilterDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterDefineXmlRet {
    pub nwfilter: Nwfilter,
}

codec!(NwfilterDefineXmlRet { nwfilter }, 20);

/// Arguments of `NWFILTER_UNDEFINE` (181), `virNWFilterUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterUndefineArgs {
    pub nwfilter: Nwfilter,
}

codec!(NwfilterUndefineArgs { nwfilter }, 20);

/// Arguments of `NWFILTER_BINDING_LOOKUP_BY_PORT_DEV` (397), `virNWFilterBindingLookupByPortDev`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingLookupByPortDevArgs {
    pub name: String,
}

codec!(NwfilterBindingLookupByPortDevArgs { name }, 4);

/// Reply to `NWFILTER_BINDING_LOOKUP_BY_PORT_DEV` (397), `virNWFilterBindingLookupByPortDev`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingLookupByPortDevRet {
    pub nwfilter: NwfilterBinding,
}

codec!(NwfilterBindingLookupByPortDevRet { nwfilter }, 8);

/// Arguments of `NWFILTER_BINDING_GET_XML_DESC` (398), `virNWFilterBindingGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingGetXmlDescArgs {
    pub nwfilter: NwfilterBinding,
    pub flags: u32,
}

codec!(NwfilterBindingGetXmlDescArgs { nwfilter, flags }, 12);

/// Reply to `NWFILTER_BINDING_GET_XML_DESC` (398), `virNWFilterBindingGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingGetXmlDescRet {
    pub xml: String,
}

codec!(NwfilterBindingGetXmlDescRet { xml }, 4);

impl EncodeAs<NwfilterBindingGetXmlDescRet> for Text<'_> {}

/// Arguments of `NWFILTER_BINDING_CREATE_XML` (399), `virNWFilterBindingCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingCreateXmlArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(NwfilterBindingCreateXmlArgs { xml, flags }, 8);

/// Reply to `NWFILTER_BINDING_CREATE_XML` (399), `virNWFilterBindingCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingCreateXmlRet {
    pub nwfilter: NwfilterBinding,
}

codec!(NwfilterBindingCreateXmlRet { nwfilter }, 8);

/// Arguments of `NWFILTER_BINDING_DELETE` (400), `virNWFilterBindingDelete`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBindingDeleteArgs {
    pub nwfilter: NwfilterBinding,
}

codec!(NwfilterBindingDeleteArgs { nwfilter }, 8);

/// Arguments of `NWFILTER_DEFINE_XML_FLAGS` (431), `virNWFilterDefineXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterDefineXmlFlagsArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(NwfilterDefineXmlFlagsArgs { xml, flags }, 8);

/// Reply to `NWFILTER_DEFINE_XML_FLAGS` (431), `virNWFilterDefineXMLFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterDefineXmlFlagsRet {
    pub nwfilter: Nwfilter,
}

codec!(NwfilterDefineXmlFlagsRet { nwfilter }, 20);
