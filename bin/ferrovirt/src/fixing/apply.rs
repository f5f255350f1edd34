//! There and back.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use foresight::fix::{Fix, Guard, guards_of};
use foresight::{Definition, HostKnowledge};

use super::{Backup, StoredGuest};

/// What may be done though it is risky.
#[derive(Debug, Clone, Copy, Default)]
pub struct Allowed {
    /// To a guest that looks like Windows.
    pub windows: bool,
    /// To a guest whose state was saved.
    pub state: bool,
}

/// Stores the change, for the next cold boot. Where the former definition is kept, and what else is to be told.
///
/// # Errors
/// When somebody else makes the definition, or what is not allowed; when the host refuses. Nothing is changed then.
pub async fn apply(
    guest: &StoredGuest,
    uri: &str,
    definition: &Definition,
    fix: &Fix,
    allowed: Allowed,
) -> Result<(PathBuf, Vec<String>)> {
    let mut notes = Vec::new();
    for guard in guards_of(definition) {
        match guard {
            Guard::Managed(_) => bail!("'{}' is not changed: {guard}", guest.name()),
            Guard::Windows if !allowed.windows => {
                bail!("'{}' is not changed: {guard}; --even-windows changes it all the same", guest.name())
            }
            Guard::Windows => notes.push(format!("Note: {guard}.")),
        }
    }
    if guest.has_saved_state().await? {
        if !allowed.state {
            bail!(
                "'{}' is not changed: its state was saved, and the saved state wins over its definition; \
                 --even-with-state changes the definition for the cold boot after that",
                guest.name()
            );
        }
        notes.push("Its next start goes on from its saved state, unchanged: the change comes at the cold boot after it.".into());
    }
    let before = definition.text();
    let file = Backup::next_file(guest.uuid())?;
    let mut backup = Backup::new(uri, guest.name(), (&fix.from, &fix.to), before);
    backup.keep(&file)?;
    // Whoever looked at the diff has looked at this definition and no other.
    let now = guest.definition().await?;
    if now != before {
        let _ = fs::remove_file(&file);
        bail!("the definition of '{}' has just been changed by somebody else: look again", guest.name());
    }
    if let Err(why) = guest.define(&fix.text).await {
        let _ = fs::remove_file(&file);
        return Err(why.context(format!("the host refuses the changed definition of '{}'", guest.name())));
    }
    backup.after = guest.definition().await.context("it is changed, but cannot be looked at again")?;
    backup.keep(&file)?;
    Ok((file, notes))
}

/// Stores again what was there before the last change. The machine type that it has again.
///
/// # Errors
/// When nothing is kept, when the definition has changed since, or when the former machine type is gone.
pub async fn undo(guest: &StoredGuest, host: &HostKnowledge) -> Result<Backup> {
    let (file, backup) = Backup::last(guest.uuid())?;
    let now = guest.definition().await?;
    if now != backup.after {
        bail!(
            "the definition of '{}' has changed since: what was done to it would be lost. The former one is in {}",
            guest.name(),
            file.display()
        );
    }
    let before = Definition::parse(&backup.before)
        .map_err(|fault| anyhow::anyhow!("{}: {}", file.display(), fault.error))?;
    let offers = host.answers_for(&before);
    let is_there = offers.is_some_and(|offers| {
        offers.accelerators.values().any(|offer| offer.machine(&backup.from).is_some())
    });
    if !is_there {
        bail!(
            "the host does not offer machine type '{}' any more: with it '{}' would not start. The former definition \
             is in {}",
            backup.from,
            guest.name(),
            file.display()
        );
    }
    guest.define(&backup.before).await.context("the host refuses the former definition")?;
    let again = guest.definition().await?;
    if again != backup.before {
        bail!("the host stored something else than the former definition, which is in {}", file.display());
    }
    fs::remove_file(&file).with_context(|| format!("it is undone, but {} stays", file.display()))?;
    Ok(backup)
}
