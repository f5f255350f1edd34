//! The ledger itself: a page for every guest, and the changes of all pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::{Finding, Record};
use host::clock::Timestamp;
use model::Uuid;
use policy::{GuestName, Policy};
use tokio::sync::{Notify, mpsc};
use vm::{Definition, View};

use super::changes::{Changes, Step, Told};
use super::guest_findings::{GuestFindings, Standing};
use super::snapshot::{Findings, Snapshot};
use super::unwritten::Unwritten;
use super::waiver_file;
use super::waivers::{Waiver, WaiverScope, Waivers};

/// What is found of every guest now, and how it changes. Its lock is held for look-ups and differences only, never
/// while anything waits.
#[derive(Debug)]
pub(crate) struct Ledger {
    id: Uuid,
    file: PathBuf,
    /// Held while the file is written, so that the last one who changed something also writes last.
    filing: Mutex<()>,
    book: Mutex<Book>,
    /// Rung when a definition has not been judged yet.
    unjudged: Arc<Notify>,
}

#[derive(Debug)]
struct Book {
    pages: BTreeMap<Uuid, Page>,
    changes: Changes,
    waivers: Waivers,
    /// Whose waivers are shown too.
    policy: Arc<Policy>,
    snapshot: Snapshot,
    unwritten: Unwritten,
    /// Guests whose definition has not been judged yet.
    unjudged: BTreeSet<Uuid>,
}

/// One guest, and from what its findings were concluded.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) now: Arc<GuestFindings>,
    record: Arc<Record>,
    /// What runs next time; a transient guest has no next time.
    definition: Option<Arc<Definition>>,
    /// Its state was saved, so that the next start goes on from there.
    managed_save: bool,
    hook_modified: bool,
    /// What is true of it the next time it starts.
    expected: Vec<Finding>,
    /// Found of the run with this id from outside of it.
    about_run: Option<(i32, Finding)>,
}

impl Ledger {
    /// An empty ledger whose waivers are kept in `file`, and so many changes in memory.
    ///
    /// # Errors
    /// The kernel gives no random numbers.
    pub(crate) fn new(file: PathBuf, kept_changes: usize) -> Result<Self> {
        let random = |why| Error::io(ErrorDomain::Qemu, &why, "cannot get random numbers");
        let id = Uuid::from_bytes(vm::random::bytes().map_err(random)?);
        let book = Book {
            pages: BTreeMap::new(),
            changes: Changes::keeping(kept_changes),
            waivers: Waivers::default(),
            policy: Arc::default(),
            snapshot: Snapshot::default(),
            unwritten: Unwritten::default(),
            unjudged: BTreeSet::new(),
        };
        Ok(Self { id, file, filing: Mutex::default(), book: Mutex::new(book), unjudged: Arc::default() })
    }

    /// Takes up the waivers that are kept. A file that cannot be understood is kept aside, and reported.
    pub(crate) fn load(&self) {
        match waiver_file::read(&self.file) {
            Ok(waivers) => self.book().waivers = waivers,
            Err(why) => crate::load::keep_aside(&self.file, &why),
        }
    }

    /// Which ledger this is.
    pub(crate) const fn id(&self) -> Uuid {
        self.id
    }

    /// Opens a page for a guest that can be found from now on.
    pub(crate) fn open(&self, view: &View) {
        let mut book = self.book();
        let now = GuestFindings::new(view.subject(), view.state, Vec::new());
        book.pages.insert(view.uuid, Page::showing(now));
        book.touch(view.uuid);
        drop(book);
        self.follow(view);
    }

    /// A guest is as this view has it. Cheap when nothing of it concerns the ledger.
    pub(crate) fn follow(&self, view: &View) {
        let mut book = self.book();
        let Some(page) = book.pages.get_mut(&view.uuid) else { return };
        let definition = view.stored.as_ref().filter(|_| view.persistent);
        let is_same_definition = match (definition, &page.definition) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (new, old) => new.is_none() && old.is_none(),
        };
        let is_same_guest = *page.now.guest.name == *view.name
            && page.now.guest.id == view.id
            && page.now.state == view.state;
        let is_same_save = page.managed_save == view.managed_save && page.hook_modified == view.hook_modified;
        let is_same_record = Arc::ptr_eq(&page.record, &view.record);
        if is_same_definition && is_same_save && is_same_guest && is_same_record {
            return;
        }
        if !(is_same_definition && is_same_save) {
            page.managed_save = view.managed_save;
            page.hook_modified = view.hook_modified;
            page.definition = definition.cloned();
            if definition.is_some() {
                // What was expected of the former definition stands until this one is judged.
                book.unjudged.insert(view.uuid);
                self.unjudged.notify_one();
            } else {
                page.expected.clear();
            }
        }
        let Some(page) = book.pages.get_mut(&view.uuid) else { return };
        page.record = Arc::clone(&view.record);
        if !is_same_guest {
            page.now = Arc::new(GuestFindings::new(view.subject(), view.state, page.now.findings.clone()));
        }
        book.settle(&view.uuid);
    }

    /// What is expected of a guest that was as this view has it, when it starts from this definition. One that is
    /// another by now is judged elsewhere.
    pub(crate) fn foresee(&self, view: &View, definition: &Arc<Definition>, findings: Vec<Finding>) {
        let mut book = self.book();
        let Some(page) = book.pages.get_mut(&view.uuid) else { return };
        let is_current = page.definition.as_ref().is_some_and(|current| Arc::ptr_eq(current, definition));
        if is_current && page.managed_save == view.managed_save {
            page.expected = findings;
            book.unjudged.remove(&view.uuid);
            book.settle(&view.uuid);
        }
    }

    /// Something that a guest is judged by is another, though its definition is not.
    pub(crate) fn judge_again(&self, guest: Uuid) {
        let mut book = self.book();
        if book.pages.contains_key(&guest) {
            book.unjudged.insert(guest);
            self.unjudged.notify_one();
        }
    }

    /// What is found of the run with this id from outside of it, besides what is recorded.
    pub(crate) fn find_of_run(&self, guest: &Uuid, id: i32, finding: Finding) {
        let mut book = self.book();
        let Some(page) = book.pages.get_mut(guest) else { return };
        page.about_run = Some((id, finding));
        book.settle(guest);
    }

    /// Takes it back: what was found of a guest's run holds no more.
    pub(crate) fn clear_of_run(&self, guest: &Uuid) {
        let mut book = self.book();
        let Some(page) = book.pages.get_mut(guest) else { return };
        page.about_run = None;
        book.settle(guest);
    }

    /// Rings when a definition is there that has not been judged.
    pub(crate) fn unjudged(&self) -> Arc<Notify> {
        Arc::clone(&self.unjudged)
    }

    /// Guests whose definitions have not been judged, for who is going to.
    pub(crate) fn take_unjudged(&self) -> Vec<Uuid> {
        std::mem::take(&mut self.book().unjudged).into_iter().collect()
    }

    /// Closes the page of a guest that is no more, and forgets what was waived of it.
    pub(crate) fn close(&self, guest: &Uuid) {
        let had_waivers = {
            let mut book = self.book();
            book.clear(guest);
            book.unjudged.remove(guest);
            book.waivers.forget(guest)
        };
        if had_waivers && let Err(why) = self.write_waivers() {
            tracing::error!("the acknowledgements of a guest that is gone are not removed: {why}");
        }
    }

    /// What is found of all guests now. Never waits.
    pub(crate) fn findings(&self) -> Arc<Findings> {
        self.expire();
        let mut book = self.book();
        let Book { pages, changes, snapshot, .. } = &mut *book;
        snapshot.of(self.id, changes.last(), pages)
    }

    /// Somebody writes pages out as they change, beginning with all there are: the bell rings while some are not
    /// written, and is gone when the ledger is.
    pub(crate) fn write_pages(&self) -> mpsc::Receiver<()> {
        let mut book = self.book();
        let Book { pages, unwritten, .. } = &mut *book;
        unwritten.hand_to_a_writer(pages.keys().copied())
    }

    /// At most `most` pages that are not written out yet, for who is going to.
    pub(crate) fn take_unwritten(&self, most: usize) -> Vec<Arc<GuestFindings>> {
        let mut book = self.book();
        let Book { pages, unwritten, .. } = &mut *book;
        let next = std::iter::from_fn(|| unwritten.next());
        next.filter_map(|guest| pages.get(&guest)).map(|page| Arc::clone(&page.now)).take(most).collect()
    }

    /// At most `most` changes after a number.
    pub(crate) fn changes_after(&self, sequence: u64, most: usize) -> Told {
        self.book().changes.after(sequence, most)
    }

    /// How many changes are kept.
    pub(crate) fn kept_changes(&self) -> usize {
        self.book().changes.most()
    }

    /// The number of the last change, and whether all after `known` can be told.
    pub(crate) fn resume(&self, known: u64) -> (u64, bool) {
        let book = self.book();
        (book.changes.last(), book.changes.reaches_back_to(known))
    }

    /// A bell that rings when something changes.
    pub(crate) fn bell(&self) -> mpsc::Receiver<()> {
        self.book().changes.bell()
    }

    /// Takes in a waiver: on disk before this returns. The number of the last change then, and for how many findings
    /// of now it is.
    ///
    /// # Errors
    /// 1 when there are too many; 38 when it cannot be stored.
    pub(crate) fn waive(&self, guest: &Uuid, waiver: &Waiver) -> Result<(u64, usize)> {
        self.change_waivers(guest, &waiver.scope, |waivers| {
            if waivers.give(*guest, waiver.clone()) {
                return Ok(());
            }
            Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, "too many findings are acknowledged"))
        })
    }

    /// Takes a waiver back.
    ///
    /// # Errors
    /// 55 when there is none; 38 when that cannot be stored.
    pub(crate) fn withdraw(&self, guest: &Uuid, scope: &WaiverScope) -> Result<(u64, usize)> {
        self.change_waivers(guest, scope, |waivers| {
            if waivers.withdraw(guest, scope) {
                return Ok(());
            }
            let detail = format!("finding '{}' is not acknowledged", scope.code);
            Err(Error::new(Code::OperationInvalid, ErrorDomain::Qemu, detail))
        })
    }

    /// Makes a change on disk first, and then for everybody to see.
    fn change_waivers(
        &self,
        guest: &Uuid,
        scope: &WaiverScope,
        change: impl Fn(&mut Waivers) -> Result<()>,
    ) -> Result<(u64, usize)> {
        let _filing = self.filing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waivers = self.book().waivers.clone();
        change(&mut waivers)?;
        waiver_file::write(&self.file, &waivers)?;
        let mut book = self.book();
        if !book.pages.contains_key(guest) {
            let detail = format!("no domain with matching uuid '{guest}'");
            return Err(Error::new(Code::NoDomain, ErrorDomain::Qemu, detail));
        }
        // What was forgotten meanwhile stays so.
        change(&mut book.waivers)?;
        book.settle(guest);
        let standing = book.pages.get(guest).map(|page| &page.now.findings);
        let covered =
            standing.into_iter().flatten().filter(|standing| scope.covers(&standing.finding)).count();
        Ok((book.changes.last(), covered))
    }

    /// Forgets waivers that have run out. When the next one does, in ms since the Unix epoch.
    pub(crate) fn expire(&self) -> Option<u64> {
        let now = now_ms();
        let mut book = self.book();
        let next = book.waivers.next_expiry_ms()?;
        if next > now {
            return Some(next);
        }
        for guest in book.waivers.expire(now) {
            book.settle(&guest);
        }
        book.waivers.next_expiry_ms()
    }

    /// Whether somebody has acknowledged a finding of the guest.
    pub(crate) fn is_acknowledged(&self, guest: &Uuid, finding: &Finding) -> bool {
        self.book().waivers.of(guest, finding, now_ms()).is_some()
    }

    /// Shows the waivers of this policy, as they are today.
    pub(crate) fn heed(&self, policy: Arc<Policy>) {
        let mut book = self.book();
        let had_waivers = !book.policy.waivers.is_empty();
        book.policy = policy;
        if had_waivers || !book.policy.waivers.is_empty() {
            let guests: Vec<Uuid> = book.pages.keys().copied().collect();
            guests.iter().for_each(|guest| book.settle(guest));
        }
    }

    fn write_waivers(&self) -> Result<()> {
        let _filing = self.filing.lock().unwrap_or_else(PoisonError::into_inner);
        let waivers = self.book().waivers.clone();
        waiver_file::write(&self.file, &waivers)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    /// A page that shows this, and is made of nothing yet.
    pub(super) fn showing(now: GuestFindings) -> Self {
        Self {
            now: Arc::new(now),
            record: Arc::default(),
            definition: None,
            managed_save: false,
            hook_modified: false,
            expected: Vec::new(),
            about_run: None,
        }
    }
}

impl Book {
    /// What is shown of a guest is, or may be, another.
    fn touch(&mut self, guest: Uuid) {
        self.snapshot.touch(guest);
        self.unwritten.add(guest);
    }

    /// Draws the conclusions of what a page is made of, and takes note of what has changed.
    fn settle(&mut self, guest: &Uuid) {
        self.touch(*guest);
        let Self { pages, changes, waivers, policy, .. } = self;
        let Some(page) = pages.get_mut(guest) else { return };
        let now = now_ms();
        let (subject, state) = (page.now.guest.clone(), page.now.state);
        let about_run = page.about_run.iter().filter(|(id, _)| state.is_active() && *id == subject.id);
        let about_run = about_run.map(|(_, finding)| finding);
        let uuid = guest.to_string();
        let name = GuestName { name: &subject.name, uuid: &uuid };
        let today = (!policy.waivers.is_empty()).then(vm::today);
        let of_policy = |finding: &Finding| {
            let waiver = policy.waiver(finding.code.as_str(), name, today?)?;
            Some(Arc::new(Waiver::of_policy(waiver, finding)))
        };
        let found = page.record.findings().iter().chain(about_run).chain(&page.expected);
        let mut former: Vec<Option<Arc<Standing>>> = page.now.findings.iter().cloned().map(Some).collect();
        let mut standing = Vec::new();
        let mut told = Vec::new();
        for finding in found {
            let waiver = waivers.of(guest, finding, now).or_else(|| of_policy(finding));
            let mut new = Standing { finding: finding.clone(), waiver };
            let before = former
                .iter_mut()
                .find(|old| old.as_ref().is_some_and(|old| old.finding.is_same(&new.finding)));
            let before = before.and_then(Option::take);
            if new.finding.first_seen_ms == 0 {
                // What is only expected has nobody else to say since when.
                let since = before.as_ref().map_or(now, |old| old.finding.first_seen_ms);
                new.finding = new.finding.seen_at(since);
            }
            match before {
                Some(old) if *old == new => standing.push(old),
                before => {
                    let new = Arc::new(new);
                    let step = match &before {
                        None => Some(Step::Appeared),
                        Some(old) => old.is_news(&new).then_some(Step::Changed),
                    };
                    told.extend(step.map(|step| (step, Arc::clone(&new))));
                    standing.push(new);
                }
            }
        }
        let cleared = former.into_iter().flatten().map(|old| (Step::Cleared, old));
        let told: Vec<_> = cleared.chain(told).collect();
        let is_same = |(new, old): (&Arc<Standing>, &Arc<Standing>)| Arc::ptr_eq(new, old);
        let known = &page.now.findings;
        if standing.len() != known.len() || !standing.iter().zip(known).all(is_same) {
            page.now = Arc::new(GuestFindings::new(subject.clone(), state, standing));
        }
        if told.is_empty() {
            return;
        }
        for (step, standing) in told {
            changes.add(step, now, subject.clone(), state, standing);
        }
        changes.ring();
    }

    /// Takes a page out; all that was found there is cleared.
    fn clear(&mut self, guest: &Uuid) {
        let Some(page) = self.pages.remove(guest) else { return };
        self.snapshot.touch(*guest);
        self.unwritten.remove(guest);
        let (now, subject) = (now_ms(), &page.now.guest);
        for standing in &page.now.findings {
            self.changes.add(Step::Cleared, now, subject.clone(), page.now.state, Arc::clone(standing));
        }
        if !page.now.findings.is_empty() {
            self.changes.ring();
        }
    }
}

fn now_ms() -> u64 {
    u64::try_from(Timestamp::now().milliseconds).unwrap_or(0)
}
