// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    DomainSnapshotCreateXmlArgs, DomainSnapshotCreateXmlRet, DomainSnapshotCurrentArgs,
    DomainSnapshotCurrentRet, DomainSnapshotDeleteArgs, DomainSnapshotGetParentArgs,
    DomainSnapshotGetParentRet, DomainSnapshotGetXmlDescArgs, DomainSnapshotGetXmlDescRet,
    DomainSnapshotHasMetadataArgs, DomainSnapshotHasMetadataRet, DomainSnapshotIsCurrentArgs,
    DomainSnapshotIsCurrentRet, DomainSnapshotListAllChildrenArgs, DomainSnapshotListAllChildrenRet,
    DomainSnapshotListChildrenNamesArgs, DomainSnapshotListChildrenNamesRet, DomainSnapshotListNamesArgs,
    DomainSnapshotListNamesRet, DomainSnapshotLookupByNameArgs, DomainSnapshotLookupByNameRet,
    DomainSnapshotNumArgs, DomainSnapshotNumChildrenArgs, DomainSnapshotNumChildrenRet, DomainSnapshotNumRet,
    procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `DOMAIN_SNAPSHOT_CREATE_XML` (185), `virDomainSnapshotCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_create_xml(
        &self,
        args: &DomainSnapshotCreateXmlArgs,
    ) -> Result<DomainSnapshotCreateXmlRet> {
        self.call::<procedure::DomainSnapshotCreateXml>(args).await
    }

    /// `DOMAIN_SNAPSHOT_GET_XML_DESC` (186), `virDomainSnapshotGetXMLDesc`. A read-only connection may call it, but for some arguments.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_get_xml_desc(
        &self,
        args: &DomainSnapshotGetXmlDescArgs,
    ) -> Result<DomainSnapshotGetXmlDescRet> {
        self.call::<procedure::DomainSnapshotGetXmlDesc>(args).await
    }

    /// `DOMAIN_SNAPSHOT_NUM` (187), `virDomainSnapshotNum`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_num(&self, args: &DomainSnapshotNumArgs) -> Result<DomainSnapshotNumRet> {
        self.call::<procedure::DomainSnapshotNum>(args).await
    }

    /// `DOMAIN_SNAPSHOT_LIST_NAMES` (188), `virDomainSnapshotListNames`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_list_names(
        &self,
        args: &DomainSnapshotListNamesArgs,
    ) -> Result<DomainSnapshotListNamesRet> {
        self.call::<procedure::DomainSnapshotListNames>(args).await
    }

    /// `DOMAIN_SNAPSHOT_LOOKUP_BY_NAME` (189), `virDomainSnapshotLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_lookup_by_name(
        &self,
        args: &DomainSnapshotLookupByNameArgs,
    ) -> Result<DomainSnapshotLookupByNameRet> {
        self.call::<procedure::DomainSnapshotLookupByName>(args).await
    }

    /// `DOMAIN_SNAPSHOT_CURRENT` (191), `virDomainSnapshotCurrent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_current(
        &self,
        args: &DomainSnapshotCurrentArgs,
    ) -> Result<DomainSnapshotCurrentRet> {
        self.call::<procedure::DomainSnapshotCurrent>(args).await
    }

    /// `DOMAIN_SNAPSHOT_DELETE` (193), `virDomainSnapshotDelete`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_delete(&self, args: &DomainSnapshotDeleteArgs) -> Result<()> {
        self.call::<procedure::DomainSnapshotDelete>(args).await
    }

    /// `DOMAIN_SNAPSHOT_GET_PARENT` (244), `virDomainSnapshotGetParent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_get_parent(
        &self,
        args: &DomainSnapshotGetParentArgs,
    ) -> Result<DomainSnapshotGetParentRet> {
        self.call::<procedure::DomainSnapshotGetParent>(args).await
    }

    /// `DOMAIN_SNAPSHOT_NUM_CHILDREN` (246), `virDomainSnapshotNumChildren`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_num_children(
        &self,
        args: &DomainSnapshotNumChildrenArgs,
    ) -> Result<DomainSnapshotNumChildrenRet> {
        self.call::<procedure::DomainSnapshotNumChildren>(args).await
    }

    /// `DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES` (247), `virDomainSnapshotListChildrenNames`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_list_children_names(
        &self,
        args: &DomainSnapshotListChildrenNamesArgs,
    ) -> Result<DomainSnapshotListChildrenNamesRet> {
        self.call::<procedure::DomainSnapshotListChildrenNames>(args).await
    }

    /// `DOMAIN_SNAPSHOT_IS_CURRENT` (271), `virDomainSnapshotIsCurrent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_is_current(
        &self,
        args: &DomainSnapshotIsCurrentArgs,
    ) -> Result<DomainSnapshotIsCurrentRet> {
        self.call::<procedure::DomainSnapshotIsCurrent>(args).await
    }

    /// `DOMAIN_SNAPSHOT_HAS_METADATA` (272), `virDomainSnapshotHasMetadata`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_has_metadata(
        &self,
        args: &DomainSnapshotHasMetadataArgs,
    ) -> Result<DomainSnapshotHasMetadataRet> {
        self.call::<procedure::DomainSnapshotHasMetadata>(args).await
    }

    /// `DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN` (275), `virDomainSnapshotListAllChildren`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_snapshot_list_all_children(
        &self,
        args: &DomainSnapshotListAllChildrenArgs,
    ) -> Result<DomainSnapshotListAllChildrenRet> {
        self.call::<procedure::DomainSnapshotListAllChildren>(args).await
    }
}
