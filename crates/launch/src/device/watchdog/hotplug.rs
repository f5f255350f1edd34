//! A watchdog that comes to a running guest brings along what it has QEMU do.

use errors::Result;
use model::device::watchdog::Watchdog;
use serde_json::json;

use super::args;
use crate::build::Build;
use crate::hotplug::{Command, Step};

/// Writes what it does, then the watchdog.
pub(crate) fn plug(build: &mut Build<'_>, watchdog: &Watchdog) -> Result<()> {
    let action = json!({ "action": args::action(watchdog).to_string() });
    if let Some(steps) = &mut build.steps {
        // There is no action that was before: with the watchdog gone nothing sets it off.
        let command = Command { name: "watchdog-set-action", arguments: action };
        steps.push(Step { make: command.clone(), undo: command });
    }
    args::one(build, watchdog)
}
