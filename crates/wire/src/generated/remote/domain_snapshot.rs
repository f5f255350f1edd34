// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{Domain, DomainSnapshot};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `DOMAIN_SNAPSHOT_CREATE_XML` (185), `virDomainSnapshotCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotCreateXmlArgs {
    pub dom: Domain,
    pub xml_desc: String,
    pub flags: u32,
}

codec!(DomainSnapshotCreateXmlArgs { dom, xml_desc, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_CREATE_XML` (185), `virDomainSnapshotCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotCreateXmlRet {
    pub snap: DomainSnapshot,
}

codec!(DomainSnapshotCreateXmlRet { snap }, 28);

/// Arguments of `DOMAIN_SNAPSHOT_GET_XML_DESC` (186), `virDomainSnapshotGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotGetXmlDescArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainSnapshotGetXmlDescArgs { snap, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_GET_XML_DESC` (186), `virDomainSnapshotGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotGetXmlDescRet {
    pub xml: String,
}

codec!(DomainSnapshotGetXmlDescRet { xml }, 4);

impl EncodeAs<DomainSnapshotGetXmlDescRet> for Text<'_> {}

/// Arguments of `DOMAIN_SNAPSHOT_NUM` (187), `virDomainSnapshotNum`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotNumArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainSnapshotNumArgs { dom, flags }, 28);

/// Reply to `DOMAIN_SNAPSHOT_NUM` (187), `virDomainSnapshotNum`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotNumRet {
    pub num: i32,
}

codec!(DomainSnapshotNumRet { num }, 4);

/// Arguments of `DOMAIN_SNAPSHOT_LIST_NAMES` (188), `virDomainSnapshotListNames`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotListNamesArgs {
    pub dom: Domain,
    pub maxnames: i32,
    pub flags: u32,
}

codec!(DomainSnapshotListNamesArgs { dom, maxnames, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_LIST_NAMES` (188), `virDomainSnapshotListNames`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotListNamesRet {
    pub names: Vec<String>,
}

codec!(DomainSnapshotListNamesRet { names: array(limits::DOMAIN_SNAPSHOT_LIST_MAX) }, 4);

/// Arguments of `DOMAIN_SNAPSHOT_LOOKUP_BY_NAME` (189), `virDomainSnapshotLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotLookupByNameArgs {
    pub dom: Domain,
    pub name: String,
    pub flags: u32,
}

codec!(DomainSnapshotLookupByNameArgs { dom, name, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_LOOKUP_BY_NAME` (189), `virDomainSnapshotLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotLookupByNameRet {
    pub snap: DomainSnapshot,
}

codec!(DomainSnapshotLookupByNameRet { snap }, 28);

/// Arguments of `DOMAIN_SNAPSHOT_CURRENT` (191), `virDomainSnapshotCurrent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotCurrentArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainSnapshotCurrentArgs { dom, flags }, 28);

/// Reply to `DOMAIN_SNAPSHOT_CURRENT` (191), `virDomainSnapshotCurrent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotCurrentRet {
    pub snap: DomainSnapshot,
}

codec!(DomainSnapshotCurrentRet { snap }, 28);

/// Arguments of `DOMAIN_SNAPSHOT_DELETE` (193), `virDomainSnapshotDelete`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotDeleteArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainSnapshotDeleteArgs { snap, flags }, 32);

/// Arguments of `DOMAIN_SNAPSHOT_GET_PARENT` (244), `virDomainSnapshotGetParent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotGetParentArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainSnapshotGetParentArgs { snap, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_GET_PARENT` (244), `virDomainSnapshotGetParent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotGetParentRet {
    pub snap: DomainSnapshot,
}

codec!(DomainSnapshotGetParentRet { snap }, 28);

/// Arguments of `DOMAIN_SNAPSHOT_NUM_CHILDREN` (246), `virDomainSnapshotNumChildren`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotNumChildrenArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainSnapshotNumChildrenArgs { snap, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_NUM_CHILDREN` (246), `virDomainSnapshotNumChildren`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotNumChildrenRet {
    pub num: i32,
}

codec!(DomainSnapshotNumChildrenRet { num }, 4);

/// Arguments of `DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES` (247), `virDomainSnapshotListChildrenNames`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotListChildrenNamesArgs {
    pub snap: DomainSnapshot,
    pub maxnames: i32,
    pub flags: u32,
}

codec!(DomainSnapshotListChildrenNamesArgs { snap, maxnames, flags }, 36);

/// Reply to `DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES` (247), `virDomainSnapshotListChildrenNames`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotListChildrenNamesRet {
    pub names: Vec<String>,
}

codec!(DomainSnapshotListChildrenNamesRet { names: array(limits::DOMAIN_SNAPSHOT_LIST_MAX) }, 4);

/// Arguments of `DOMAIN_SNAPSHOT_IS_CURRENT` (271), `virDomainSnapshotIsCurrent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotIsCurrentArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainSnapshotIsCurrentArgs { snap, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_IS_CURRENT` (271), `virDomainSnapshotIsCurrent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotIsCurrentRet {
    pub current: i32,
}

codec!(DomainSnapshotIsCurrentRet { current }, 4);

/// Arguments of `DOMAIN_SNAPSHOT_HAS_METADATA` (272), `virDomainSnapshotHasMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotHasMetadataArgs {
    pub snap: DomainSnapshot,
    pub flags: u32,
}

codec!(DomainSnapshotHasMetadataArgs { snap, flags }, 32);

/// Reply to `DOMAIN_SNAPSHOT_HAS_METADATA` (272), `virDomainSnapshotHasMetadata`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotHasMetadataRet {
    pub metadata: i32,
}

codec!(DomainSnapshotHasMetadataRet { metadata }, 4);

/// Arguments of `DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN` (275), `virDomainSnapshotListAllChildren`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotListAllChildrenArgs {
    pub snapshot: DomainSnapshot,
    pub need_results: i32,
    pub flags: u32,
}

codec!(DomainSnapshotListAllChildrenArgs { snapshot, need_results, flags }, 36);

/// Reply to `DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN` (275), `virDomainSnapshotListAllChildren`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshotListAllChildrenRet {
    pub snapshots: Vec<DomainSnapshot>,
    pub ret: i32,
}

codec!(DomainSnapshotListAllChildrenRet { snapshots: array(limits::DOMAIN_SNAPSHOT_LIST_MAX), ret }, 8);
