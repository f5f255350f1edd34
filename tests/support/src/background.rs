//! A program of the test's own that ends with the test.

use std::process::{Child, Command};
use std::time::Duration;

use rustix::process::Signal;

use crate::daemon::signal;
use crate::wait::eventually;

/// A running program; asked to end when it goes out of scope, and made to if it does not.
#[derive(Debug)]
pub struct Background(Child);

impl Background {
    /// Starts it.
    pub fn start(command: &mut Command) -> Self {
        Self(command.spawn().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}")))
    }

    /// Its process id.
    pub fn pid(&self) -> i32 {
        self.0.id().cast_signed()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        signal(self.pid(), Signal::TERM);
        let ended = eventually(Duration::from_secs(5), || self.0.try_wait().ok().flatten());
        if ended.is_none() {
            let _ended_just_now = self.0.kill();
            let _status = self.0.wait();
        }
    }
}
