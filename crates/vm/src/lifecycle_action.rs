//! What becomes of a guest that powers off, reboots or crashes: changed while it runs, or for its next start.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::domain::{CrashAction, LifecycleAction};
use serde_json::json;
use xml::Word as _;

use crate::edit::Affected;
use crate::guest::Guest;
use crate::owner::Owner;

/// What happens to the guest (`virDomainLifecycle`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifecycleKind {
    /// It powers off.
    Poweroff,
    /// It reboots.
    Reboot,
    /// It crashes.
    Crash,
}

impl LifecycleKind {
    /// The kind with this number.
    pub fn from_number(number: u32) -> Option<Self> {
        [Self::Poweroff, Self::Reboot, Self::Crash].get(usize::try_from(number).ok()?).copied()
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Poweroff => "poweroff",
            Self::Reboot => "reboot",
            Self::Crash => "crash",
        }
    }
}

/// The action with this number (`virDomainLifecycleAction`).
pub fn lifecycle_action(number: u32) -> Option<CrashAction> {
    let all = [
        CrashAction::Destroy,
        CrashAction::Restart,
        CrashAction::RenameRestart,
        CrashAction::Preserve,
        CrashAction::CoredumpDestroy,
        CrashAction::CoredumpRestart,
    ];
    all.get(usize::try_from(number).ok()?).copied()
}

/// # Errors
/// 67 for an action that this kind does not have.
pub fn check_lifecycle_action(kind: LifecycleKind, action: CrashAction) -> Result<()> {
    if kind == LifecycleKind::Crash || LifecycleAction::from_word(action.word()).is_some() {
        return Ok(());
    }
    let (kind, action) = (kind.word(), action.word());
    let detail = format!("Lifecycle event '{kind}' doesn't support '{action}' action");
    Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Domain, detail))
}

impl Guest {
    /// Changes what becomes of the guest (DOMAIN_SET_LIFECYCLE_ACTION).
    ///
    /// # Errors
    /// 55; 67 for what QEMU cannot do; 68 when it does not answer in time.
    pub async fn set_lifecycle_action(
        &self,
        kind: LifecycleKind,
        action: CrashAction,
        affected: Affected,
    ) -> Result<()> {
        self.ask(move |owner| {
            Box::pin(async move { owner.set_lifecycle_action(kind, action, affected).await })
        })
        .await
    }
}

impl Owner {
    async fn set_lifecycle_action(
        &mut self,
        kind: LifecycleKind,
        action: CrashAction,
        affected: Affected,
    ) -> Result<()> {
        self.require(affected)?;
        let live = self.view.live.as_ref().filter(|_| affected.live);
        let stored = self.view.stored.as_ref().filter(|_| affected.config);
        for definition in live.into_iter().chain(stored) {
            let mut changed = definition.domain().clone();
            set(&mut changed, kind, action);
            prepare::check_lifecycle(&changed)?;
        }
        if affected.live && kind == LifecycleKind::Reboot {
            let what = if action == CrashAction::Destroy { "shutdown" } else { "reset" };
            self.command("set-action", json!({ "reboot": what })).await?;
        }
        self.edit(affected, |domain| {
            set(domain, kind, action);
            Ok(())
        })
    }
}

fn set(domain: &mut Domain, kind: LifecycleKind, action: CrashAction) {
    let plain = LifecycleAction::from_word(action.word());
    match kind {
        LifecycleKind::Poweroff => domain.on_poweroff = plain,
        LifecycleKind::Reboot => domain.on_reboot = plain,
        LifecycleKind::Crash => domain.on_crash = Some(action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_done_is_refused() {
        use CrashAction::{CoredumpDestroy, Destroy, Preserve, RenameRestart, Restart};
        use LifecycleKind::{Crash, Poweroff, Reboot};
        let outcome = |kind, action| {
            let mut domain = crate::test_guest::domain();
            domain.on_poweroff = Some(LifecycleAction::Restart);
            check_lifecycle_action(kind, action).and_then(|()| {
                set(&mut domain, kind, action);
                prepare::check_lifecycle(&domain)
            })
        };
        for (kind, action, possible) in [
            (Poweroff, Destroy, true),
            (Poweroff, Preserve, false),
            (Poweroff, CoredumpDestroy, false),
            (Reboot, Restart, true),
            (Reboot, Destroy, false),
            (Crash, RenameRestart, false),
            (Crash, Preserve, true),
            (Crash, CoredumpDestroy, true),
        ] {
            assert_eq!(outcome(kind, action).is_ok(), possible, "{kind:?} {action:?}");
        }
    }
}
