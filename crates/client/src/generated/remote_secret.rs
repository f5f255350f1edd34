// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    SecretDefineXmlArgs, SecretDefineXmlRet, SecretGetValueArgs, SecretGetValueRet, SecretGetXmlDescArgs,
    SecretGetXmlDescRet, SecretLookupByUsageArgs, SecretLookupByUsageRet, SecretLookupByUuidArgs,
    SecretLookupByUuidRet, SecretSetValueArgs, SecretUndefineArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `SECRET_LOOKUP_BY_UUID` (141), `virSecretLookupByUUID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_lookup_by_uuid(
        &self,
        args: &SecretLookupByUuidArgs,
    ) -> Result<SecretLookupByUuidRet> {
        self.call::<procedure::SecretLookupByUuid>(args).await
    }

    /// `SECRET_DEFINE_XML` (142), `virSecretDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_define_xml(&self, args: &SecretDefineXmlArgs) -> Result<SecretDefineXmlRet> {
        self.call::<procedure::SecretDefineXml>(args).await
    }

    /// `SECRET_GET_XML_DESC` (143), `virSecretGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_get_xml_desc(&self, args: &SecretGetXmlDescArgs) -> Result<SecretGetXmlDescRet> {
        self.call::<procedure::SecretGetXmlDesc>(args).await
    }

    /// `SECRET_SET_VALUE` (144), `virSecretSetValue`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_set_value(&self, args: &SecretSetValueArgs) -> Result<()> {
        self.call::<procedure::SecretSetValue>(args).await
    }

    /// `SECRET_GET_VALUE` (145), `virSecretGetValue`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_get_value(&self, args: &SecretGetValueArgs) -> Result<SecretGetValueRet> {
        self.call::<procedure::SecretGetValue>(args).await
    }

    /// `SECRET_UNDEFINE` (146), `virSecretUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_undefine(&self, args: &SecretUndefineArgs) -> Result<()> {
        self.call::<procedure::SecretUndefine>(args).await
    }

    /// `SECRET_LOOKUP_BY_USAGE` (147), `virSecretLookupByUsage`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn secret_lookup_by_usage(
        &self,
        args: &SecretLookupByUsageArgs,
    ) -> Result<SecretLookupByUsageRet> {
        self.call::<procedure::SecretLookupByUsage>(args).await
    }
}
