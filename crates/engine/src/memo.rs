//! Facts that are asked for at every turn and change hardly ever: asked again when they are a second old.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How old a remembered fact may be.
const FRESH: Duration = Duration::from_secs(1);

/// Remembers one fact for each key.
#[derive(Debug)]
pub(crate) struct Memo<K, V>(Mutex<HashMap<K, (Instant, V)>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The fact, if it is known and fresh.
    pub(crate) fn fresh(&self, key: &K) -> Option<V> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(at, _)| at.elapsed() < FRESH).map(|(_, value)| value.clone())
    }

    /// Remembers the fact from now on, and gives it back.
    pub(crate) fn remember(&self, key: K, value: V) -> V {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, (Instant::now(), value.clone()));
        value
    }
}
