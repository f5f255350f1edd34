// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{Domain, DomainCheckpoint};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `DOMAIN_CHECKPOINT_CREATE_XML` (411), `virDomainCheckpointCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointCreateXmlArgs {
    pub dom: Domain,
    pub xml_desc: String,
    pub flags: u32,
}

codec!(DomainCheckpointCreateXmlArgs { dom, xml_desc, flags }, 32);

/// Reply to `DOMAIN_CHECKPOINT_CREATE_XML` (411), `virDomainCheckpointCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointCreateXmlRet {
    pub checkpoint: DomainCheckpoint,
}

codec!(DomainCheckpointCreateXmlRet { checkpoint }, 28);

/// Arguments of `DOMAIN_CHECKPOINT_GET_XML_DESC` (412), `virDomainCheckpointGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointGetXmlDescArgs {
    pub checkpoint: DomainCheckpoint,
    pub flags: u32,
}

codec!(DomainCheckpointGetXmlDescArgs { checkpoint, flags }, 32);

/// Reply to `DOMAIN_CHECKPOINT_GET_XML_DESC` (412), `virDomainCheckpointGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointGetXmlDescRet {
    pub xml: String,
}

codec!(DomainCheckpointGetXmlDescRet { xml }, 4);

impl EncodeAs<DomainCheckpointGetXmlDescRet> for Text<'_> {}

/// Arguments of `DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN` (414), `virDomainCheckpointListAllChildren`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointListAllChildrenArgs {
    pub checkpoint: DomainCheckpoint,
    pub need_results: i32,
    pub flags: u32,
}

codec!(DomainCheckpointListAllChildrenArgs { checkpoint, need_results, flags }, 36);

/// Reply to `DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN` (414), `virDomainCheckpointListAllChildren`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointListAllChildrenRet {
    pub checkpoints: Vec<DomainCheckpoint>,
    pub ret: i32,
}

codec!(DomainCheckpointListAllChildrenRet { checkpoints: array(limits::DOMAIN_CHECKPOINT_LIST_MAX), ret }, 8);

/// Arguments of `DOMAIN_CHECKPOINT_LOOKUP_BY_NAME` (415), `virDomainCheckpointLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointLookupByNameArgs {
    pub dom: Domain,
    pub name: String,
    pub flags: u32,
}

codec!(DomainCheckpointLookupByNameArgs { dom, name, flags }, 32);

/// Reply to `DOMAIN_CHECKPOINT_LOOKUP_BY_NAME` (415), `virDomainCheckpointLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointLookupByNameRet {
    pub checkpoint: DomainCheckpoint,
}

codec!(DomainCheckpointLookupByNameRet { checkpoint }, 28);

/// Arguments of `DOMAIN_CHECKPOINT_GET_PARENT` (416), `virDomainCheckpointGetParent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointGetParentArgs {
    pub checkpoint: DomainCheckpoint,
    pub flags: u32,
}

codec!(DomainCheckpointGetParentArgs { checkpoint, flags }, 32);

/// Reply to `DOMAIN_CHECKPOINT_GET_PARENT` (416), `virDomainCheckpointGetParent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointGetParentRet {
    pub parent: DomainCheckpoint,
}

codec!(DomainCheckpointGetParentRet { parent }, 28);

/// Arguments of `DOMAIN_CHECKPOINT_DELETE` (417), `virDomainCheckpointDelete`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpointDeleteArgs {
    pub checkpoint: DomainCheckpoint,
    pub flags: u32,
}

codec!(DomainCheckpointDeleteArgs { checkpoint, flags }, 32);
