//! How far long work is: one line on standard error, where a person sees it.

use std::io::{IsTerminal as _, Write as _};

/// A line that is written over.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    seen: bool,
}

impl Progress {
    /// Of so many steps; shown only when there is more than one, and somebody to see it.
    pub fn of(total: usize) -> Self {
        Self { total, seen: total > 1 && std::io::stderr().is_terminal() }
    }

    /// So many are done.
    pub fn show(&self, done: usize) {
        if self.seen {
            let mut errors = std::io::stderr();
            let _ = write!(errors, "\r{done} of {} hosts", self.total);
            if done == self.total {
                let _ = write!(errors, "\r\x1b[K");
            }
            let _ = errors.flush();
        }
    }
}
