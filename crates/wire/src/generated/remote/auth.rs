// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::AuthType;
use crate::xdr::{EncodeAs, Text, codec};

/// Reply to `AUTH_LIST` (66).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthListRet {
    pub types: Vec<AuthType>,
}

codec!(AuthListRet { types: array(limits::AUTH_TYPE_LIST_MAX) }, 4);

/// Reply to `AUTH_SASL_INIT` (67).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthSaslInitRet {
    pub mechlist: String,
}

codec!(AuthSaslInitRet { mechlist }, 4);

impl EncodeAs<AuthSaslInitRet> for Text<'_> {}

/// Arguments of `AUTH_SASL_START` (68).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthSaslStartArgs {
    pub mech: String,
    pub nil: i32,
    pub data: Vec<u8>,
}

codec!(AuthSaslStartArgs { mech, nil, data: chars(limits::AUTH_SASL_DATA_MAX) }, 12);

/// Reply to `AUTH_SASL_START` (68).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthSaslStartRet {
    pub complete: i32,
    pub nil: i32,
    pub data: Vec<u8>,
}

codec!(AuthSaslStartRet { complete, nil, data: chars(limits::AUTH_SASL_DATA_MAX) }, 12);

/// Arguments of `AUTH_SASL_STEP` (69).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthSaslStepArgs {
    pub nil: i32,
    pub data: Vec<u8>,
}

codec!(AuthSaslStepArgs { nil, data: chars(limits::AUTH_SASL_DATA_MAX) }, 8);

/// Reply to `AUTH_SASL_STEP` (69).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthSaslStepRet {
    pub complete: i32,
    pub nil: i32,
    pub data: Vec<u8>,
}

codec!(AuthSaslStepRet { complete, nil, data: chars(limits::AUTH_SASL_DATA_MAX) }, 12);

/// Reply to `AUTH_POLKIT` (70).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthPolkitRet {
    pub complete: i32,
}

codec!(AuthPolkitRet { complete }, 4);
