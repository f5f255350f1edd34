// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

use crate::xdr::codec;

/// Reply to `CONNECT_GET_FEATURES` (1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetFeaturesRet {
    pub revision: u32,
    pub server: String,
    pub ledger: [u8; 16],
    pub kept_changes: u32,
}

codec!(ConnectGetFeaturesRet { revision, server, ledger, kept_changes }, 28);
