//! Guests that start with the daemon.

use vm::{Caller, StartFlags};

use crate::engine::Engine;

impl Engine {
    /// Starts the guests that are to start with the daemon and do not run yet, one after the other by name: once
    /// in each boot of the host, so that a guest that somebody has shut down since is left alone by a daemon that
    /// is only restarted.
    pub async fn autostart(&self) {
        if !self.is_first_of_this_boot() {
            return;
        }
        let mut guests = self.guests();
        guests.sort_by_key(|guest| guest.view().name.clone());
        for guest in guests {
            let view = guest.view();
            if !view.autostart || view.is_active() {
                continue;
            }
            if let Err(why) = guest.start(StartFlags::default(), &Caller::default()).await {
                tracing::error!("domain '{}' could not be started automatically: {why}", view.name);
            }
        }
    }

    /// Notes that a daemon has run since the host booted, and tells whether that is news.
    fn is_first_of_this_boot(&self) -> bool {
        let note = self.inner.paths.autostarted();
        let boot = host::process::boot_id().unwrap_or_default();
        if !boot.is_empty() && std::fs::read_to_string(&note).is_ok_and(|noted| noted == boot) {
            return false;
        }
        if let Err(why) = host::files::write_atomic(&note, boot.as_bytes(), 0o600) {
            tracing::warn!("that guests were started automatically is not noted: {why}");
        }
        true
    }
}
