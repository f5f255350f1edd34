//! The names, uuids and ids of all guests. A guest's own task never answers for another guest; who is who is
//! decided here.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Uuid;
use vm::Guest;

use crate::forecasts::{Outlook, ReplacedRun};

/// All guests that are running or defined. Its lock is held for look-ups only, never while anything waits.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    tables: RwLock<Tables>,
}

#[derive(Debug, Default)]
struct Tables {
    guests: HashMap<Uuid, Guest>,
    names: HashMap<Arc<str>, Uuid>,
    ids: HashMap<i32, Uuid>,
    last_id: i32,
    /// What is expected of each guest's next start, where it has been looked at.
    outlooks: HashMap<Uuid, Arc<Outlook>>,
    /// Runs whose emulator was replaced on disk, by guest.
    replaced: HashMap<Uuid, ReplacedRun>,
}

/// What a name and a uuid lead to.
#[derive(Debug)]
pub(crate) enum Claim {
    /// A guest that has both.
    Known(Guest),
    /// Nobody has either; both are kept for whoever asked, until the reservation is dropped.
    Fresh(Reservation),
}

/// A name and a uuid that nobody else can take meanwhile.
#[derive(Debug)]
pub(crate) struct Reservation {
    registry: Arc<Registry>,
    name: Arc<str>,
    uuid: Uuid,
    filled: bool,
}

impl Registry {
    pub(crate) fn by_uuid(&self, uuid: &Uuid) -> Option<Guest> {
        self.read().guests.get(uuid).cloned()
    }

    pub(crate) fn by_name(&self, name: &str) -> Option<Guest> {
        let tables = self.read();
        tables.names.get(name).and_then(|uuid| tables.guests.get(uuid)).cloned()
    }

    pub(crate) fn by_id(&self, id: i32) -> Option<Guest> {
        let tables = self.read();
        tables.ids.get(&id).and_then(|uuid| tables.guests.get(uuid)).cloned()
    }

    pub(crate) fn all(&self) -> Vec<Guest> {
        self.read().guests.values().cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.read().guests.len()
    }

    /// Who has this name and uuid, or both for the caller alone.
    ///
    /// # Errors
    /// 9 when one belongs to a guest and the other does not: nobody gets the identity of another.
    pub(crate) fn claim(self: &Arc<Self>, name: &str, uuid: Uuid) -> Result<Claim> {
        let mut tables = self.write();
        match (tables.guests.get(&uuid), tables.names.get(name)) {
            (Some(guest), Some(owner)) if *owner == uuid => return Ok(Claim::Known(guest.clone())),
            (Some(guest), _) => {
                let other = &guest.view().name;
                return Err(taken(format!("domain '{other}' is already defined with uuid {uuid}")));
            }
            (None, Some(owner)) => {
                return Err(taken(format!("domain '{name}' already exists with uuid {owner}")));
            }
            (None, None) => {}
        }
        // The name is taken at once; the uuid has no guest yet, so look-ups do not find it.
        if tables.names.values().any(|reserved| *reserved == uuid) {
            return Err(taken(format!("a domain with uuid {uuid} is being defined right now")));
        }
        let name: Arc<str> = name.into();
        tables.names.insert(Arc::clone(&name), uuid);
        Ok(Claim::Fresh(Reservation { registry: Arc::clone(self), name, uuid, filled: false }))
    }

    /// A new name for a guest, kept for it until the reservation is filled or dropped.
    pub(crate) fn claim_name(self: &Arc<Self>, name: &str, uuid: Uuid) -> Result<Reservation> {
        let mut tables = self.write();
        if tables.names.contains_key(name) {
            let detail = format!("domain with name '{name}' already exists");
            return Err(Error::new(Code::OperationInvalid, ErrorDomain::Domain, detail));
        }
        let name: Arc<str> = name.into();
        tables.names.insert(Arc::clone(&name), uuid);
        Ok(Reservation { registry: Arc::clone(self), name, uuid, filled: false })
    }

    /// Frees a name that a guest had, unless it is another's by now.
    pub(crate) fn release_name(&self, name: &str, uuid: Uuid) {
        let mut tables = self.write();
        if tables.names.get(name) == Some(&uuid) {
            tables.names.remove(name);
        }
    }

    pub(crate) fn claim_id(&self, uuid: Uuid) -> i32 {
        let mut tables = self.write();
        let mut id = tables.last_id;
        loop {
            id = id.checked_add(1).unwrap_or(1);
            if !tables.ids.contains_key(&id) {
                break;
            }
        }
        tables.last_id = id;
        tables.ids.insert(id, uuid);
        id
    }

    pub(crate) fn restore_id(&self, uuid: Uuid, id: i32) {
        let mut tables = self.write();
        tables.last_id = tables.last_id.max(id);
        tables.ids.insert(id, uuid);
    }

    /// An id that is not to be given to anybody.
    pub(crate) fn pass_over_id(&self, id: i32) {
        let mut tables = self.write();
        tables.last_id = tables.last_id.max(id);
    }

    pub(crate) fn release_id(&self, id: i32) {
        self.write().ids.remove(&id);
    }

    pub(crate) fn forget(&self, uuid: &Uuid) {
        let mut tables = self.write();
        tables.guests.remove(uuid);
        tables.outlooks.remove(uuid);
        tables.replaced.remove(uuid);
        tables.names.retain(|_, owner| owner != uuid);
    }

    /// What was expected of the guest's next start when it was last looked at.
    pub(crate) fn outlook(&self, uuid: &Uuid) -> Option<Arc<Outlook>> {
        self.read().outlooks.get(uuid).cloned()
    }

    /// Keeps what is expected of the guest's next start, as long as there is such a guest.
    pub(crate) fn keep_outlook(&self, uuid: Uuid, outlook: Arc<Outlook>) {
        let mut tables = self.write();
        if tables.guests.contains_key(&uuid) {
            tables.outlooks.insert(uuid, outlook);
        }
    }

    /// What was expected of the guest does not count any more.
    pub(crate) fn forget_outlook(&self, uuid: &Uuid) {
        self.write().outlooks.remove(uuid);
    }

    /// The guest's run whose emulator was replaced on disk, if there was one.
    pub(crate) fn replaced(&self, uuid: &Uuid) -> Option<ReplacedRun> {
        self.read().replaced.get(uuid).cloned()
    }

    /// Keeps that the emulator of a guest's run was replaced on disk.
    pub(crate) fn keep_replaced(&self, uuid: Uuid, run: ReplacedRun) {
        let mut tables = self.write();
        if tables.guests.contains_key(&uuid) {
            tables.replaced.insert(uuid, run);
        }
    }

    /// Takes that back: what the run began with is in its place again.
    pub(crate) fn forget_replaced(&self, uuid: &Uuid) {
        self.write().replaced.remove(uuid);
    }

    fn read(&self) -> RwLockReadGuard<'_, Tables> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Tables> {
        self.tables.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reservation {
    /// The guest is there: it can be found from now on.
    pub(crate) fn fill(mut self, guest: Guest) {
        self.filled = true;
        self.registry.write().guests.insert(self.uuid, guest);
    }

    /// The name stays with the guest that it was claimed for.
    pub(crate) fn keep(mut self) {
        self.filled = true;
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if !self.filled {
            self.registry.release_name(&self.name, self.uuid);
        }
    }
}

fn taken(detail: String) -> Error {
    Error::new(Code::OperationFailed, ErrorDomain::Domain, detail)
}
