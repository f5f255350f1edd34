//! What is found of one guest, whatever found it.

use std::sync::{Arc, OnceLock};

use findings::Finding;
use vm::{State, Subject};

use super::Waiver;

/// One finding as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What was found.
    pub finding: Finding,
    /// Who has taken it upon them, if somebody has.
    pub waiver: Option<Arc<Waiver>>,
}

impl Standing {
    /// Whether the other, the same finding later, is worth telling whoever knows this one. A count that only grows is
    /// when it has doubled: what is counted may come as fast as a client or a guest likes.
    pub(super) fn is_news(&self, later: &Self) -> bool {
        let (old, new) = (&self.finding, &later.finding);
        let is_the_same_but_for_counting = self.waiver == later.waiver
            && old.severity == new.severity
            && old.class == new.class
            && old.sentence == new.sentence
            && old.evidence == new.evidence;
        !is_the_same_but_for_counting || new.count.ilog2() != old.count.ilog2()
    }
}

/// A guest with all that is found of it, as of one moment.
#[derive(Debug)]
pub struct GuestFindings {
    /// Who it is.
    pub guest: Subject,
    /// What it is doing.
    pub state: State,
    /// What is found, running first.
    pub findings: Vec<Arc<Standing>>,
    rendering: OnceLock<Box<[u8]>>,
}

impl GuestFindings {
    pub(super) fn new(guest: Subject, state: State, findings: Vec<Arc<Standing>>) -> Self {
        Self { guest, state, findings, rendering: OnceLock::new() }
    }

    /// All of it as those tell it who ask for it, made by the first of them and kept as long as it is true. There is
    /// one form only.
    pub fn rendering(&self, render: impl FnOnce(&Self) -> Vec<u8>) -> &[u8] {
        self.rendering.get_or_init(|| render(self).into_boxed_slice())
    }
}
