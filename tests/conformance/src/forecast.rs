//! What is foretold of an older recording's names, against what a newer recording of the architecture says.
//!
//! Every pair of recordings of one architecture is a case whose versions, as QEMU reports them, are an older and a
//! newer one. `forecast.known` foretells from the newer one's capability set, `forecast.projected` from its version.

use std::collections::BTreeMap;

use caps::{Accelerator, EmulatorCapabilities, Version};
use foresight::{
    Kind, Needs, Outlook, Prediction, Release, Target, TargetAnswers, VersionedMachine, predict,
};
use serde_json::Value;

use crate::{Recording, Recordings, Section, Verdict};

/// A recording, asked.
struct Build {
    name: String,
    capabilities: EmulatorCapabilities,
    /// What it lists itself, read without the project's library: machine types, then CPU models; whether each is
    /// deprecated.
    machines: BTreeMap<String, bool>,
    cpu_models: BTreeMap<String, bool>,
}

/// How many predictions of a pair were what.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
    unknown: usize,
}

/// The two sections over all pairs of recordings that are there.
///
/// # Errors
/// A sentence when a recording cannot be read.
pub fn forecast_sections(recordings: &Recordings) -> Result<Vec<Section>, String> {
    let mut builds = Vec::new();
    for name in recordings.names() {
        builds.push(Build::read(recordings, &name)?);
    }
    let key = |build: &Build| -> (String, Version, String) {
        let capabilities = &build.capabilities;
        (capabilities.arch.libvirt().to_owned(), capabilities.version, build.name.clone())
    };
    builds.sort_by_key(key);
    let mut known = Section::empty("forecast.known");
    let mut projected = Section::empty("forecast.projected");
    for older in &builds {
        for newer in builds.iter().filter(|newer| is_upgrade(older, newer)) {
            let answers = TargetAnswers { capabilities: &newer.capabilities, of_this_host: false };
            known.add(older, newer, &tally(older, newer, Target::Answers(answers)));
            let release = Release::of(newer.capabilities.version);
            projected.add(older, newer, &tally(older, newer, Target::Release(release)));
        }
    }
    Ok(vec![known, projected])
}

fn is_upgrade(older: &Build, newer: &Build) -> bool {
    older.capabilities.arch == newer.capabilities.arch
        && older.capabilities.version < newer.capabilities.version
}

impl Section {
    fn add(&mut self, older: &Build, newer: &Build, tally: &Tally) {
        let case = format!("{} -> {}", older.name, newer.name);
        let Tally { right, wrong, unknown } = tally;
        self.table.push(format!("{case}: {right} right, {} wrong, {unknown} not foretold", wrong.len()));
        let first = wrong.first().cloned();
        self.verdicts.push(Verdict { case, difference: first });
    }
}

impl Build {
    fn read(recordings: &Recordings, name: &str) -> Result<Self, String> {
        let recording = Recording::read(&recordings.path(name)?)?;
        let list = |command: &str| -> BTreeMap<String, bool> {
            let reply = recording.first_reply(command).and_then(Value::as_array);
            let entries = reply.into_iter().flatten().filter_map(|entry| {
                // The machine type `none` is for questions, not for guests.
                let name = entry["name"].as_str().filter(|name| *name != "none")?.to_owned();
                Some((name, entry["deprecated"].as_bool().unwrap_or(false)))
            });
            entries.collect()
        };
        Ok(Self {
            name: name.to_owned(),
            capabilities: recording.probe()?,
            machines: list("query-machines"),
            cpu_models: list("query-cpu-definitions"),
        })
    }

    /// The accelerator that the first part of the conversation is about.
    fn accelerator(&self) -> Accelerator {
        if self.capabilities.kvm.enabled { Accelerator::Kvm } else { Accelerator::Tcg }
    }
}

/// Foretells every machine type and CPU model of the older one, and looks at the newer one whether it came so.
fn tally(older: &Build, newer: &Build, target: Target<'_>) -> Tally {
    let needs = |machine: Option<&String>, cpu_model: Option<&String>| Needs {
        accelerator: newer.accelerator(),
        machine: machine.cloned(),
        cpu_model: cpu_model.cloned(),
        vcpus: 1,
        devices: Vec::new(),
    };
    let mut tally = Tally::default();
    for machine in older.machines.keys() {
        // By its version alone, nothing is foretold of the others.
        if matches!(target, Target::Release(_)) && VersionedMachine::from_name(machine).is_none() {
            continue;
        }
        let foretold = predict(&needs(Some(machine), None), Some(&older.capabilities), target);
        tally.count(&foretold, newer.machines.get(machine).copied());
    }
    if matches!(target, Target::Answers(_)) {
        for model in older.cpu_models.keys() {
            let foretold = predict(&needs(None, Some(model)), Some(&older.capabilities), target);
            tally.count(&foretold, newer.cpu_models.get(model).copied());
        }
    }
    tally
}

impl Tally {
    /// `came`: whether it is deprecated there, if it is there.
    fn count(&mut self, foretold: &[Prediction], came: Option<bool>) {
        let outcome = match came {
            None => Outlook::Gone,
            Some(true) => Outlook::Deprecated,
            Some(false) => Outlook::Stays,
        };
        let about_itself = |one: &&Prediction| matches!(one.kind, Kind::MachineType | Kind::CpuModel);
        let Some(prediction) = foretold.iter().find(about_itself) else {
            return self.wrong.push("nothing was foretold".to_owned());
        };
        match prediction.outlook {
            Outlook::Unknown | Outlook::MayGo => self.unknown += 1,
            foretold if foretold == outcome => self.right += 1,
            foretold => {
                self.wrong.push(format!("{}: foretold {foretold:?}, came {outcome:?}", prediction.name))
            }
        }
    }
}
