//! What is found of one guest, whatever found it.

use std::sync::{Arc, OnceLock};

use findings::Finding;
use vm::{State, Subject};

use super::Waiver;

/// Of which of a guest's states something is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// It is so of what runs.
    Running,
    /// It will be so when the guest starts from its definition.
    NextStart,
    /// It will be so when the guest goes on from the state that was saved of it.
    ManagedSave,
}

/// One finding as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Of what.
    pub scope: Scope,
    /// What was found.
    pub finding: Finding,
    /// Who has taken it upon them, if somebody has.
    pub waiver: Option<Arc<Waiver>>,
}

impl Standing {
    /// Whether the other is about the same truth: the same code about the same subject.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.scope == other.scope
            && self.finding.code == other.finding.code
            && self.finding.subject == other.finding.subject
    }

    /// Whether the other, about the same truth, is worth telling whoever knows this one.
    pub(super) fn is_news(&self, other: &Self) -> bool {
        self != other
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
