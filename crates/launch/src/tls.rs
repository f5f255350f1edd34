//! `-object tls-creds-x509`: what an encrypted connection of QEMU's is secured with.

use errors::{Code, Error, Result};

use crate::Certificates;
use crate::build::Build;
use crate::option::Props;

/// Which end of the connection QEMU is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Client,
    Server,
}

impl Build<'_> {
    /// Writes the certificates under that id, and what unlocks their key before them.
    ///
    /// # Errors
    /// `ConfigUnsupported` when there are none for that `purpose`; `NoSecret` when the secret was not given.
    pub(crate) fn certificates(
        &mut self,
        certificates: Option<&Certificates>,
        purpose: &str,
        id: &str,
        endpoint: Endpoint,
    ) -> Result<()> {
        let certificates = certificates.ok_or_else(|| {
            let detail = format!("no certificates are configured for encrypted {purpose}");
            Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail)
        })?;
        let password = match &certificates.secret {
            Some(secret) => {
                let password = format!("{id}-secret0");
                self.secret(&password, secret)?;
                Some(password)
            }
            None => None,
        };
        let (name, verify) = match endpoint {
            Endpoint::Client => ("client", true),
            Endpoint::Server => ("server", certificates.verify_clients),
        };
        let object = Props::new()
            .with("qom-type", "tls-creds-x509")
            .with("id", id)
            .with("dir", certificates.dir.as_str())
            .with("endpoint", name)
            .with("verify-peer", verify)
            .maybe("passwordid", password);
        self.object(&object);
        Ok(())
    }

    /// Tells the SASL library where its configuration is.
    pub(crate) fn sasl(&mut self) {
        let Some(dir) = self.resources.credentials.sasl_dir.clone() else { return };
        let variable = ("SASL_CONF_PATH".to_owned(), dir);
        if !self.line.env.contains(&variable) {
            self.line.env.push(variable);
        }
    }
}
