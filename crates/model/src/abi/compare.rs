//! The few ways in which a comparison can fail.

use std::fmt::Display;

use errors::{Code, Domain as ErrorDomain, Error, Result};

/// "Target ... does not match source ...".
pub(super) fn same<T: PartialEq + Display>(what: &str, source: T, target: T) -> Result<()> {
    if source == target {
        return Ok(());
    }
    Err(differs(format!("Target {what} {target} does not match source {source}")))
}

/// The same of what may not be given.
pub(super) fn same_word<T: PartialEq + Display>(
    what: &str,
    source: Option<T>,
    target: Option<T>,
    default: &str,
) -> Result<()> {
    let word = |value: Option<T>| value.map_or_else(|| default.to_owned(), |value| value.to_string());
    same(what, word(source), word(target))
}

/// The same of how many devices of a kind there are.
pub(super) fn same_count<T>(what: &str, source: &[T], target: &[T]) -> Result<()> {
    same(&format!("domain {what} count"), source.len(), target.len())
}

/// Anything, with a text of its own.
pub(super) fn equal<T: PartialEq>(source: &T, target: &T, otherwise: &str) -> Result<()> {
    if source == target { Ok(()) } else { Err(differs(otherwise)) }
}

/// 67, as libvirt has it.
pub(super) fn differs(detail: impl Into<String>) -> Error {
    Error::new(Code::ConfigUnsupported, ErrorDomain::Domain, detail)
}
