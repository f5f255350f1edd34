//! Waiting for something to become true, with an end.

use std::time::{Duration, Instant};

/// Asks again and again until there is an answer, and fails the test after `patience`.
#[track_caller]
pub fn until<T>(what: &str, patience: Duration, ask: impl FnMut() -> Option<T>) -> T {
    eventually(patience, ask).unwrap_or_else(|| panic!("{what}: not within {patience:?}"))
}

/// Asks again and again until there is an answer or patience ends.
pub fn eventually<T>(patience: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if start.elapsed() > patience {
            return None;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
