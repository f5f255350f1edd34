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

/// Judges a complete definition as its start would, but claims and changes nothing, and looks at nothing of the
/// host's: `cd_drives` is what [`cd_drives`](crate::cd_drives) has found. `when`: what it is the definition of; of a
/// saved state, memory would come in.
pub fn forecast(
    settings: &Settings,
    stored: &Domain,
    capabilities: &EmulatorCapabilities,
    cd_drives: &[String],
    when: &When,
) -> Forecast {
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
        ..Situation::default()
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
    let options = command.args.iter().zip(command.args.iter().skip(1));
    Ok(options
        .filter(|(option, _)| *option == "-device")
        .filter_map(|(_, value)| device_type(value))
        .collect())
}

/// The type in an argument of `-device`, in either of its forms.
fn device_type(argument: &str) -> Option<String> {
    if argument.starts_with('{') {
        let value: serde_json::Value = serde_json::from_str(argument).ok()?;
        return value.get("driver")?.as_str().map(str::to_owned);
    }
    let first = argument.split(',').next()?;
    let name = first.strip_prefix("driver=").unwrap_or(first);
    (!name.contains('=') && name != "help").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_found_in_either_form_of_the_argument() {
        for (argument, expected) in [
            (r#"{"driver":"virtio-blk-pci","id":"x"}"#, Some("virtio-blk-pci")),
            ("pvpanic,ioport=1285", Some("pvpanic")),
            ("driver=pvpanic", Some("pvpanic")),
            ("id=a,driver=b", None),
            ("{broken", None),
        ] {
            assert_eq!(device_type(argument).as_deref(), expected, "{argument}");
        }
    }
}
