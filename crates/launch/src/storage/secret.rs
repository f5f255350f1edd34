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
        let object = Props::new()
            .with("qom-type", "secret")
            .with("id", id)
            .with("data", sealed.data.as_str())
            .with("keyid", "masterKey0")
            .with("iv", sealed.iv.as_str())
            .with("format", "base64");
        self.object(&object);
        Ok(())
    }
}
