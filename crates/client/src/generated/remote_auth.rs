// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    AuthListRet, AuthPolkitRet, AuthSaslInitRet, AuthSaslStartArgs, AuthSaslStartRet, AuthSaslStepArgs,
    AuthSaslStepRet, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `AUTH_LIST` (66). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn auth_list(&self) -> Result<AuthListRet> {
        self.call::<procedure::AuthList>(&()).await
    }

    /// `AUTH_SASL_INIT` (67). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn auth_sasl_init(&self) -> Result<AuthSaslInitRet> {
        self.call::<procedure::AuthSaslInit>(&()).await
    }

    /// `AUTH_SASL_START` (68). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn auth_sasl_start(&self, args: &AuthSaslStartArgs) -> Result<AuthSaslStartRet> {
        self.call::<procedure::AuthSaslStart>(args).await
    }

    /// `AUTH_SASL_STEP` (69). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn auth_sasl_step(&self, args: &AuthSaslStepArgs) -> Result<AuthSaslStepRet> {
        self.call::<procedure::AuthSaslStep>(args).await
    }

    /// `AUTH_POLKIT` (70). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn auth_polkit(&self) -> Result<AuthPolkitRet> {
        self.call::<procedure::AuthPolkit>(&()).await
    }
}
