// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::remote::Domain;
use crate::xdr::codec;

/// Arguments of `DOMAIN_OPEN_NAMESPACE` (1), `virDomainLxcOpenNamespace`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainOpenNamespaceArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainOpenNamespaceArgs { dom, flags }, 28);
