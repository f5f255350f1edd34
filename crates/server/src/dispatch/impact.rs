//! Which definitions a change is for.

use errors::Result;
use vm::{Affected, View};

use crate::dispatch::domain_metadata::affected;

/// What the flags of a call mean for this guest.
///
/// # Errors
/// 55 when the guest has not got what is meant.
pub(super) fn affects(view: &View, flags: u32) -> Result<Affected> {
    let (live, config) = affected(view, flags)?;
    Ok(Affected { live, config })
}
