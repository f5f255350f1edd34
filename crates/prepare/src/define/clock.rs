//! The clock.

use model::Domain;
use model::clock::{Clock, ClockOffset};

/// A guest whose definition does not mention the clock runs on UTC.
pub(super) fn complete(domain: &mut Domain) {
    let _ = domain
        .clock
        .get_or_insert_with(|| Clock { offset: ClockOffset::Utc { adjustment: None }, timers: Vec::new() });
}
