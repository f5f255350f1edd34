//! `-object secret`: passwords and keys, sealed with the guest's own key.

use errors::{Code, Error, Result};
use model::device::storage::SecretRef;

use crate::build::Build;
use crate::option::Props;

impl Build<'_> {
    /// Writes a secret under that id.
    ///
    /// # Errors
    /// `NoSecret` when the caller has not given it.
    pub(crate) fn secret(&mut self, id: &str, secret: &SecretRef) -> Result<()> {
        let sealed = self.resources.secrets.iter().find(|sealed| sealed.secret == *secret);
        let Some(sealed) = sealed else {
            let name = match secret {
                SecretRef::Uuid(uuid) => format!("no secret with matching uuid '{uuid}'"),
                SecretRef::Usage(usage) => format!("no secret with matching usage '{usage}'"),
            };
            return Err(Error::new(Code::NoSecret, errors::Domain::Secret, name));
        };
        self.sealed(id, &sealed.data, &sealed.iv);
        Ok(())
    }

    /// Writes a text under that id, which is no secret of the definition's and yet nobody's business.
    ///
    /// # Errors
    /// `ConfigUnsupported` when the caller has not sealed it.
    pub(crate) fn sealed_text(&mut self, id: &str, text: &str) -> Result<()> {
        let resources = self.resources;
        let Some(sealed) = resources.sealed_texts.get(text) else {
            let text = "cookies for HTTP servers are not supported yet";
            return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, text));
        };
        self.sealed(id, &sealed.data, &sealed.iv);
        Ok(())
    }

    fn sealed(&mut self, id: &str, data: &str, iv: &str) {
        let object = Props::new()
            .with("qom-type", "secret")
            .with("id", id)
            .with("data", data)
            .with("keyid", "masterKey0")
            .with("iv", iv)
            .with("format", "base64");
        self.object(&object);
    }
}
