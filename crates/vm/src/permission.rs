//! Whether the administrator's policy lets something happen that would cause findings.

use caps::EmulatorCapabilities;
use errors::Result;
use findings::{Finding, FindingChanges, When};
use host::clock::Timestamp;
use model::Domain;
use policy::{Act, Date, GuestName, Policy};

use crate::owner::Owner;
use crate::{HostSide, Settings, cd_drives, forecast};

/// Whether a guest may get this definition: `former` is what it has now. What that one had already keeps nobody from
/// changing something else.
///
/// # Errors
/// 29 with the rule, its reason and the remedy, when the policy refuses what is new.
pub fn allow_definition(
    policy: &Policy,
    settings: &Settings,
    (former, fresh): (Option<&Domain>, &Domain),
    capabilities: &EmulatorCapabilities,
    is_acknowledged: impl Fn(&Finding) -> bool,
) -> Result<()> {
    if !policy.concerns(Act::Define) {
        return Ok(());
    }
    let found = |domain: &Domain| {
        let host = HostSide { cd_drives: &cd_drives(domain), hook_modified: false };
        forecast(settings, domain, capabilities, host, &When::NextStart).findings
    };
    let former = former.map(found).unwrap_or_default();
    let mut news = FindingChanges::between(&former, &found(fresh)).appeared;
    news.retain(|finding| !is_acknowledged(finding));
    let uuid = fresh.uuid.map(|uuid| uuid.to_string()).unwrap_or_default();
    allow(policy, Act::Define, GuestName { name: &fresh.name, uuid: &uuid }, &news)
}

/// Holds what an act would cause against the policy, and logs what the policy says of it.
fn allow(policy: &Policy, act: Act, guest: GuestName<'_>, causes: &[Finding]) -> Result<()> {
    let judgement = policy.judge(causes, guest, act, today());
    for notice in &judgement.notices {
        tracing::warn!("{notice}");
    }
    match judgement.refusal {
        Some(refusal) => {
            tracing::warn!("{refusal}");
            Err(refusal)
        }
        None => Ok(()),
    }
}

/// This day, in UTC. A clock that no year of four digits stands for lets nothing expire.
pub fn today() -> Date {
    Date::of_moment(Timestamp::now().milliseconds)
}

impl Owner {
    /// Holds what an act on this guest would cause against the policy of this moment.
    ///
    /// # Errors
    /// 29 with the rule, its reason and the remedy: then nothing may be done.
    pub(crate) fn allow(&self, act: Act, causes: &[Finding]) -> Result<()> {
        let policy = self.surroundings.policy();
        if causes.is_empty() || !policy.concerns(act) {
            return Ok(());
        }
        let is_new = |finding: &&Finding| !self.surroundings.is_acknowledged(self.view.uuid, finding);
        let causes: Vec<Finding> = causes.iter().filter(is_new).cloned().collect();
        let uuid = self.view.uuid.to_string();
        allow(&policy, act, GuestName { name: &self.view.name, uuid: &uuid }, &causes)
    }

    /// Whether what is stored may become this.
    ///
    /// # Errors
    /// As [`Owner::allow`].
    pub(crate) fn allow_stored(&self, fresh: &Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
        let former = self.view.stored.as_ref().map(|stored| stored.domain());
        let policy = self.surroundings.policy();
        let is_acknowledged = |finding: &Finding| self.surroundings.is_acknowledged(self.view.uuid, finding);
        allow_definition(&policy, self.settings(), (former, fresh), capabilities, is_acknowledged)
    }
}
