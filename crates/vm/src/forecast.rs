//! What the next start of a guest would find: the findings that it would have, or what would keep it from starting.

use caps::EmulatorCapabilities;
use errors::Error;
use findings::launch::{Situation, at_launch};
use findings::{Finding, When};
use model::Domain;

use crate::native::live_definition;
use crate::{Settings, files};

/// What the next start of a guest would find, as its emulator is now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forecast {
    /// The findings that it would have, in the order in which they would be logged.
    pub findings: Vec<Finding>,
    /// What would keep it from starting, as far as its definition and its emulator tell.
    pub refusal: Option<Error>,
}

/// Judges a complete definition as its start would; looks at the host's files (whether disks are CD drives), but
/// claims and changes nothing.
pub fn forecast(settings: &Settings, stored: &Domain, capabilities: &EmulatorCapabilities) -> Forecast {
    let live = live_definition(settings, stored.clone(), capabilities);
    // What would not start is judged by what is written.
    let (domain, refusal) = match &live {
        Ok(live) => (live, None),
        Err(why) => (stored, Some(why.clone())),
    };
    let cd_drives = files::cd_drives(domain);
    let situation = Situation {
        runs_as_root: settings.runs_as_root(),
        capability_filters: settings.capability_filters,
        cd_drives: &cd_drives,
        ..Situation::default()
    };
    let found = at_launch(domain, capabilities, situation);
    Forecast { findings: found.into_iter().map(|found| found.forecast(When::NextStart)).collect(), refusal }
}
