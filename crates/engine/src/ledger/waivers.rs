//! Who has taken which finding upon them, until when and why.

use std::collections::HashMap;
use std::sync::Arc;

use findings::Finding;
use model::Uuid;
use serde::{Deserialize, Serialize};

/// How many findings of one guest can be waived one by one.
pub(super) const MOST_OF_A_GUEST: usize = 256;

/// How many waivers there can be in all.
pub(super) const MOST: usize = 65_536;

/// Somebody has seen a finding and takes it upon them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// What it is for.
    pub scope: WaiverScope,
    /// Who takes it upon them.
    pub owner: String,
    /// Why that is right.
    pub reason: String,
    /// Since when, in ms since the Unix epoch.
    pub given_ms: u64,
    /// Until when, in ms since the Unix epoch; 0: until it is withdrawn.
    pub expires_ms: u64,
}

/// Which findings a waiver is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverScope {
    /// Their code.
    pub code: String,
    /// What they are about; `None` for whatever it is.
    pub value: Option<String>,
}

impl WaiverScope {
    /// Whether it is for this finding.
    pub fn covers(&self, finding: &Finding) -> bool {
        self.code == finding.code.0 && self.value.as_ref().is_none_or(|value| *value == finding.subject.value)
    }
}

impl Waiver {
    pub(super) const fn holds_at(&self, now_ms: u64) -> bool {
        self.expires_ms == 0 || now_ms < self.expires_ms
    }
}

/// The waivers of all guests.
#[derive(Debug, Clone, Default)]
pub(super) struct Waivers(HashMap<Uuid, Vec<Arc<Waiver>>>);

impl Waivers {
    /// The one for this finding of a guest: the narrowest there is.
    pub(super) fn of(&self, guest: &Uuid, finding: &Finding, now_ms: u64) -> Option<Arc<Waiver>> {
        let fitting = || {
            let all = self.0.get(guest).into_iter().flatten();
            all.filter(|waiver| waiver.holds_at(now_ms) && waiver.scope.covers(finding))
        };
        fitting().find(|waiver| waiver.scope.value.is_some()).or_else(|| fitting().next()).cloned()
    }

    /// Takes one in, in place of one for the same; whether there was room.
    pub(super) fn give(&mut self, guest: Uuid, waiver: Waiver) -> bool {
        let total = self.0.values().map(Vec::len).sum::<usize>();
        let own = self.0.entry(guest).or_default();
        own.retain(|other| other.scope != waiver.scope);
        let has_room = own.len() < MOST_OF_A_GUEST && total < MOST;
        if has_room {
            own.push(Arc::new(waiver));
        }
        has_room
    }

    /// Takes one back; whether there was one.
    pub(super) fn withdraw(&mut self, guest: &Uuid, scope: &WaiverScope) -> bool {
        let Some(own) = self.0.get_mut(guest) else { return false };
        let before = own.len();
        own.retain(|waiver| waiver.scope != *scope);
        let found = own.len() < before;
        if own.is_empty() {
            self.0.remove(guest);
        }
        found
    }

    /// Forgets those of a guest that is no more; whether there were any.
    pub(super) fn forget(&mut self, guest: &Uuid) -> bool {
        self.0.remove(guest).is_some()
    }

    /// Forgets what has run out, and tells whose it was.
    pub(super) fn expire(&mut self, now_ms: u64) -> Vec<Uuid> {
        let mut whose = Vec::new();
        self.0.retain(|guest, own| {
            let before = own.len();
            own.retain(|waiver| waiver.holds_at(now_ms));
            if own.len() < before {
                whose.push(*guest);
            }
            !own.is_empty()
        });
        whose
    }

    /// When the next one runs out, in ms since the Unix epoch.
    pub(super) fn next_expiry_ms(&self) -> Option<u64> {
        self.0.values().flatten().map(|waiver| waiver.expires_ms).filter(|expiry| *expiry != 0).min()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Uuid, &Arc<Waiver>)> {
        self.0.iter().flat_map(|(guest, own)| own.iter().map(move |waiver| (guest, waiver)))
    }
}
