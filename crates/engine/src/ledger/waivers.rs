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
    /// Where it is written down.
    #[serde(skip)]
    pub source: WaiverSource,
}

/// Where a waiver is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WaiverSource {
    /// Among the acknowledgements that clients have given.
    #[default]
    Acknowledgement,
    /// In the administrator's policy.
    Policy,
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
        self.code == finding.code.as_str()
            && self.value.as_ref().is_none_or(|value| *value == finding.subject.value)
    }
}

impl Waiver {
    /// A waiver of the policy, for a finding that it covers.
    pub(super) fn of_policy(waiver: &policy::Waiver, finding: &Finding) -> Self {
        Self {
            scope: WaiverScope { code: finding.code.to_string(), value: None },
            owner: waiver.owner.clone(),
            reason: waiver.reason.clone(),
            given_ms: 0,
            expires_ms: waiver.expires.map_or(0, policy::Date::end_ms),
            source: WaiverSource::Policy,
        }
    }

    pub(super) const fn holds_at(&self, now_ms: u64) -> bool {
        self.expires_ms == 0 || now_ms < self.expires_ms
    }
}

/// The waivers of all guests.
#[derive(Debug, Clone, Default)]
pub(super) struct Waivers {
    of_guests: HashMap<Uuid, Vec<Arc<Waiver>>>,
    /// When the next one runs out, in ms since the Unix epoch.
    next_expiry_ms: Option<u64>,
}

impl Waivers {
    /// The one for this finding of a guest: the narrowest there is.
    pub(super) fn of(&self, guest: &Uuid, finding: &Finding, now_ms: u64) -> Option<Arc<Waiver>> {
        let fitting = || {
            let all = self.of_guests.get(guest).into_iter().flatten();
            all.filter(|waiver| waiver.holds_at(now_ms) && waiver.scope.covers(finding))
        };
        fitting().find(|waiver| waiver.scope.value.is_some()).or_else(|| fitting().next()).cloned()
    }

    /// Takes one in, in place of one for the same; whether there was room.
    pub(super) fn give(&mut self, guest: Uuid, waiver: Waiver) -> bool {
        let total = self.of_guests.values().map(Vec::len).sum::<usize>();
        let own = self.of_guests.entry(guest).or_default();
        own.retain(|other| other.scope != waiver.scope);
        let has_room = own.len() < MOST_OF_A_GUEST && total < MOST;
        if has_room {
            own.push(Arc::new(waiver));
        }
        self.look_at_expiry();
        has_room
    }

    /// Takes one back; whether there was one.
    pub(super) fn withdraw(&mut self, guest: &Uuid, scope: &WaiverScope) -> bool {
        let Some(own) = self.of_guests.get_mut(guest) else { return false };
        let before = own.len();
        own.retain(|waiver| waiver.scope != *scope);
        let found = own.len() < before;
        if own.is_empty() {
            self.of_guests.remove(guest);
        }
        self.look_at_expiry();
        found
    }

    /// Forgets those of a guest that is no more; whether there were any.
    pub(super) fn forget(&mut self, guest: &Uuid) -> bool {
        let had_some = self.of_guests.remove(guest).is_some();
        if had_some {
            self.look_at_expiry();
        }
        had_some
    }

    /// Forgets what has run out, and tells whose it was.
    pub(super) fn expire(&mut self, now_ms: u64) -> Vec<Uuid> {
        let mut whose = Vec::new();
        self.of_guests.retain(|guest, own| {
            let before = own.len();
            own.retain(|waiver| waiver.holds_at(now_ms));
            if own.len() < before {
                whose.push(*guest);
            }
            !own.is_empty()
        });
        self.look_at_expiry();
        whose
    }

    /// When the next one runs out, in ms since the Unix epoch.
    pub(super) const fn next_expiry_ms(&self) -> Option<u64> {
        self.next_expiry_ms
    }

    fn look_at_expiry(&mut self) {
        let all = self.of_guests.values().flatten().map(|waiver| waiver.expires_ms);
        self.next_expiry_ms = all.filter(|expiry| *expiry != 0).min();
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Uuid, &Arc<Waiver>)> {
        self.of_guests.iter().flat_map(|(guest, own)| own.iter().map(move |waiver| (guest, waiver)))
    }
}
