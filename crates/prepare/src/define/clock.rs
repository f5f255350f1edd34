//! The clock.

use model::Domain;
use model::clock::{Adjustment, Clock, ClockBasis, ClockOffset};

/// A guest whose definition does not mention the clock runs on UTC.
pub(super) fn complete(domain: &mut Domain) {
    let clock = domain
        .clock
        .get_or_insert_with(|| Clock { offset: ClockOffset::Utc { adjustment: None }, timers: Vec::new() });
    // A difference that is known is the other way of saying that there is one.
    let (adjustment, basis) = match clock.offset {
        ClockOffset::Utc { adjustment } => (adjustment, ClockBasis::Utc),
        ClockOffset::Localtime { adjustment } => (adjustment, ClockBasis::Localtime),
        _ => return,
    };
    if let Some(Adjustment::Seconds(adjustment)) = adjustment {
        clock.offset = ClockOffset::Variable { adjustment, basis };
    }
}
