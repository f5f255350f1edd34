// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the ferrovirt program.

use wire::ferrovirt::{ConnectGetFeaturesRet, procedure};

use crate::{Connection, Result};

impl Connection {
    /// `CONNECT_GET_FEATURES` (1). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn ferrovirt_connect_get_features(&self) -> Result<ConnectGetFeaturesRet> {
        self.call::<procedure::ConnectGetFeatures>(&()).await
    }
}
