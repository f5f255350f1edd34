//! The rules of a TPM.

pub(super) mod defaults;
pub(crate) mod validate;
