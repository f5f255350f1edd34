//! Old histories of guests' starts go.

use std::sync::Arc;
use std::time::Duration;

use crate::engine::Engine;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Engine {
    /// Removes histories that are older than the configuration's `history_days`, now and every day, until the engine
    /// is gone.
    pub fn tend_history(&self) -> impl Future<Output = ()> + Send + use<> {
        let engine = Arc::downgrade(&self.inner);
        async move {
            let mut tick = tokio::time::interval(DAY);
            loop {
                tick.tick().await;
                let Some(inner) = engine.upgrade() else { return };
                let Some(directory) = inner.settings.history.clone() else { return };
                let age = DAY.saturating_mul(inner.config.history_days);
                let tended = tokio::task::spawn_blocking(move || vm::forget_old_history(&directory, age));
                let _ = tended.await;
            }
        }
    }
}
