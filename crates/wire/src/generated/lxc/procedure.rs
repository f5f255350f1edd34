// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each procedure of the lxc program.

use super::*;

crate::procedure::procedures! {
    Lxc;
    1 DomainOpenNamespace "DOMAIN_OPEN_NAMESPACE": DomainOpenNamespaceArgs [flags] => ();
}
