//! The rules of a TPM.

pub(super) mod defaults;
