//! Findings, counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{GuestReport, HostReport};

/// How many guests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Of what.
    pub of: String,
    /// How many guests.
    pub guests: usize,
    /// How many of them have findings.
    pub with_findings: usize,
}

/// Findings, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many hosts were named.
    pub hosts: usize,
    /// How many of them could not be asked.
    pub hosts_failed: usize,
    /// How many guests there are.
    pub guests: usize,
    /// How many of them have findings.
    pub guests_with_findings: usize,
    /// Guests by the code of their findings.
    pub by_code: Vec<Count>,
    /// Guests by the machine type of their next start.
    pub by_machine: Vec<Count>,
    /// Guests by host.
    pub by_host: Vec<Count>,
    /// Guests by the group that a pattern puts them into.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_group: Vec<Count>,
}

impl Summary {
    /// Of these hosts.
    pub fn of(hosts: &[HostReport]) -> Self {
        let guests = || hosts.iter().flat_map(|host| host.guests.iter().map(move |guest| (host, guest)));
        let by = |keys: &dyn Fn(&HostReport, &GuestReport) -> Vec<String>| {
            let mut counted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
            for (host, guest) in guests() {
                let keys: BTreeSet<String> = keys(host, guest).into_iter().collect();
                for key in keys {
                    let count = counted.entry(key).or_default();
                    count.0 += 1;
                    count.1 += usize::from(!guest.findings.is_empty());
                }
            }
            let count = |(of, (guests, with_findings))| Count { of, guests, with_findings };
            counted.into_iter().map(count).collect()
        };
        let codes = |_: &HostReport, guest: &GuestReport| {
            guest.findings.iter().map(|finding| finding.code.to_string()).collect()
        };
        Self {
            hosts: hosts.len(),
            hosts_failed: hosts.iter().filter(|host| host.failure.is_some()).count(),
            guests: guests().count(),
            guests_with_findings: guests().filter(|(_, guest)| !guest.findings.is_empty()).count(),
            by_code: by(&codes),
            by_machine: by(&|_, guest| guest.machine.iter().cloned().collect()),
            by_host: by(&|host, _| vec![host.uri.clone()]),
            by_group: by(&|_, guest| guest.group.iter().cloned().collect()),
        }
    }
}
