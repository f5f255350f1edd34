//! All hosts.

use findings::Severity;
use serde::Serialize;

use crate::{HostReport, Summary};

/// The form of the document; members are only ever added to it.
const FORM: u32 = 1;

/// What was found out about all hosts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fleet {
    form: u32,
    /// The hosts, in the order in which they were named.
    pub hosts: Vec<HostReport>,
    /// The same, counted.
    pub summary: Summary,
}

impl Fleet {
    /// Of these hosts.
    pub fn of(hosts: Vec<HostReport>) -> Self {
        Self { form: FORM, summary: Summary::of(&hosts), hosts }
    }

    /// Whether everything could be asked.
    pub fn is_complete(&self) -> bool {
        self.hosts.iter().all(HostReport::is_complete)
    }

    /// The gravest finding of all.
    pub fn severity(&self) -> Option<Severity> {
        self.hosts.iter().flat_map(|host| &host.guests).filter_map(crate::GuestReport::severity).max()
    }
}
