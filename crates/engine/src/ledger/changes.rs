//! The latest changes, each under a number, for those who follow them.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::mpsc;
use vm::{State, Subject};

use super::Standing;

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It was not there before.
    Appeared,
    /// It is there still, and something about it is different.
    Changed,
    /// It is not there any more.
    Cleared,
}

/// One change of the ledger.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its number: one more than that of the change before.
    pub sequence: u64,
    /// When, in ms since the Unix epoch.
    pub time_ms: u64,
    /// What became of the finding.
    pub step: Step,
    /// Whose finding, as it was then.
    pub guest: Subject,
    /// What the guest was doing then.
    pub state: State,
    /// The finding: as it is, or as it was when it is cleared.
    pub standing: Arc<Standing>,
}

/// What somebody is told who knows the ledger up to a number.
#[derive(Debug, Default)]
pub struct Told {
    /// How many changes came next that nobody keeps any more.
    pub dropped: u64,
    /// Those after them, oldest first.
    pub changes: Vec<Arc<Change>>,
    /// The number up to which everything is known now.
    pub sequence: u64,
    /// There are more.
    pub more: bool,
}

/// The numbered changes, and who wants to know of them.
#[derive(Debug)]
pub(super) struct Changes {
    /// How many are kept for those who come later, or are slow.
    most: usize,
    last: u64,
    kept: VecDeque<Arc<Change>>,
    /// One for everybody who follows. A bell that rings already need not be rung.
    bells: Vec<mpsc::Sender<()>>,
}

impl Changes {
    pub(super) fn keeping(most: usize) -> Self {
        Self { most: most.max(1), last: 0, kept: VecDeque::new(), bells: Vec::new() }
    }

    /// How many are kept.
    pub(super) const fn most(&self) -> usize {
        self.most
    }

    /// The number of the latest change.
    pub(super) const fn last(&self) -> u64 {
        self.last
    }

    pub(super) fn add(
        &mut self,
        step: Step,
        time_ms: u64,
        guest: Subject,
        state: State,
        standing: Arc<Standing>,
    ) {
        self.last += 1;
        if self.kept.len() == self.most {
            self.kept.pop_front();
        }
        let sequence = self.last;
        self.kept.push_back(Arc::new(Change { sequence, time_ms, step, guest, state, standing }));
    }

    /// Whether all changes after this one are still kept.
    pub(super) fn reaches_back_to(&self, sequence: u64) -> bool {
        let first = self.last - self.kept.len() as u64;
        (first..=self.last).contains(&sequence)
    }

    /// At most `most` changes after a number. A number that has not been given yet counts as the last one.
    pub(super) fn after(&self, sequence: u64, most: usize) -> Told {
        let first = self.last - self.kept.len() as u64;
        let from = sequence.clamp(first, self.last);
        let skipped = usize::try_from(from - first).unwrap_or(usize::MAX);
        let changes: Vec<_> = self.kept.iter().skip(skipped).take(most).cloned().collect();
        let sequence_now = changes.last().map_or(from, |change| change.sequence);
        Told {
            dropped: first.saturating_sub(sequence),
            more: sequence_now < self.last,
            sequence: sequence_now,
            changes,
        }
    }

    /// A bell that rings when there is something new. Dropping it is enough to be left alone.
    pub(super) fn bell(&mut self) -> mpsc::Receiver<()> {
        let (bell, ears) = mpsc::channel(1);
        self.bells.push(bell);
        ears
    }

    /// Rings for everybody; waits for nobody.
    pub(super) fn ring(&mut self) {
        self.bells.retain(|bell| !matches!(bell.try_send(()), Err(mpsc::error::TrySendError::Closed(()))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::rules;
    use model::Uuid;
    use vm::ShutOffReason;

    fn changes(most: usize, count: usize) -> Changes {
        let mut changes = Changes::keeping(most);
        for _ in 0..count {
            let guest = Subject { name: "a".into(), uuid: Uuid::from_bytes([1; 16]), id: -1 };
            let standing = Standing { finding: rules::custom_monitor("stop", None), waiver: None };
            let state = State::ShutOff(ShutOffReason::Unknown);
            changes.add(Step::Appeared, 0, guest, state, Arc::new(standing));
        }
        changes
    }

    #[test]
    fn who_comes_late_is_told_what_is_kept_and_how_much_is_not() {
        let changes = changes(3, 10);
        for (known, most, dropped, told, more) in [
            (0, 9, 7, &[8, 9, 10][..], false),
            (6, 9, 1, &[8, 9, 10], false),
            (7, 9, 0, &[8, 9, 10], false),
            (7, 2, 0, &[8, 9], true),
            (9, 9, 0, &[10], false),
            (10, 9, 0, &[], false),
            (u64::MAX, 9, 0, &[], false),
        ] {
            let answer = changes.after(known, most);
            let sequences: Vec<_> = answer.changes.iter().map(|change| change.sequence).collect();
            assert_eq!((answer.dropped, &*sequences, answer.more), (dropped, told, more), "after {known}");
            assert_eq!(answer.sequence, told.last().copied().unwrap_or(10), "after {known}");
            assert_eq!(changes.reaches_back_to(known), dropped == 0 && known <= 10, "after {known}");
        }
    }

    #[test]
    fn a_bell_that_nobody_hears_holds_nobody_up_and_one_that_is_gone_is_forgotten() {
        let mut changes = changes(3, 0);
        let (mut heard, unheard) = (changes.bell(), changes.bell());
        changes.ring();
        changes.ring();
        assert_eq!((heard.try_recv().is_ok(), heard.try_recv().is_ok()), (true, false));
        drop(unheard);
        changes.ring();
        assert_eq!(changes.bells.len(), 1);
    }
}
