//! What such storage must not be.

use errors::Result;
use model::Domain;

use crate::refusal::contradiction;

/// The size of a record, in KiB: there is room for one at least.
const RECORD: u64 = 4;

/// Checks its size.
///
/// # Errors
/// `XmlError` for one that nothing fits into.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let small = |size: u64| size < RECORD;
    if domain.devices.pstore.as_ref().and_then(|pstore| pstore.size).is_some_and(small) {
        return Err(contradiction("invalid size of ACPI ERST pstore device"));
    }
    Ok(())
}
