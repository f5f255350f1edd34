//! What the next start of each guest would find, looked at anew when its emulator changes under the daemon.
//!
//! ```text
//!   prober --EmulatorChange--> follow_emulators --ForecastChange--> whoever listens
//!                                |  each guest of that emulator: judged by what it says now
//!                                +--> registry: what is expected now; which runs have lost their binary
//! ```
//!
//! What is recorded of a run, and what the messages call answers, was decided when it began: nothing here
//! touches it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use caps::{Accelerator, EmulatorCapabilities, Version};
use errors::{Error, Result};
use findings::{EmulatorReplaced, Finding, FindingChanges, When};
use host::process::ProcessIdentity;
use model::Domain;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use vm::{Definition, Forecast, Guest, HostSide, Subject, View};

use crate::emulators::accelerator;
use crate::engine::{Engine, Inner};
use crate::prober::{EmulatorChange, Outcome};

/// How many changes a listener may leave unread; then it misses the oldest.
const UNREAD_CHANGES: usize = 64;

/// What was expected of a guest's next start, and from what that was concluded.
#[derive(Debug)]
pub(crate) struct Outlook {
    definition: Arc<Definition>,
    /// Of the emulator; none where it could not be used.
    capabilities: Option<Arc<EmulatorCapabilities>>,
    forecast: Arc<Forecast>,
    /// What is expected of going on from the state that the daemon has saved; none without such a state.
    saved: Option<Arc<Forecast>>,
    hook_modified: bool,
}

impl Outlook {
    /// Whether it was concluded from what the guest is now.
    fn is_of(&self, view: &View, definition: &Arc<Definition>) -> bool {
        Arc::ptr_eq(&self.definition, definition)
            && self.saved.is_some() == view.managed_save
            && self.hook_modified == view.hook_modified
    }
}

/// A run whose emulator was replaced on disk. The id tells it from the guest's later runs.
#[derive(Debug, Clone)]
pub(crate) struct ReplacedRun {
    id: i32,
    replaced: EmulatorReplaced,
}

/// An emulator is another than before, and what that changes for guests.
#[derive(Debug, Clone)]
pub struct ForecastChange {
    /// The emulator.
    pub emulator: PathBuf,
    /// The version that it was, if it could be used.
    pub before: Option<Version>,
    /// The version that it is, or why it cannot be used.
    pub after: Result<Version>,
    /// The guests for which it changes something, in the order of their names.
    pub guests: Vec<GuestChange>,
}

/// What another emulator changes for one guest.
#[derive(Debug, Clone, PartialEq)]
pub struct GuestChange {
    /// The guest.
    pub guest: Subject,
    /// Which findings its next start has that it had not, and the other way round.
    pub findings: FindingChanges,
    /// What would keep it from starting now and would not have before.
    pub refusal: Option<Error>,
    /// It runs, and its QEMU is not the one on disk any more.
    pub replaced: Option<EmulatorReplaced>,
}

/// Those who listen.
#[derive(Debug)]
pub(crate) struct ForecastChanges(broadcast::Sender<Arc<ForecastChange>>);

impl Default for ForecastChanges {
    fn default() -> Self {
        Self(broadcast::Sender::new(UNREAD_CHANGES))
    }
}

impl Engine {
    /// What changes for guests when emulators do, from now on. A listener that leaves many unread misses the
    /// oldest. Told only while [`follow_emulators`](Self::follow_emulators) runs.
    pub fn forecast_changes(&self) -> broadcast::Receiver<Arc<ForecastChange>> {
        self.inner.forecast_changes.0.subscribe()
    }

    /// What the next start of the guest would find; of a guest that is not stored, what its start would find now.
    /// Waits for the emulator when nothing is known of it yet.
    ///
    /// # Errors
    /// 1 when the daemon is ending.
    pub async fn forecast(&self, guest: &Guest) -> Result<Arc<Forecast>> {
        let Some((definition, emulator)) = next_start(guest) else { return Ok(Arc::default()) };
        let capabilities = self.emulator(&emulator, Some(accelerator(definition.domain()))).await;
        if let Some(known) = self.inner.registry.outlook(&guest.view().uuid)
            && known.is_of(&guest.view(), &definition)
            && match (&known.capabilities, &capabilities) {
                (Some(known), Ok(now)) => Arc::ptr_eq(known, now),
                (None, Err(why)) => known.forecast.refusal.as_ref() == Some(why),
                _ => false,
            }
        {
            return Ok(Arc::clone(&known.forecast));
        }
        let (inner, guest) = (Arc::clone(&self.inner), guest.clone());
        let judged =
            tokio::task::spawn_blocking(move || inner.look_ahead(&guest, definition, capabilities)).await;
        judged.map_err(|why| Error::internal(errors::Domain::Qemu, format!("unfinished: {why}")))
    }

    /// What the messages call answers of the guest (procedure DOMAIN_GET_MESSAGES): of one that runs what libvirt
    /// tells, of one that does not the forecasts, where nobody asks for taints alone. Never waits: what has not been
    /// looked at yet is judged by what is known of its emulator.
    pub fn messages(&self, guest: &Guest, flags: u32) -> Vec<String> {
        let view = guest.view();
        if view.is_active() || !self.inner.config.forecast_messages || !findings::wants_forecasts(flags) {
            return view.messages(flags);
        }
        findings::forecast_messages(&self.expected(guest, &view))
    }

    /// What is expected of a guest, as far as that is known without looking at anything: of its next start, and of
    /// going on from a saved state.
    pub fn expected(&self, guest: &Guest, view: &View) -> Vec<Finding> {
        let Some((definition, emulator)) = next_start(guest) else { return Vec::new() };
        if let Some(known) = self.inner.registry.outlook(&view.uuid)
            && known.is_of(view, &definition)
        {
            let saved = known.saved.iter().flat_map(|saved| &saved.findings);
            return known.forecast.findings.iter().chain(saved).cloned().collect();
        }
        // Whoever follows definitions looks soon; whoever asks is not kept waiting for that.
        let when = When::NextStart;
        let settings = &self.inner.settings;
        match self.inner.prober.known(&emulator, Some(accelerator(definition.domain()))) {
            Some(Ok(known)) => {
                let host = HostSide { cd_drives: &[], hook_modified: view.hook_modified };
                vm::forecast(settings, definition.domain(), &known, host, &when).findings
            }
            Some(Err(why)) => vm::forecast_without(&emulator.to_string_lossy(), &why, &when).findings,
            None => Vec::new(),
        }
    }

    /// That the guest runs on a QEMU that is not on disk any more. Never waits.
    pub fn emulator_replaced(&self, guest: &Guest) -> Option<EmulatorReplaced> {
        let view = guest.view();
        let run = self.inner.registry.replaced(&view.uuid)?;
        (view.is_active() && run.id == view.id).then_some(run.replaced)
    }

    /// Looks at all guests now, in the background, and again whenever an emulator changes, until the engine is
    /// gone. Asking about the emulators of stored guests is also what has them watched.
    pub fn follow_emulators(&self) -> impl Future<Output = ()> + Send + use<> {
        let changes = self.emulator_changes();
        follow(Arc::downgrade(&self.inner), changes)
    }
}

async fn follow(engine: Weak<Inner>, mut changes: broadcast::Receiver<EmulatorChange>) {
    match engine.upgrade() {
        Some(inner) => Engine { inner }.look_at_all().await,
        None => return,
    }
    loop {
        let change = changes.recv().await;
        let Some(inner) = engine.upgrade() else { return };
        let engine = Engine { inner };
        match change {
            Ok(change) => engine.emulator_changed(change).await,
            // What was missed is not known any more: everything is looked at again.
            Err(RecvError::Lagged(_)) => engine.look_at_all().await,
            Err(RecvError::Closed) => return,
        }
    }
}

impl Engine {
    /// Judges every guest by its emulator as it is.
    async fn look_at_all(&self) {
        let guests = self.guests();
        let emulators: BTreeSet<(PathBuf, Accelerator)> = guests
            .iter()
            .filter_map(next_start)
            .map(|(definition, path)| (path, accelerator(definition.domain())))
            .collect();
        // Side by side: one that hangs keeps nobody waiting.
        let looks = emulators.into_iter().map(|(emulator, under)| {
            let (engine, guests) = (self.clone(), guests.clone());
            tokio::spawn(async move {
                let capabilities = engine.emulator(&emulator, Some(under)).await;
                let inner = engine.inner;
                if let Err(why) = &capabilities {
                    inner.prober.await_coming(&emulator, under, why);
                }
                let looked = tokio::task::spawn_blocking(move || {
                    inner.look_at(&guests, (&emulator, under), &capabilities);
                });
                let _ = looked.await;
            })
        });
        for look in looks.collect::<Vec<_>>() {
            let _ = look.await;
        }
    }

    async fn emulator_changed(&self, change: EmulatorChange) {
        let inner = Arc::clone(&self.inner);
        let judged = tokio::task::spawn_blocking(move || inner.judge_anew(&change)).await;
        if let Ok(change) = judged {
            // Nobody needs to listen.
            let _ = self.inner.forecast_changes.0.send(Arc::new(change));
        }
    }
}

impl Inner {
    /// Judges the guests of one emulator under one accelerator for the first time. Those that were running already
    /// when the daemon began may have lost their binary meanwhile.
    fn look_at(&self, guests: &[Guest], (emulator, under): (&Path, Accelerator), capabilities: &Outcome) {
        for guest in guests {
            let Some((definition, path)) = next_start(guest) else { continue };
            if path != *emulator || accelerator(definition.domain()) != under {
                continue;
            }
            if guest.pid().is_some_and(host::process::program_is_gone) {
                let installed = capabilities.as_ref().ok().map(|known| known.version);
                if let Some(replaced) = self.mark_replaced(guest, emulator, None, installed) {
                    tracing::warn!("domain '{}': {replaced}", guest.view().name);
                }
            }
            self.look_ahead(guest, definition, capabilities.clone());
        }
    }

    /// Judges one guest, and keeps what came out. Looks at the host, so it may take its time.
    fn look_ahead(&self, guest: &Guest, definition: Arc<Definition>, capabilities: Outcome) -> Arc<Forecast> {
        let view = guest.view();
        let domain = definition.domain();
        let forecast = match &capabilities {
            Ok(known) => {
                let cd_drives = &vm::cd_drives(domain);
                let host = HostSide { cd_drives, hook_modified: view.hook_modified };
                vm::forecast(&self.settings, domain, known, host, &When::NextStart)
            }
            Err(why) => self.without_emulator(&view, domain, why),
        };
        let forecast = Arc::new(forecast);
        let saved = view.managed_save.then(|| Arc::new(self.saved_forecast(guest)));
        let saved_findings = saved.iter().flat_map(|saved| &saved.findings);
        let findings = forecast.findings.iter().chain(saved_findings).cloned().collect();
        self.ledger.foresee(&view, &definition, findings);
        let capabilities = capabilities.ok();
        let hook_modified = view.hook_modified;
        let outlook =
            Outlook { definition, capabilities, forecast: Arc::clone(&forecast), saved, hook_modified };
        self.registry.keep_outlook(view.uuid, Arc::new(outlook));
        forecast
    }

    /// Of an emulator that cannot be used, nothing is known: what it was expected to say stays, besides that.
    fn without_emulator(&self, view: &View, domain: &Domain, why: &Error) -> Forecast {
        let emulator = domain.devices.emulator.as_deref().unwrap_or_default();
        let mut forecast = vm::forecast_without(emulator, why, &When::NextStart);
        let kept = self.registry.outlook(&view.uuid).filter(|kept| kept.definition.domain() == domain);
        for finding in kept.iter().flat_map(|kept| &kept.forecast.findings) {
            if !forecast.findings.iter().any(|known| known.is_same(finding)) {
                forecast.findings.push(finding.clone());
            }
        }
        forecast
    }

    /// What is expected of going on from the state that the daemon has saved of the guest.
    fn saved_forecast(&self, guest: &Guest) -> Forecast {
        let when = When::ManagedSave;
        let domain = match guest.managed_save_image(false).and_then(|image| image.domain()) {
            Ok(domain) => domain,
            Err(why) => return Forecast { findings: Vec::new(), refusal: Some(why) },
        };
        let Some(emulator) = domain.devices.emulator.as_deref() else { return Forecast::default() };
        match self.prober.known(Path::new(emulator), Some(accelerator(&domain))) {
            Some(Ok(known)) => {
                let cd_drives = &vm::cd_drives(&domain);
                let host = HostSide { cd_drives, hook_modified: guest.view().hook_modified };
                vm::forecast(&self.settings, &domain, &known, host, &when)
            }
            Some(Err(why)) => vm::forecast_without(emulator, &why, &when),
            None => Forecast::default(),
        }
    }

    fn judge_anew(&self, change: &EmulatorChange) -> ForecastChange {
        let mut guests: Vec<GuestChange> =
            self.registry.all().iter().filter_map(|guest| self.guest_change(guest, change)).collect();
        guests.sort_by(|a, b| a.guest.name.cmp(&b.guest.name));
        for GuestChange { guest, findings, refusal, replaced } in &guests {
            let refusal = refusal.as_ref().map(|why| format!("it would not start any more: {why}"));
            let kept_from_starting = |finding: &Finding| finding.code.as_str().starts_with("cannot-start.");
            let starts_again = refusal.is_none() && findings.gone.iter().any(kept_from_starting);
            let said = [
                replaced.as_ref().map(ToString::to_string),
                (!findings.is_empty()).then(|| findings.to_string()),
                refusal,
                starts_again.then(|| "it would start again".to_owned()),
            ];
            let said: Vec<String> = said.into_iter().flatten().filter(|text| !text.is_empty()).collect();
            tracing::warn!("domain '{}': {}", guest.name, said.join("; "));
        }
        ForecastChange {
            emulator: change.path.clone(),
            before: change.before.as_ref().map(|before| before.version),
            after: change.after.as_ref().map(|after| after.version).map_err(Clone::clone),
            guests,
        }
    }

    /// What the change means for one guest; `None` when it means nothing.
    fn guest_change(&self, guest: &Guest, change: &EmulatorChange) -> Option<GuestChange> {
        let (definition, emulator) = next_start(guest)?;
        if emulator != change.path {
            return None;
        }
        let view = guest.view();
        let now = change.after_under(accelerator(definition.domain()));
        let before = self.expected_before(guest, &definition, change.before.as_ref(), now);
        let mut findings = FindingChanges::default();
        let mut refusal = None;
        let after = self.look_ahead(guest, definition, now.clone());
        if let Some(before) = before {
            findings = FindingChanges::between(&before.findings, &after.findings);
            refusal = after.refusal.clone().filter(|_| before.refusal.is_none());
        }
        let replaced = change.replaced.filter(|at| began_before(guest, *at)).and_then(|_| {
            let version = |known: Option<&Arc<EmulatorCapabilities>>| known.map(|known| known.version);
            let running = version(change.before.as_ref());
            self.mark_replaced(guest, &change.path, running, version(change.after.as_ref().ok()))
        });
        if change.replaced.is_none() && change.after.is_ok() {
            self.unmark_restored(guest);
        }
        let is_news = !findings.is_empty() || refusal.is_some() || replaced.is_some();
        is_news.then(|| GuestChange { guest: view.subject(), findings, refusal, replaced })
    }

    /// What was expected of the definition until now: as it was kept, else as the former emulator says.
    fn expected_before(
        &self,
        guest: &Guest,
        definition: &Arc<Definition>,
        before: Option<&Arc<EmulatorCapabilities>>,
        now: &Outcome,
    ) -> Option<Arc<Forecast>> {
        // Somebody may have asked meanwhile, and got what the new emulator says.
        let is_new = |kept: &Outlook| match (&kept.capabilities, now) {
            (Some(known), Ok(after)) => Arc::ptr_eq(after, known),
            (None, Err(why)) => kept.forecast.refusal.as_ref() == Some(why),
            _ => false,
        };
        let kept = self.registry.outlook(&guest.view().uuid);
        let holds = |kept: &Arc<Outlook>| Arc::ptr_eq(&kept.definition, definition) && !is_new(kept);
        if let Some(kept) = kept.filter(holds) {
            return Some(Arc::clone(&kept.forecast));
        }
        let before = before?;
        let domain = definition.domain();
        let cd_drives = &vm::cd_drives(domain);
        let host = HostSide { cd_drives, hook_modified: guest.view().hook_modified };
        Some(Arc::new(vm::forecast(&self.settings, domain, before, host, &When::NextStart)))
    }

    /// Marks a guest's run as one whose QEMU is not on disk any more. Which QEMU that was is known from the first
    /// time.
    fn mark_replaced(
        &self,
        guest: &Guest,
        emulator: &Path,
        running: Option<Version>,
        installed: Option<Version>,
    ) -> Option<EmulatorReplaced> {
        let view = guest.view();
        let known = self.registry.replaced(&view.uuid).filter(|run| run.id == view.id);
        let running = known.map_or(running, |run| run.replaced.running);
        let replaced = EmulatorReplaced { binary: emulator.to_string_lossy().into(), running, installed };
        let run = ReplacedRun { id: view.id, replaced: replaced.clone() };
        (view.id >= 0).then(|| {
            self.ledger.find_of_run(&view.uuid, view.id, replaced.finding());
            self.registry.keep_replaced(view.uuid, run);
            replaced
        })
    }

    /// Takes the mark off a run whose very binary was away and is back.
    fn unmark_restored(&self, guest: &Guest) {
        let uuid = guest.view().uuid;
        let was_away = self.registry.replaced(&uuid).is_some_and(|run| run.replaced.installed.is_none());
        if was_away && guest.pid().is_some_and(|pid| !host::process::program_is_gone(pid)) {
            self.registry.forget_replaced(&uuid);
            self.ledger.clear_of_run(&uuid);
        }
    }
}

/// Whether the guest's process runs and is older than a moment, in clock ticks since boot.
fn began_before(guest: &Guest, ticks: u64) -> bool {
    let process = guest.pid().and_then(|pid| ProcessIdentity::of(pid).ok());
    process.is_some_and(|process| process.start_time < ticks)
}

/// What a guest will be next time, and by which emulator.
fn next_start(guest: &Guest) -> Option<(Arc<Definition>, PathBuf)> {
    let definition = Arc::clone(guest.view().next_definition().ok()?);
    let emulator = definition.domain().devices.emulator.as_ref()?.into();
    Some((definition, emulator))
}
