// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    NwfilterBindingCreateXmlArgs, NwfilterBindingCreateXmlRet, NwfilterBindingDeleteArgs,
    NwfilterBindingGetXmlDescArgs, NwfilterBindingGetXmlDescRet, NwfilterBindingLookupByPortDevArgs,
    NwfilterBindingLookupByPortDevRet, NwfilterDefineXmlArgs, NwfilterDefineXmlFlagsArgs,
    NwfilterDefineXmlFlagsRet, NwfilterDefineXmlRet, NwfilterGetXmlDescArgs, NwfilterGetXmlDescRet,
    NwfilterLookupByNameArgs, NwfilterLookupByNameRet, NwfilterLookupByUuidArgs, NwfilterLookupByUuidRet,
    NwfilterUndefineArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `NWFILTER_LOOKUP_BY_NAME` (175), `virNWFilterLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_lookup_by_name(
        &self,
        args: &NwfilterLookupByNameArgs,
    ) -> Result<NwfilterLookupByNameRet> {
        self.call::<procedure::NwfilterLookupByName>(args).await
    }

    /// `NWFILTER_LOOKUP_BY_UUID` (176), `virNWFilterLookupByUUID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_lookup_by_uuid(
        &self,
        args: &NwfilterLookupByUuidArgs,
    ) -> Result<NwfilterLookupByUuidRet> {
        self.call::<procedure::NwfilterLookupByUuid>(args).await
    }

    /// `NWFILTER_GET_XML_DESC` (177), `virNWFilterGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_get_xml_desc(
        &self,
        args: &NwfilterGetXmlDescArgs,
    ) -> Result<NwfilterGetXmlDescRet> {
        self.call::<procedure::NwfilterGetXmlDesc>(args).await
    }

    /// `NWFILTER_DEFINE_XML` (180), `virNWFilterDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_define_xml(&self, args: &NwfilterDefineXmlArgs) -> Result<NwfilterDefineXmlRet> {
        self.call::<procedure::NwfilterDefineXml>(args).await
    }

    /// `NWFILTER_UNDEFINE` (181), `virNWFilterUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_undefine(&self, args: &NwfilterUndefineArgs) -> Result<()> {
        self.call::<procedure::NwfilterUndefine>(args).await
    }

    /// `NWFILTER_BINDING_LOOKUP_BY_PORT_DEV` (397), `virNWFilterBindingLookupByPortDev`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_binding_lookup_by_port_dev(
        &self,
        args: &NwfilterBindingLookupByPortDevArgs,
    ) -> Result<NwfilterBindingLookupByPortDevRet> {
        self.call::<procedure::NwfilterBindingLookupByPortDev>(args).await
    }

    /// `NWFILTER_BINDING_GET_XML_DESC` (398), `virNWFilterBindingGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_binding_get_xml_desc(
        &self,
        args: &NwfilterBindingGetXmlDescArgs,
    ) -> Result<NwfilterBindingGetXmlDescRet> {
        self.call::<procedure::NwfilterBindingGetXmlDesc>(args).await
    }

    /// `NWFILTER_BINDING_CREATE_XML` (399), `virNWFilterBindingCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_binding_create_xml(
        &self,
        args: &NwfilterBindingCreateXmlArgs,
    ) -> Result<NwfilterBindingCreateXmlRet> {
        self.call::<procedure::NwfilterBindingCreateXml>(args).await
    }

    /// `NWFILTER_BINDING_DELETE` (400), `virNWFilterBindingDelete`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_binding_delete(&self, args: &NwfilterBindingDeleteArgs) -> Result<()> {
        self.call::<procedure::NwfilterBindingDelete>(args).await
    }

    /// `NWFILTER_DEFINE_XML_FLAGS` (431), `virNWFilterDefineXMLFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn nwfilter_define_xml_flags(
        &self,
        args: &NwfilterDefineXmlFlagsArgs,
    ) -> Result<NwfilterDefineXmlFlagsRet> {
        self.call::<procedure::NwfilterDefineXmlFlags>(args).await
    }
}
