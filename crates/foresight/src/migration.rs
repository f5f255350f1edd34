//! What keeps guests from moving between hosts: as they are, and while one after the other gets another QEMU.

use std::collections::BTreeMap;

use caps::EmulatorCapabilities;
use serde::Serialize;

use crate::{
    Basis, Coming, Definition, GuestDocuments, HostKnowledge, Kind, Needs, Outlook, Prediction, Target,
    TargetAnswers, predict,
};

/// What keeps a guest that has these needs from moving to a host with the QEMU `to`, which was asked there: names that
/// it does not have, a CPU model that the host cannot run. Empty: nothing that these answers tell.
pub fn migration_obstacles(needs: &Needs, to: &EmulatorCapabilities) -> Vec<Prediction> {
    let target = Target::Answers(TargetAnswers { capabilities: to, of_this_host: true });
    keeping(predict(needs, None, target))
}

/// A host of a fleet.
#[derive(Debug, Clone, Copy)]
pub struct Station<'a> {
    /// Its URI.
    pub uri: &'a str,
    /// What its emulators can do.
    pub host: &'a HostKnowledge,
    /// Its guests.
    pub guests: &'a [GuestDocuments],
}

/// Which QEMU a host has when a guest moves to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// The one that it has now. A host that was upgraded meets it as well when it sends a guest back.
    Now,
    /// The one that is to come.
    Upgraded,
}

/// A guest that cannot move from its host to some of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stuck {
    /// Its name.
    pub guest: String,
    /// Its host.
    pub from: String,
    /// The hosts that cannot take it, for the same reasons.
    pub to: Vec<String>,
    /// Which QEMU these have.
    pub when: Occasion,
    /// Why.
    pub obstacles: Vec<Prediction>,
}

/// Which guests cannot move between which hosts: now, and to a host that has got the QEMU that is to come.
///
/// What a running guest runs with counts, where the host has told it; else its next start. Hosts of which no emulator
/// is known are left out, as are names of which nobody can say whether they are there.
pub fn stuck(stations: &[Station<'_>], coming: Option<&Coming>) -> Vec<Stuck> {
    let mut known: BTreeMap<String, Vec<(Occasion, usize, Vec<Prediction>)>> = BTreeMap::new();
    let mut found = Vec::new();
    for (home, station) in stations.iter().enumerate() {
        for guest in station.guests {
            let Some(definition) = guest.present() else { continue };
            // Guests are many and their needs few: each kind is asked about once.
            let kind = format!("{:?} {:?}", definition.emulator(), Needs::of(definition.domain()));
            let obstacles =
                known.entry(kind).or_insert_with(|| obstacles_everywhere(&definition, stations, coming));
            let of_others = obstacles.iter().filter(|(_, at, _)| *at != home);
            let mut rows: Vec<Stuck> = Vec::new();
            for (when, at, obstacles) in of_others {
                let Some(other) = stations.get(*at) else { continue };
                match rows.iter_mut().find(|row| row.when == *when && row.obstacles == *obstacles) {
                    Some(row) => row.to.push(other.uri.to_owned()),
                    None => rows.push(Stuck {
                        guest: guest.name.clone(),
                        from: station.uri.to_owned(),
                        to: vec![other.uri.to_owned()],
                        when: *when,
                        obstacles: obstacles.clone(),
                    }),
                }
            }
            found.extend(rows);
        }
    }
    found
}

/// Where a definition meets obstacles: on which occasion, the host's place in the list, and which.
fn obstacles_everywhere(
    definition: &Definition,
    stations: &[Station<'_>],
    coming: Option<&Coming>,
) -> Vec<(Occasion, usize, Vec<Prediction>)> {
    let now = stations
        .iter()
        .enumerate()
        .map(|(at, station)| (Occasion::Now, at, obstacles_now(definition, station.host)));
    let upgraded = coming.map(|coming| keeping(coming.of_each_name(definition, None, false)));
    let upgraded = upgraded
        .into_iter()
        .flat_map(|obstacles| (0..stations.len()).map(move |at| (Occasion::Upgraded, at, obstacles.clone())));
    now.chain(upgraded).filter(|(.., obstacles)| !obstacles.is_empty()).collect()
}

fn obstacles_now(definition: &Definition, host: &HostKnowledge) -> Vec<Prediction> {
    if host.emulators().next().is_none() {
        return Vec::new();
    }
    let lacks_virt_type = definition.emulator().is_some_and(|key| host.lacks_virt_type(&key));
    match host.answers_for(definition) {
        Some(answers) if !lacks_virt_type => {
            let needs = Needs::of(definition.domain()).answerable_by(&answers);
            migration_obstacles(&needs, &answers)
        }
        _ => {
            let needs = Needs::of(definition.domain());
            vec![Prediction {
                kind: Kind::MachineType,
                sentence: format!(
                    "the host has no emulator that runs such guests under {}",
                    needs.accelerator
                ),
                name: needs.machine.unwrap_or_default(),
                outlook: Outlook::Gone,
                basis: Basis::Known,
                goes_in: None,
            }]
        }
    }
}

fn keeping(predictions: Vec<Prediction>) -> Vec<Prediction> {
    predictions.into_iter().filter(|prediction| prediction.outlook.keeps_from_starting()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Release;

    fn host(machines: &[&str], virt_type: &str) -> HostKnowledge {
        let machines: String =
            machines.iter().map(|name| format!("<machine maxCpus='9'>{name}</machine>")).collect();
        HostKnowledge::of_capabilities(&format!(
            "<capabilities><guest><arch name='x86_64'><emulator>/q</emulator>{machines}\
             <domain type='{virt_type}'/></arch></guest></capabilities>"
        ))
        .unwrap()
    }

    fn guest(name: &str, machine: &str) -> GuestDocuments {
        let text = format!(
            "<domain type='qemu'><name>{name}</name><memory>1024</memory><os><type arch='x86_64' \
             machine='{machine}'>hvm</type></os><devices><emulator>/q</emulator></devices></domain>"
        );
        GuestDocuments { name: name.into(), next: Some(text), ..GuestDocuments::default() }
    }

    #[test]
    fn a_guest_is_stuck_where_its_machine_type_is_not_and_once_that_goes() {
        let old = host(&["pc-q35-4.2", "pc-q35-10.0"], "qemu");
        let new = host(&["pc-q35-10.0", "pc-q35-11.0"], "qemu");
        let kvm_only = host(&["pc-q35-10.0"], "kvm");
        let unknown = HostKnowledge::default();
        let of_old = [guest("a", "pc-q35-4.2"), guest("b", "pc-q35-10.0")];
        let of_new = [guest("c", "pc-q35-11.0")];
        let station = |uri, host, guests| Station { uri, host, guests };
        let stations = [
            station("old", &old, &of_old),
            station("new", &new, &of_new),
            station("kvm", &kvm_only, &[]),
            station("unknown", &unknown, &[]),
        ];
        let told = |coming: Option<&Coming>| -> Vec<String> {
            let rows = stuck(&stations, coming);
            rows.iter().map(|row| format!("{} {} {:?} {:?}", row.guest, row.from, row.when, row.to)).collect()
        };
        let now = [
            r#"a old Now ["new"]"#,
            r#"a old Now ["kvm"]"#,
            r#"b old Now ["kvm"]"#,
            r#"c new Now ["old"]"#,
            r#"c new Now ["kvm"]"#,
        ];
        assert_eq!(told(None), now);
        let release = Coming::Release(Release { major: 11, minor: 1 });
        let more: Vec<String> =
            told(Some(&release)).into_iter().filter(|row| row.contains("Upgraded")).collect();
        assert_eq!(more, [r#"a old Upgraded ["new", "kvm", "unknown"]"#]);
    }
}
