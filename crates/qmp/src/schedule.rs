//! Which command may be sent next. Pure: it holds commands and never touches a socket.
//!
//! ```text
//!   submit ──> urgent ──────────────────────┐
//!   submit ──> queue ──(window, exclusives)─┴─> next ──> in flight ──> answer
//!                 └── abandon: never sent                  └── abandon: stays, its late answer is dropped
//! ```
//!
//! Why there is a window: with out-of-band commands enabled, QEMU takes at most 8 commands from the socket and
//! then stops reading it (QMP specification, "Out-of-band execution"); a ninth in front of an out-of-band
//! command would hold that up. Why an abandoned command keeps its place: a frozen QEMU is then never sent more
//! than a window's worth, however often it is asked.

use std::collections::{BTreeMap, VecDeque};
use std::os::fd::OwnedFd;

use bytes::Bytes;

/// In-band commands sent and not yet answered: below QEMU's 8, so that one place is left for out-of-band ones.
const WINDOW: usize = 7;

/// A command on its way, with whoever waits for its answer.
#[derive(Debug)]
pub(crate) struct Command<W> {
    pub(crate) id: u64,
    pub(crate) parcel: Parcel,
    pub(crate) manner: Manner,
    pub(crate) waiter: W,
}

/// What goes through the socket.
#[derive(Debug)]
pub(crate) struct Parcel {
    /// The line with its end.
    pub(crate) line: Bytes,
    /// Descriptors sent along with its first byte.
    pub(crate) descriptors: Vec<OwnedFd>,
}

/// How a command has to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manner {
    /// Out-of-band: overtakes all that is queued.
    pub(crate) urgent: bool,
    /// Carries descriptors. QEMU keeps only those that came last, and takes them when it carries the command
    /// out: one such command at a time.
    pub(crate) with_descriptors: bool,
    /// QEMU's answer will bear no id: one such command at a time, else nobody knew whose answer it is.
    pub(crate) anonymous: bool,
}

#[derive(Debug)]
struct InFlight<W> {
    manner: Manner,
    /// `None` once the caller has stopped waiting.
    waiter: Option<W>,
}

/// Whose answer it was.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answered<W> {
    /// Somebody waits for it.
    Waiting(W),
    /// Its caller has stopped waiting.
    Abandoned,
    /// No command of that id is in flight.
    Unknown,
}

/// All commands that have been given and not yet answered.
#[derive(Debug)]
pub(crate) struct Schedule<W> {
    urgent: VecDeque<Command<W>>,
    queue: VecDeque<Command<W>>,
    in_flight: BTreeMap<u64, InFlight<W>>,
}

impl<W> Default for Schedule<W> {
    fn default() -> Self {
        Self { urgent: VecDeque::new(), queue: VecDeque::new(), in_flight: BTreeMap::new() }
    }
}

impl<W> Schedule<W> {
    /// Takes a command in.
    pub(crate) fn submit(&mut self, command: Command<W>) {
        if command.manner.urgent { self.urgent.push_back(command) } else { self.queue.push_back(command) }
    }

    /// What to send now, if anything may be sent now.
    pub(crate) fn next(&mut self) -> Option<Parcel> {
        let command = match self.urgent.pop_front() {
            Some(command) => command,
            None if self.head_may_go() => self.queue.pop_front()?,
            None => return None,
        };
        let Command { id, parcel, manner, waiter } = command;
        self.in_flight.insert(id, InFlight { manner, waiter: Some(waiter) });
        Some(parcel)
    }

    fn head_may_go(&self) -> bool {
        let Some(head) = self.queue.front() else { return false };
        let mut in_band = 0;
        for InFlight { manner, .. } in self.in_flight.values() {
            in_band += usize::from(!manner.urgent);
            if (head.manner.with_descriptors && manner.with_descriptors)
                || (head.manner.anonymous && manner.anonymous)
            {
                return false;
            }
        }
        in_band < WINDOW
    }

    /// An answer to command `id` has come.
    pub(crate) fn answer(&mut self, id: u64) -> Answered<W> {
        match self.in_flight.remove(&id) {
            None => Answered::Unknown,
            Some(InFlight { waiter: None, .. }) => Answered::Abandoned,
            Some(InFlight { waiter: Some(waiter), .. }) => Answered::Waiting(waiter),
        }
    }

    /// An answer without id has come: the anonymous command's, if there is one.
    pub(crate) fn answer_anonymous(&mut self) -> Answered<W> {
        let anonymous = self.in_flight.iter().find(|(_, flight)| flight.manner.anonymous);
        match anonymous.map(|(&id, _)| id) {
            Some(id) => self.answer(id),
            None => Answered::Unknown,
        }
    }

    /// The caller of `id` has stopped waiting.
    pub(crate) fn abandon(&mut self, id: u64) {
        if let Some(flight) = self.in_flight.get_mut(&id) {
            flight.waiter = None;
        } else {
            self.queue.retain(|command| command.id != id);
            self.urgent.retain(|command| command.id != id);
        }
    }

    /// Gives up on everything: the waiters that there are.
    pub(crate) fn drain(&mut self) -> Vec<W> {
        let queued = self.urgent.drain(..).chain(self.queue.drain(..)).map(|command| command.waiter);
        let mut waiters: Vec<W> = queued.collect();
        waiters.extend(std::mem::take(&mut self.in_flight).into_values().filter_map(|flight| flight.waiter));
        waiters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URGENT: Manner = Manner { urgent: true, with_descriptors: false, anonymous: false };
    const PLAIN: Manner = Manner { urgent: false, with_descriptors: false, anonymous: false };
    const WITH_DESCRIPTORS: Manner = Manner { urgent: false, with_descriptors: true, anonymous: false };
    const ANONYMOUS: Manner = Manner { urgent: false, with_descriptors: false, anonymous: true };

    fn schedule(manners: &[Manner]) -> Schedule<u64> {
        let mut schedule = Schedule::default();
        for (id, &manner) in (0..).zip(manners) {
            let line = Bytes::from(id.to_string());
            let parcel = Parcel { line, descriptors: Vec::new() };
            schedule.submit(Command { id, parcel, manner, waiter: id });
        }
        schedule
    }

    fn sent(schedule: &mut Schedule<u64>) -> String {
        let lines = std::iter::from_fn(|| schedule.next()).map(|parcel| parcel.line.to_vec());
        String::from_utf8(lines.collect::<Vec<_>>().join(&b' ')).unwrap()
    }

    #[test]
    fn the_window_opens_with_each_answer_and_urgent_ones_pass_it() {
        let mut schedule = schedule(&[PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, URGENT]);
        assert_eq!(sent(&mut schedule), "9 0 1 2 3 4 5 6");
        assert_eq!(schedule.answer(9), Answered::Waiting(9));
        assert_eq!(sent(&mut schedule), "");
        assert_eq!(schedule.answer(3), Answered::Waiting(3));
        assert_eq!(schedule.answer(3), Answered::Unknown);
        assert_eq!(sent(&mut schedule), "7");
    }

    #[test]
    fn an_abandoned_command_is_unsent_or_keeps_its_place() {
        let mut schedule = schedule(&[PLAIN; 9]);
        assert_eq!(sent(&mut schedule), "0 1 2 3 4 5 6");
        schedule.abandon(0);
        schedule.abandon(7);
        assert_eq!(sent(&mut schedule), "", "0 is still with QEMU");
        assert_eq!(schedule.answer(0), Answered::Abandoned);
        assert_eq!(sent(&mut schedule), "8", "7 was never sent");
        let mut waiters = schedule.drain();
        waiters.sort_unstable();
        assert_eq!(waiters, [1, 2, 3, 4, 5, 6, 8]);
    }

    #[test]
    fn some_go_one_at_a_time() {
        for manner in [WITH_DESCRIPTORS, ANONYMOUS] {
            let mut schedule = schedule(&[manner, PLAIN, manner, PLAIN]);
            assert_eq!(sent(&mut schedule), "0 1");
            assert_eq!(schedule.answer(0), Answered::Waiting(0));
            assert_eq!(sent(&mut schedule), "2 3");
        }
    }

    #[test]
    fn an_answer_without_id_belongs_to_the_anonymous_one() {
        let mut schedule = schedule(&[PLAIN, ANONYMOUS]);
        assert_eq!(sent(&mut schedule), "0 1");
        assert_eq!(schedule.answer_anonymous(), Answered::Waiting(1));
        assert_eq!(schedule.answer_anonymous(), Answered::Unknown);
    }
}
