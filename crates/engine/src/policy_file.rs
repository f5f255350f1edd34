//! The policy of the administrator: read at the start, and again whenever its file has changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;
use errors::{Code, Domain, Error, Result};
use policy::Policy;

use crate::engine::{Engine, Inner};

/// How often the file is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// The largest policy that is read, in bytes.
const MAX: u64 = 1 << 20;

/// What tells one state of the file from another; `None` when there is none.
type Identity = Option<(SystemTime, u64, u64)>;

/// The file and what it says now.
#[derive(Debug)]
pub(crate) struct PolicyFile {
    path: PathBuf,
    current: ArcSwap<Policy>,
    seen: Mutex<Identity>,
}

impl PolicyFile {
    /// Reads the file; one that is not there decides nothing.
    ///
    /// # Errors
    /// What is wrong with it, with line and column: a daemon that would not do what was decided does not begin.
    pub(crate) fn load(path: PathBuf) -> Result<Self> {
        let seen = identity(&path);
        let policy = read(&path)?;
        Ok(Self { path, current: ArcSwap::from_pointee(policy), seen: Mutex::new(seen) })
    }

    /// What it says now.
    pub(crate) fn current(&self) -> Arc<Policy> {
        self.current.load_full()
    }

    /// Takes up the file if it is another than before; whether it was taken. One with a mistake is reported, and what
    /// was decided before stays.
    fn look(&self) -> bool {
        let now = identity(&self.path);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == now {
            return false;
        }
        *seen = now;
        match read(&self.path) {
            Ok(policy) => {
                let (rules, waivers) = (policy.rules.len(), policy.waivers.len());
                self.current.store(Arc::new(policy));
                tracing::info!("the policy {} has {rules} rules and {waivers} waivers", self.path.display());
                true
            }
            Err(why) => {
                tracing::error!("the former policy stays: {why}");
                false
            }
        }
    }
}

fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    let data = std::fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len(), data.ino()))
}

fn read(path: &Path) -> Result<Policy> {
    if !path.exists() {
        return Ok(Policy::default());
    }
    let text = host::files::read_text_bounded(path, MAX).map_err(|why| crate::file_trouble(&why))?;
    let known: Vec<&str> = findings::Entry::all().iter().map(|entry| entry.code).collect();
    Policy::parse(&text, &known)
        .map_err(|why| Error::new(Code::ConfSyntax, Domain::Conf, format!("{}: {why}", path.display())))
}

/// Says what is wrong with a policy file.
///
/// # Errors
/// The first mistake, with line and column.
pub fn check(path: &Path) -> Result<()> {
    read(path).map(drop)
}

impl Engine {
    /// Takes up each change of the policy's file, until the engine is gone.
    pub fn follow_policy(&self) -> impl Future<Output = ()> + Send + use<> {
        follow(Arc::downgrade(&self.inner))
    }
}

async fn follow(engine: Weak<Inner>) {
    let mut tick = tokio::time::interval(EVERY);
    // The ledger shows waivers of the first policy from the beginning, and on each new day those that still count.
    let mut shown = None;
    loop {
        tick.tick().await;
        let Some(inner) = engine.upgrade() else { return };
        let today = vm::today();
        let is_new_day = shown.replace(today) != Some(today);
        let look = move || {
            if inner.policy.look() || is_new_day {
                inner.ledger.heed(inner.policy.current());
            }
        };
        let _ = tokio::task::spawn_blocking(look).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_keeps_what_was_decided_before() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("policy.toml");
        let file = PolicyFile::load(path.clone()).unwrap();
        assert_eq!(*file.current(), Policy::default());
        std::fs::write(&path, "[[rule]]\ncode = 'custom-argv'\naction = 'refuse'\n").unwrap();
        file.look();
        assert_eq!(file.current().rules.len(), 1);
        std::fs::write(&path, "[[rule]]\ncode = 'custom-argument'\naction = 'refuse'\n").unwrap();
        file.look();
        assert_eq!(file.current().rules.len(), 1);
        let why = PolicyFile::load(path.clone()).unwrap_err().to_string();
        assert!(why.contains("line 2, column 8"), "{why}");
        std::fs::remove_file(&path).unwrap();
        file.look();
        assert!(file.current().rules.is_empty());
    }
}
