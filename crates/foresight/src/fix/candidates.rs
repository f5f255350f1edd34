//! Which machine type takes the place of another: of the same family, and on all hosts.

use std::collections::BTreeSet;

use caps::MachineType;

use crate::MachineFamily;

/// The machine types that one host offers for a guest.
#[derive(Debug, Clone, Default)]
pub struct MachineTypes(pub Vec<MachineType>);

/// Which of those that would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// The newest: it lasts longest.
    #[default]
    Newest,
    /// The oldest that is not deprecated: it changes least.
    Nearest,
}

/// What a name is in its family: who named it, and its version.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lineage {
    family: MachineFamily,
    /// Empty for QEMU's own; a distribution's word otherwise, such as `rhel`.
    vendor: String,
    /// Empty for names without numbers, which cannot be compared.
    version: Vec<u32>,
}

impl Lineage {
    fn of(name: &str) -> Option<Self> {
        // Before there was i440fx in their names.
        if let Some(version) = name.strip_prefix("pc-0.").or_else(|| name.strip_prefix("pc-1.")) {
            let major = u32::from(name.starts_with("pc-1"));
            let version = vec![major, version.parse().ok()?];
            return Some(Self { family: MachineFamily::I440fx, vendor: String::new(), version });
        }
        let family = MachineFamily::ALL
            .into_iter()
            .find(|family| name.strip_prefix(family.prefix()).is_some_and(|rest| rest.starts_with('-')))?;
        let rest = name.get(family.prefix().len() + 1..)?;
        let digits = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (vendor, version) = rest.split_at(digits);
        let numbers: Option<Vec<u32>> = version.split('.').map(|number| number.parse().ok()).collect();
        Some(Self { family, vendor: vendor.to_owned(), version: numbers.unwrap_or_default() })
    }
}

/// The machine type to take in the place of `current`; `None` when no host-wide one of its family would do.
pub(super) fn choose(current: &str, hosts: &[MachineTypes], choice: Choice) -> Option<String> {
    let now = Lineage::of(current)?;
    let (first, others) = hosts.split_first()?;
    let good = |host: &MachineTypes| -> BTreeSet<String> {
        host.0.iter().filter(|machine| !machine.deprecated).map(|machine| machine.name.clone()).collect()
    };
    let mut names = good(first);
    for host in others {
        let offered = good(host);
        names.retain(|name| offered.contains(name));
    }
    let mut candidates: Vec<(Lineage, String)> = names
        .into_iter()
        .filter(|name| name != current)
        .filter_map(|name| Some((Lineage::of(&name)?, name)))
        .filter(|(lineage, _)| lineage.family == now.family && !lineage.version.is_empty())
        .collect();
    // Those of the same vendor before QEMU's own, and those before anybody else's.
    let rank = |lineage: &Lineage| match lineage {
        same if same.vendor == now.vendor => 0,
        own if own.vendor.is_empty() => 1,
        _ => 2,
    };
    let best = candidates.iter().map(|(lineage, _)| rank(lineage)).min()?;
    candidates.retain(|(lineage, _)| rank(lineage) == best);
    candidates.sort_by(|(a, _), (b, _)| (&a.vendor, &a.version).cmp(&(&b.vendor, &b.version)));
    let chosen = match choice {
        Choice::Newest => candidates.pop(),
        Choice::Nearest => candidates.into_iter().next(),
    };
    chosen.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(names: &[(&str, bool)]) -> MachineTypes {
        let machine = |(name, deprecated): &(&str, bool)| MachineType {
            name: (*name).to_owned(),
            deprecated: *deprecated,
            ..MachineType::default()
        };
        MachineTypes(names.iter().map(machine).collect())
    }

    #[test]
    fn of_the_same_family_on_every_host_and_not_deprecated() {
        let upstream = host(&[
            ("pc-i440fx-6.2", true),
            ("pc-i440fx-8.2", false),
            ("pc-i440fx-10.0", false),
            ("pc-q35-10.0", false),
            ("pc-q35-9.2", false),
            ("microvm", false),
            ("pc-i440fx-9.2", false),
        ]);
        let behind = host(&[("pc-i440fx-6.2", false), ("pc-i440fx-8.2", false), ("pc-i440fx-9.2", false)]);
        let rhel = host(&[("pc-q35-rhel9.4.0", false), ("pc-q35-rhel9.10.0", false), ("pc-q35-10.0", false)]);
        for (current, hosts, choice, expected) in [
            ("pc-i440fx-6.2", &[&upstream][..], Choice::Newest, Some("pc-i440fx-10.0")),
            ("pc-i440fx-6.2", &[&upstream], Choice::Nearest, Some("pc-i440fx-8.2")),
            ("pc-i440fx-6.2", &[&upstream, &behind], Choice::Newest, Some("pc-i440fx-9.2")),
            ("pc-1.3", &[&upstream], Choice::Newest, Some("pc-i440fx-10.0")),
            ("pc-q35-2.4", &[&upstream], Choice::Newest, Some("pc-q35-10.0")),
            ("pc-q35-2.4", &[&behind], Choice::Newest, None),
            ("pc-q35-rhel8.0.0", &[&rhel], Choice::Newest, Some("pc-q35-rhel9.10.0")),
            ("pc-q35-rhel8.0.0", &[&upstream], Choice::Newest, Some("pc-q35-10.0")),
            ("pc-i440fx-focal", &[&upstream], Choice::Newest, Some("pc-i440fx-10.0")),
            ("isapc", &[&upstream], Choice::Newest, None),
            ("xenfv-4.2", &[&upstream], Choice::Newest, None),
            ("pc-q35-2.4", &[], Choice::Newest, None),
        ] {
            let hosts: Vec<MachineTypes> = hosts.iter().map(|host| (*host).clone()).collect();
            assert_eq!(choose(current, &hosts, choice).as_deref(), expected, "{current}");
        }
    }
}
