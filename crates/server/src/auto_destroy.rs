//! Guests that end with the connection that started them (`VIR_DOMAIN_START_AUTODESTROY`).

use std::sync::{Arc, Mutex};

use vm::Guest;

/// The guests that one connection answers for. Cheap to clone; a call that is still starting one holds it too.
#[derive(Debug, Clone, Default)]
pub(crate) struct AutoDestroy {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    started: Vec<Started>,
    /// The connection has gone.
    gone: bool,
}

/// One run of a guest: it may have stopped and been started by somebody else since.
#[derive(Debug)]
struct Started {
    guest: Guest,
    id: i32,
}

impl AutoDestroy {
    /// Takes note of a guest that was started, or ends it when the connection has gone meanwhile.
    pub(crate) fn note(&self, guest: Guest) {
        let started = Started { id: guest.view().id, guest };
        let mut state = self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if state.gone {
            started.end();
        } else {
            state.started.push(started);
        }
    }

    /// The connection goes: so do the guests, each in its own time.
    pub(crate) fn end_all(&self) {
        let mut state = self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        state.gone = true;
        state.started.drain(..).for_each(Started::end);
    }
}

impl Started {
    fn end(self) {
        if self.guest.view().id != self.id {
            return;
        }
        tokio::spawn(async move {
            let name = self.guest.view().name.clone();
            tracing::info!("ending domain '{name}' with the connection that started it");
            if let Err(why) = self.guest.destroy(false).await {
                tracing::warn!("domain '{name}' does not end with its connection: {why}");
            }
        });
    }
}
