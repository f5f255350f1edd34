//! What a daemon that begins finds: stored definitions, guests that run on, guests that ended meanwhile.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use errors::{Domain as ErrorDomain, Error, Result};
use model::device::graphics::GraphicsKind;
use model::{Domain, Uuid};
use vm::status::Status;
use vm::{Caller, Found, Guest, StartFlags, View};

use crate::define::uuid_of;
use crate::engine::Engine;
use crate::registry::Claim;

/// The largest definition or status file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// What a daemon found when it began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Stored definitions.
    pub defined: usize,
    /// Guests that run on.
    pub running: usize,
    /// Guests whose process had ended.
    pub ended: usize,
    /// Files that could not be read; they are kept aside.
    pub unreadable: usize,
}

/// A guest that runs on, as its status file tells it.
struct Run {
    status: Status,
    found: Found,
}

impl Engine {
    /// Takes up all guests that are stored or running. A file that cannot be read is reported and kept aside; it
    /// hides no other guest.
    ///
    /// # Errors
    /// A directory that cannot be listed.
    pub fn load(&self) -> Result<Loaded> {
        let mut loaded = Loaded::default();
        let mut runs = HashMap::new();
        for path in entries(&self.inner.settings.status)? {
            match self.read_status(&path) {
                Ok(Some((uuid, run))) => {
                    loaded.running += 1;
                    runs.insert(uuid, run);
                }
                Ok(None) => loaded.ended += 1,
                Err(why) => {
                    loaded.unreadable += 1;
                    keep_aside(&path, &why);
                }
            }
        }
        for path in entries(&self.inner.settings.definitions)? {
            match self.load_definition(&path, &mut runs) {
                Ok(()) => loaded.defined += 1,
                Err(why) => {
                    loaded.unreadable += 1;
                    keep_aside(&path, &why);
                }
            }
        }
        // Those that are left run without a stored definition: transient guests.
        for (uuid, run) in runs {
            let live = run.status.live.domain();
            let name = live.name.clone();
            let view = View { stored: None, ..View::shut_off(uuid, live.clone()) };
            if let Err(why) = self.make_known(view, Some(run)) {
                tracing::error!("the running domain '{name}' cannot be taken up: {why}");
            }
        }
        Ok(loaded)
    }

    /// Starts the guests that are to start with the daemon and do not run yet, one after the other.
    pub async fn autostart(&self) {
        for guest in self.guests() {
            let view = guest.view();
            if !view.autostart || view.is_active() {
                continue;
            }
            if let Err(why) = guest.start(StartFlags::default(), &Caller::default()).await {
                tracing::error!("domain '{}' could not be started automatically: {why}", view.name);
            }
        }
    }

    /// A status file: the guest that runs on, or `None` when its process has ended and its traces are gone.
    fn read_status(&self, path: &Path) -> Result<Option<(Uuid, Run)>> {
        let status = Status::parse(&read(path)?)?;
        let live = status.live.domain();
        let uuid = uuid_of(live)?;
        let found = Found::look_for(&status).map_err(|why| {
            Error::io(ErrorDomain::Qemu, &why, format_args!("process {}", status.process.pid))
        })?;
        Ok(match found {
            Some(found) => Some((uuid, Run { status, found })),
            None => {
                tracing::warn!("domain '{}' ended while the daemon was away", live.name);
                vm::clear_up(&*self.surroundings(), &live.name, uuid, &status);
                None
            }
        })
    }

    fn load_definition(&self, path: &Path, runs: &mut HashMap<Uuid, Run>) -> Result<()> {
        let domain = Domain::parse(&read(path)?)?;
        let uuid = uuid_of(&domain)?;
        let autostart = vm::autostart_path(&self.inner.settings, &domain.name).is_symlink();
        let view = View { persistent: true, autostart, ..View::shut_off(uuid, domain) };
        self.make_known(view, runs.remove(&uuid))
    }

    /// A guest that can be found from now on; with `run`, its process is taken up.
    fn make_known(&self, mut view: View, run: Option<Run>) -> Result<()> {
        let (name, uuid) = (Arc::clone(&view.name), view.uuid);
        let Claim::Fresh(reservation) = self.inner.registry.claim(&name, uuid)? else {
            return Err(Error::internal(
                ErrorDomain::Qemu,
                format!("domain '{name}' ({uuid}) is there twice"),
            ));
        };
        let found = run.map(|run| self.restore(&mut view, run));
        reservation.fill(Guest::adopt(view, found, self.surroundings()));
        Ok(())
    }

    /// Makes a view that of a running guest, and what it had taken of the host taken again.
    fn restore(&self, view: &mut View, run: Run) -> Found {
        let Run { status, found } = run;
        let (inner, live) = (&self.inner, status.live.domain());
        view.id = live
            .id
            .and_then(|id| i32::try_from(id).ok())
            .unwrap_or_else(|| inner.registry.claim_id(view.uuid));
        inner.registry.restore_id(view.uuid, view.id);
        inner.lending.restore(view.uuid, &status.lent);
        for port in display_ports(live) {
            inner.ports.restore(view.uuid, port);
        }
        for word in status.record.unknown_words() {
            tracing::warn!("domain '{}' is tainted by '{word}', which this version does not know", view.name);
        }
        view.state = status.state;
        view.record = Arc::new(status.record);
        view.live = Some(status.live);
        found
    }
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>> {
    host::files::entries(directory, ".xml").map_err(|why| crate::file_trouble(&why))
}

fn read(path: &Path) -> Result<String> {
    host::files::read_text_bounded(path, MAX_FILE).map_err(|why| crate::file_trouble(&why))
}

fn keep_aside(path: &Path, why: &Error) {
    match host::files::set_aside(path) {
        Ok(aside) => {
            tracing::error!("{} cannot be used ({why}); it is kept as {}", path.display(), aside.display())
        }
        Err(worse) => tracing::error!("{} cannot be used ({why}), nor kept aside: {worse}", path.display()),
    }
}

/// The TCP ports on which a running guest's displays listen.
fn display_ports(domain: &Domain) -> Vec<u16> {
    let ports = domain.devices.graphics.iter().flat_map(|graphics| match &graphics.kind {
        GraphicsKind::Vnc(vnc) => vec![vnc.port, vnc.websocket],
        GraphicsKind::Spice(spice) => vec![spice.port, spice.tls_port],
        _ => Vec::new(),
    });
    ports.flatten().filter_map(|port| u16::try_from(port).ok()).collect()
}
