// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the lxc program.

use wire::lxc::{DomainOpenNamespaceArgs, procedure};

use crate::{Connection, Result};

impl Connection {
    /// `DOMAIN_OPEN_NAMESPACE` (1), `virDomainLxcOpenNamespace`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn lxc_domain_open_namespace(&self, args: &DomainOpenNamespaceArgs) -> Result<()> {
        self.call::<procedure::DomainOpenNamespace>(args).await
    }
}
