//! What a daemon that begins finds: stored definitions, guests that run on, guests that ended meanwhile.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use errors::{Domain as ErrorDomain, Error, Result};
use model::device::graphics::GraphicsKind;
use model::{Domain, Uuid};
use vm::status::Status;
use vm::{Found, Guest, PausedReason, ShutOffReason, State, View};

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

/// A guest whose process has ended, or whose start was only begun.
struct Ended {
    status: Status,
    uuid: Uuid,
    why: ShutOffReason,
}

/// What status files tell, by guest.
#[derive(Default)]
struct Told {
    runs: HashMap<Uuid, Run>,
    ended: Vec<Ended>,
}

impl Engine {
    /// Takes up all guests that are stored or running. A file that cannot be read is reported and kept aside; it
    /// hides no other guest.
    ///
    /// # Errors
    /// A directory that cannot be listed.
    pub fn load(&self) -> Result<Loaded> {
        let mut loaded = Loaded::default();
        let mut told = Told::default();
        self.inner.ledger.load();
        for path in entries(&self.inner.settings.status)? {
            if let Err(why) = read_status(&path, &mut told) {
                loaded.unreadable += 1;
                keep_aside(&path, &why);
            }
        }
        self.sweep_findings()?;
        for (uuid, run) in &mut told.runs {
            loaded.unreadable += usize::from(!self.take_up_findings(*uuid, &mut run.status));
        }
        (loaded.running, loaded.ended) = (told.runs.len(), told.ended.len());
        // What is still used is known before anything is handed back.
        for (uuid, run) in &told.runs {
            self.inner.lending.restore(*uuid, &run.status.lent);
        }
        for ended in &told.ended {
            self.clear_up(ended);
        }
        vm::sweep_saves(&self.inner.settings);
        for path in entries(&self.inner.settings.definitions)? {
            match self.load_definition(&path, &mut told) {
                Ok(()) => loaded.defined += 1,
                Err(why) => {
                    loaded.unreadable += 1;
                    keep_aside(&path, &why);
                }
            }
        }
        // Those that are left run without a stored definition: transient guests.
        for (uuid, run) in told.runs {
            let live = run.status.live.domain();
            let name = live.name.clone();
            let view = View { stored: None, ..View::shut_off(uuid, live.clone()) };
            if let Err(why) = self.make_known(view, Some(run)) {
                tracing::error!("the running domain '{name}' cannot be taken up: {why}");
            }
        }
        self.look_for_strays();
        Ok(loaded)
    }

    /// Removes the findings of starts that did not get as far as a status file.
    fn sweep_findings(&self) -> Result<()> {
        const SUFFIX: &str = ".findings.json";
        let settings = &self.inner.settings;
        let all = host::files::entries(&settings.status, SUFFIX).map_err(|why| crate::file_trouble(&why))?;
        for path in all {
            let name =
                path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(SUFFIX));
            if name.is_some_and(|name| !vm::status_path(settings, name).exists())
                && let Err(why) = host::files::remove(&path)
            {
                tracing::warn!("{why}");
            }
        }
        Ok(())
    }

    /// What is known beside the status file of the findings that are in it. Whether that could be read: if not, the
    /// flags stand by themselves.
    fn take_up_findings(&self, uuid: Uuid, status: &mut Status) -> bool {
        let (settings, name) = (&self.inner.settings, &status.live.domain().name);
        match vm::read_findings(settings, name, uuid) {
            Ok(findings) => {
                status.record.adopt(findings);
                true
            }
            Err(why) => {
                keep_aside(&vm::findings_path(settings, name), &why);
                false
            }
        }
    }

    /// What a guest had taken that does not run any more goes back.
    fn clear_up(&self, ended: &Ended) {
        let Ended { status, uuid, why } = ended;
        let name = &status.live.domain().name;
        tracing::warn!("domain '{name}' ended while the daemon was away ({})", why.as_str());
        if *why == ShutOffReason::Failed
            && let Some(directory) = status.monitor.parent()
        {
            self.end_begun(directory);
        }
        vm::clear_up(&*self.surroundings(), name, *uuid, status, *why);
    }

    fn load_definition(&self, path: &Path, told: &mut Told) -> Result<()> {
        let domain = Domain::parse(&read(path)?)?;
        if path != vm::definition_path(&self.inner.settings, &domain.name) {
            let detail = format!("the file's name does not match domain name '{}'", domain.name);
            return Err(Error::internal(ErrorDomain::Domain, detail));
        }
        let uuid = uuid_of(&domain)?;
        let autostart = vm::autostart_path(&self.inner.settings, &domain.name).is_symlink();
        let managed_save = vm::managed_save_path(&self.inner.settings, &domain.name).exists();
        let mut view = View { persistent: true, autostart, managed_save, ..View::shut_off(uuid, domain) };
        if let Some(ended) = told.ended.iter().find(|ended| ended.uuid == uuid) {
            view.state = State::ShutOff(ended.why);
        }
        self.make_known(view, told.runs.remove(&uuid))
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
        self.inner.ledger.open(&view);
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
        for port in display_ports(live) {
            inner.ports.restore(view.uuid, port);
        }
        for word in status.record.unknown_words() {
            tracing::warn!("domain '{}' is tainted by '{word}', which this version does not know", view.name);
        }
        view.state = status.state;
        view.record = Arc::new(status.record);
        view.group = status.group.as_deref().and_then(|group| inner.settings.control_groups.find(group));
        view.live = Some(status.live);
        found
    }
}

/// Takes note of what a status file tells.
fn read_status(path: &Path, told: &mut Told) -> Result<()> {
    let status = Status::parse(&read(path)?)?;
    let uuid = uuid_of(status.live.domain())?;
    let found = Found::look_for(&status)
        .map_err(|why| Error::io(ErrorDomain::Qemu, &why, "its process cannot be looked at"))?;
    let begun = status.state == State::Paused(PausedReason::StartingUp);
    match found {
        Some(found) if !begun => drop(told.runs.insert(uuid, Run { status, found })),
        _ => {
            let why = if begun { ShutOffReason::Failed } else { ShutOffReason::Crashed };
            told.ended.push(Ended { status, uuid, why });
        }
    }
    Ok(())
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>> {
    host::files::entries(directory, ".xml").map_err(|why| crate::file_trouble(&why))
}

fn read(path: &Path) -> Result<String> {
    host::files::read_text_bounded(path, MAX_FILE).map_err(|why| crate::file_trouble(&why))
}

pub(crate) fn keep_aside(path: &Path, why: &Error) {
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
