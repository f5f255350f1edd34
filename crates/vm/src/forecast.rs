//! What the next start of a guest would find: the findings that it would have, and what would keep it from starting.

use caps::EmulatorCapabilities;
use errors::{Code, Domain as ErrorDomain, Error};
use findings::launch::Situation;
use findings::next_start::{Rehearsal, at_next_start, without_emulator};
use findings::{Finding, When};
use launch::{DescriptorNumbers, LaunchContext};
use model::Domain;

use crate::Settings;
use crate::native::{directory, live_definition, plain_context};

/// What the next start of a guest would find, as its emulator is now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forecast {
    /// What would be found: first what keeps it from starting, then the findings that it would have, in the order in
    /// which they would be logged.
    pub findings: Vec<Finding>,
    /// What would keep it from starting, as far as its definition and its emulator tell.
    pub refusal: Option<Error>,
}

/// What a forecast has to know besides definition, emulator and settings.
#[derive(Debug, Clone, Copy, Default)]
pub struct HostSide<'a> {
    /// What [`cd_drives`](crate::cd_drives) has found.
    pub cd_drives: &'a [String],
    /// A hook script has changed the guest's definition once.
    pub hook_modified: bool,
}

/// Judges a complete definition as its start would, but claims and changes nothing, and looks at nothing of the
/// host's. `when`: what it is the definition of; of a
/// saved state, memory would come in.
pub fn forecast(
    settings: &Settings,
    stored: &Domain,
    capabilities: &EmulatorCapabilities,
    host: HostSide<'_>,
    when: &When,
) -> Forecast {
    let HostSide { cd_drives, hook_modified } = host;
    let live = prepare::check_machine(stored, capabilities)
        .and_then(|()| live_definition(settings, stored.clone(), capabilities));
    // What would not start is judged by what is written.
    let (domain, mut refusal) = match &live {
        Ok(live) => (live, None),
        Err(why) => (stored, Some(why.clone())),
    };
    let mut device_types = Vec::new();
    if refusal.is_none() {
        match device_types_of(settings, domain, capabilities, cd_drives) {
            Ok(types) => device_types = types,
            Err(why) => refusal = Some(why),
        }
    }
    let situation = Situation {
        runs_as_root: settings.runs_as_root(),
        capability_filters: settings.capability_filters,
        cd_drives,
        incoming: matches!(when, When::ManagedSave | When::Snapshot(_)),
        hook_modified,
    };
    let words = refusal.as_ref().map(ToString::to_string);
    let rehearsal = Rehearsal { refusal: words.as_deref(), device_types: &device_types };
    let findings = at_next_start(domain, capabilities, situation, rehearsal, when);
    // What QEMU itself would refuse is no flag of anything, and comes first.
    let obstacle = findings.first().filter(|first| first.taint.is_none());
    let refusal = refusal.or_else(|| {
        obstacle.map(|obstacle| Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, &obstacle.sentence))
    });
    Forecast { findings, refusal }
}

/// The forecast of a guest whose emulator cannot be used, for this reason.
pub fn forecast_without(emulator: &str, why: &Error, when: &When) -> Forecast {
    Forecast { findings: without_emulator(emulator, &why.to_string(), when), refusal: Some(why.clone()) }
}

/// The types of the devices on the command line that a start would have.
fn device_types_of(
    settings: &Settings,
    live: &Domain,
    capabilities: &EmulatorCapabilities,
    cd_drives: &[String],
) -> Result<Vec<String>, Error> {
    let directory = directory(settings, live);
    let context = LaunchContext {
        cdrom_drives: cd_drives.to_vec(),
        descriptors: DescriptorNumbers::ByPath,
        ..plain_context(settings, &directory)
    };
    let command = launch::command_line(live, capabilities, &context)?;
    Ok(command.device_types())
}
