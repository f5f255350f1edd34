//! The machine types that guests use, and when each of them is expected to go.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Definition, GuestDocuments, Release, VersionedMachine};

/// A machine type in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MachineInUse {
    /// Its name.
    pub name: String,
    /// How many guests have it for their next start.
    pub guests: usize,
    /// The release from which on QEMU's rule calls it deprecated; `None` where no rule is about it.
    pub deprecated_from: Option<Release>,
    /// The release in which QEMU's rule deletes it; `None` where no rule is about it.
    pub goes_in: Option<Release>,
}

/// The machine types of these guests: those that go first come first, those of no rule last.
pub fn machines_in_use<'a>(guests: impl Iterator<Item = &'a GuestDocuments>) -> Vec<MachineInUse> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for definition in guests.filter_map(GuestDocuments::newest) {
        if let Some(name) = machine(&definition) {
            *counted.entry(name).or_default() += 1;
        }
    }
    let mut all: Vec<MachineInUse> = counted
        .into_iter()
        .map(|(name, guests)| {
            let release = VersionedMachine::from_name(&name).map(|machine| machine.release);
            MachineInUse {
                deprecated_from: release.map(Release::deprecates),
                goes_in: release.map(Release::deletes),
                name,
                guests,
            }
        })
        .collect();
    all.sort_by_key(|machine| (machine.goes_in.is_none(), machine.goes_in));
    all
}

fn machine(definition: &Definition) -> Option<String> {
    definition.domain().os.machine.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_that_goes_first_comes_first() {
        let guest = |machine: &str| GuestDocuments {
            next: Some(format!(
                "<domain type='qemu'><name>a</name><memory>1024</memory><os><type arch='x86_64' \
                 machine='{machine}'>hvm</type></os></domain>"
            )),
            ..GuestDocuments::default()
        };
        let guests = ["isapc", "pc-q35-6.1", "pc-i440fx-4.2", "pc-q35-6.1"].map(guest);
        let told: Vec<String> = machines_in_use(guests.iter())
            .iter()
            .map(|machine| {
                let text = |release: Option<Release>| release.map_or("-".to_owned(), |at| at.to_string());
                let (from, goes) = (text(machine.deprecated_from), text(machine.goes_in));
                format!("{} {} {from} {goes}", machine.name, machine.guests)
            })
            .collect();
        assert_eq!(told, ["pc-i440fx-4.2 1 9.1 10.2", "pc-q35-6.1 2 9.1 12.1", "isapc 1 - -"]);
    }
}
