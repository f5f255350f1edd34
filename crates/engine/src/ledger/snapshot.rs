//! The picture of all pages that questions take.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::Uuid;

use super::guest_findings::GuestFindings;
use super::pages::Page;

/// What is found of all guests at one moment.
#[derive(Debug, Clone)]
pub struct Findings {
    /// Which ledger: another one, after the daemon has begun anew, counts from the beginning.
    pub ledger: Uuid,
    /// The number of the last change that is in it.
    pub sequence: u64,
    /// All guests, in the order of their uuids.
    pub guests: Vec<Arc<GuestFindings>>,
}

/// The picture that was taken last, and which guests have changed since.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    picture: Option<Arc<Findings>>,
    touched: BTreeSet<Uuid>,
}

impl Snapshot {
    /// A page was opened, changed or closed.
    pub(super) fn touch(&mut self, guest: Uuid) {
        let Some(picture) = &self.picture else { return };
        self.touched.insert(guest);
        // Of so many, a new picture is sooner taken.
        if self.touched.len() > 16 + picture.guests.len() / 16 {
            *self = Self::default();
        }
    }

    /// The picture of these pages. What has not changed since the last one is not looked at.
    pub(super) fn of(&mut self, ledger: Uuid, sequence: u64, pages: &BTreeMap<Uuid, Page>) -> Arc<Findings> {
        let Some(picture) = &mut self.picture else {
            let guests = pages.values().map(|page| Arc::clone(&page.now)).collect();
            return Arc::clone(self.picture.insert(Arc::new(Findings { ledger, sequence, guests })));
        };
        if !self.touched.is_empty() {
            // In place, unless somebody still looks at the last one.
            let picture = Arc::make_mut(picture);
            picture.sequence = sequence;
            for guest in std::mem::take(&mut self.touched) {
                let now = pages.get(&guest).map(|page| Arc::clone(&page.now));
                match picture.guests.binary_search_by(|known| known.guest.uuid.cmp(&guest)) {
                    Ok(place) => drop(picture.guests.splice(place..=place, now)),
                    Err(place) => drop(picture.guests.splice(place..place, now)),
                }
            }
        }
        Arc::clone(picture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vm::{ShutOffReason, State, Subject};

    fn page(number: u8, name: &str) -> (Uuid, Page) {
        let uuid = Uuid::from_bytes([number; 16]);
        let guest = Subject { name: name.into(), uuid, id: -1 };
        let state = State::ShutOff(ShutOffReason::Unknown);
        (uuid, Page::showing(GuestFindings::new(guest, state, Vec::new())))
    }

    #[test]
    fn a_picture_is_always_that_of_the_pages() {
        let ledger = Uuid::from_bytes([9; 16]);
        let mut pages: BTreeMap<Uuid, Page> = (0..100).map(|number| page(2 * number, "a")).collect();
        let mut snapshot = Snapshot::default();
        let mut sequence = 0;
        let mut held = Vec::new();
        let mut check = |snapshot: &mut Snapshot, pages: &BTreeMap<Uuid, Page>| {
            sequence += 1;
            let picture = snapshot.of(ledger, sequence, pages);
            assert_eq!(picture.sequence, sequence);
            assert!(picture.guests.iter().eq_by_pages(pages));
            // Some are still looked at when the next one is taken.
            held.extend((sequence % 2 == 0).then_some(picture));
        };
        check(&mut snapshot, &pages);
        for steps in [1_u8, 3, 20, 60] {
            for number in 0..steps {
                let (uuid, page) = page(number * 3, "b");
                match number % 3 {
                    0 => drop(pages.remove(&uuid)),
                    _ => drop(pages.insert(uuid, page)),
                }
                snapshot.touch(uuid);
            }
            check(&mut snapshot, &pages);
        }
    }

    trait EqByPages {
        fn eq_by_pages(self, pages: &BTreeMap<Uuid, Page>) -> bool;
    }

    impl<'a, I: Iterator<Item = &'a Arc<GuestFindings>>> EqByPages for I {
        fn eq_by_pages(self, pages: &BTreeMap<Uuid, Page>) -> bool {
            let shown: Vec<_> = self.map(Arc::as_ptr).collect();
            shown == pages.values().map(|page| Arc::as_ptr(&page.now)).collect::<Vec<_>>()
        }
    }
}
