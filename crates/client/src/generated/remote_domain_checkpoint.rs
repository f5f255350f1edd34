// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    DomainCheckpointCreateXmlArgs, DomainCheckpointCreateXmlRet, DomainCheckpointDeleteArgs,
    DomainCheckpointGetParentArgs, DomainCheckpointGetParentRet, DomainCheckpointGetXmlDescArgs,
    DomainCheckpointGetXmlDescRet, DomainCheckpointListAllChildrenArgs, DomainCheckpointListAllChildrenRet,
    DomainCheckpointLookupByNameArgs, DomainCheckpointLookupByNameRet, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `DOMAIN_CHECKPOINT_CREATE_XML` (411), `virDomainCheckpointCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_checkpoint_create_xml(
        &self,
        args: &DomainCheckpointCreateXmlArgs,
    ) -> Result<DomainCheckpointCreateXmlRet> {
        self.call::<procedure::DomainCheckpointCreateXml>(args).await
    }

    /// `DOMAIN_CHECKPOINT_GET_XML_DESC` (412), `virDomainCheckpointGetXMLDesc`. A read-only connection may call it, but for some arguments.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_checkpoint_get_xml_desc(
        &self,
        args: &DomainCheckpointGetXmlDescArgs,
    ) -> Result<DomainCheckpointGetXmlDescRet> {
        self.call::<procedure::DomainCheckpointGetXmlDesc>(args).await
    }

    /// `DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN` (414), `virDomainCheckpointListAllChildren`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_checkpoint_list_all_children(
        &self,
        args: &DomainCheckpointListAllChildrenArgs,
    ) -> Result<DomainCheckpointListAllChildrenRet> {
        self.call::<procedure::DomainCheckpointListAllChildren>(args).await
    }

    /// `DOMAIN_CHECKPOINT_LOOKUP_BY_NAME` (415), `virDomainCheckpointLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_checkpoint_lookup_by_name(
        &self,
        args: &DomainCheckpointLookupByNameArgs,
    ) -> Result<DomainCheckpointLookupByNameRet> {
        self.call::<procedure::DomainCheckpointLookupByName>(args).await
    }

    /// `DOMAIN_CHECKPOINT_GET_PARENT` (416), `virDomainCheckpointGetParent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_checkpoint_get_parent(
        &self,
        args: &DomainCheckpointGetParentArgs,
    ) -> Result<DomainCheckpointGetParentRet> {
        self.call::<procedure::DomainCheckpointGetParent>(args).await
    }

    /// `DOMAIN_CHECKPOINT_DELETE` (417), `virDomainCheckpointDelete`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_checkpoint_delete(&self, args: &DomainCheckpointDeleteArgs) -> Result<()> {
        self.call::<procedure::DomainCheckpointDelete>(args).await
    }
}
