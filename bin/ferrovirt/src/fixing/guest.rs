//! A guest on its host, as it is stored there.

use anyhow::{Result, bail};
use client::wire::remote::{
    Domain, DomainDefineXmlFlagsArgs, DomainGetXmlDescArgs, DomainHasManagedSaveImageArgs,
    DomainIsPersistentArgs,
};
use client::{Connection, OpenOptions};

use crate::cli::Global;
use crate::commands::lookup;

/// `VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_INACTIVE`: what is stored, with its passwords, or they would be lost when it
/// is stored again.
const STORED_WITH_SECRETS: u32 = 3;

/// `VIR_DOMAIN_XML_INACTIVE`: to be looked at.
const STORED: u32 = 2;

/// A guest on its host.
#[derive(Debug)]
pub struct StoredGuest {
    connection: Connection,
    dom: Domain,
    may_write: bool,
}

impl StoredGuest {
    /// Finds it.
    ///
    /// # Errors
    /// When the host cannot be asked, has no such guest, or it is transient: then there is no next start to change.
    pub async fn open(global: &Global, uri: &str, guest: &str, may_write: bool) -> Result<Self> {
        let options = OpenOptions::new().read_only(!may_write).deadline(global.deadline);
        let connection = options.open(uri).await?;
        let dom = lookup(&connection, guest).await?;
        let persistent =
            connection.domain_is_persistent(&DomainIsPersistentArgs { dom: dom.clone() }).await?;
        if persistent.persistent == 0 {
            bail!(
                "'{}' is transient: it has no stored definition to change; whoever creates it has to change theirs",
                dom.name
            );
        }
        Ok(Self { connection, dom, may_write })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.dom.name
    }

    /// Its uuid.
    pub fn uuid(&self) -> &[u8; 16] {
        &self.dom.uuid
    }

    /// What its next start is made from; with its secrets where the connection may write.
    ///
    /// # Errors
    /// The host's.
    pub async fn definition(&self) -> Result<String> {
        let flags = if self.may_write { STORED_WITH_SECRETS } else { STORED };
        let args = DomainGetXmlDescArgs { dom: self.dom.clone(), flags };
        Ok(self.connection.domain_get_xml_desc(&args).await?.xml)
    }

    /// Whether its state was saved, so that its next start is none from its definition.
    ///
    /// # Errors
    /// The host's.
    pub async fn has_saved_state(&self) -> Result<bool> {
        let args = DomainHasManagedSaveImageArgs { dom: self.dom.clone(), flags: 0 };
        Ok(self.connection.domain_has_managed_save_image(&args).await?.result != 0)
    }

    /// Stores another definition. What runs is not touched.
    ///
    /// # Errors
    /// The host's.
    pub async fn define(&self, xml: &str) -> Result<()> {
        let args = DomainDefineXmlFlagsArgs { xml: xml.to_owned(), flags: 0 };
        self.connection.domain_define_xml_flags(&args).await?;
        Ok(())
    }
}
