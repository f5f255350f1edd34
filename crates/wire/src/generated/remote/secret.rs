// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::Secret;
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `SECRET_LOOKUP_BY_UUID` (141), `virSecretLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretLookupByUuidArgs {
    pub uuid: [u8; 16],
}

codec!(SecretLookupByUuidArgs { uuid }, 16);

/// Reply to `SECRET_LOOKUP_BY_UUID` (141), `virSecretLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretLookupByUuidRet {
    pub secret: Secret,
}

codec!(SecretLookupByUuidRet { secret }, 24);

/// Arguments of `SECRET_DEFINE_XML` (142), `virSecretDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretDefineXmlArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(SecretDefineXmlArgs { xml, flags }, 8);

/// Reply to `SECRET_DEFINE_XML` (142), `virSecretDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretDefineXmlRet {
    pub secret: Secret,
}

codec!(SecretDefineXmlRet { secret }, 24);

/// Arguments of `SECRET_GET_XML_DESC` (143), `virSecretGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretGetXmlDescArgs {
    pub secret: Secret,
    pub flags: u32,
}

codec!(SecretGetXmlDescArgs { secret, flags }, 28);

/// Reply to `SECRET_GET_XML_DESC` (143), `virSecretGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretGetXmlDescRet {
    pub xml: String,
}

codec!(SecretGetXmlDescRet { xml }, 4);

impl EncodeAs<SecretGetXmlDescRet> for Text<'_> {}

/// Arguments of `SECRET_SET_VALUE` (144), `virSecretSetValue`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretSetValueArgs {
    pub secret: Secret,
    pub value: Vec<u8>,
    pub flags: u32,
}

codec!(SecretSetValueArgs { secret, value: opaque(limits::SECRET_VALUE_MAX), flags }, 32);

/// Arguments of `SECRET_GET_VALUE` (145), `virSecretGetValue`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretGetValueArgs {
    pub secret: Secret,
    pub flags: u32,
}

codec!(SecretGetValueArgs { secret, flags }, 28);

/// Reply to `SECRET_GET_VALUE` (145), `virSecretGetValue`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretGetValueRet {
    pub value: Vec<u8>,
}

codec!(SecretGetValueRet { value: opaque(limits::SECRET_VALUE_MAX) }, 4);

/// Arguments of `SECRET_UNDEFINE` (146), `virSecretUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretUndefineArgs {
    pub secret: Secret,
}

codec!(SecretUndefineArgs { secret }, 24);

/// Arguments of `SECRET_LOOKUP_BY_USAGE` (147), `virSecretLookupByUsage`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretLookupByUsageArgs {
    pub usage_type: i32,
    pub usage_id: String,
}

codec!(SecretLookupByUsageArgs { usage_type, usage_id }, 8);

/// Reply to `SECRET_LOOKUP_BY_USAGE` (147), `virSecretLookupByUsage`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretLookupByUsageRet {
    pub secret: Secret,
}

codec!(SecretLookupByUsageRet { secret }, 24);

/// Body of the event `SECRET_EVENT_LIFECYCLE` (382).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretEventLifecycleMsg {
    pub callback_id: i32,
    pub secret: Secret,
    pub event: i32,
    pub detail: i32,
}

codec!(SecretEventLifecycleMsg { callback_id, secret, event, detail }, 36);

/// Body of the event `SECRET_EVENT_VALUE_CHANGED` (383).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretEventValueChangedMsg {
    pub callback_id: i32,
    pub secret: Secret,
}

codec!(SecretEventValueChangedMsg { callback_id, secret }, 28);
