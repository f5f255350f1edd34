//! What becomes of a page when its guest, its record, or what is expected of it changes.

use std::sync::Arc;

use errors::Code;
use findings::{Finding, Record, When, rules};
use model::{Domain, Uuid};
use vm::{Definition, RunningReason, State, View};

use super::pages::Ledger;
use super::waivers::MOST_OF_A_GUEST;
use super::{Step, Waiver, WaiverScope, WaiverSource};

const GUEST: Uuid = Uuid::from_bytes([1; 16]);

struct Story {
    ledger: Ledger,
    view: View,
    known: u64,
    directory: tempfile::TempDir,
}

impl Story {
    /// A stored guest that is off.
    fn begin() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let ledger = Ledger::new(directory.path().join("a.json"), 100).unwrap();
        let domain = Domain::parse(
            "<domain type='qemu'><name>a</name><memory>1024</memory>\
             <os><type arch='x86_64' machine='q35'>hvm</type></os></domain>",
        );
        let view = View { persistent: true, ..View::shut_off(GUEST, domain.unwrap()) };
        ledger.open(&view);
        Self { ledger, view, known: 0, directory }
    }

    fn foresee(&self, findings: &[Finding]) {
        let definition = self.view.stored.as_ref().unwrap();
        let findings = findings.iter().map(|finding| finding.clone().forecast(When::NextStart)).collect();
        self.ledger.foresee(&self.view, definition, findings);
    }

    fn run(&mut self, record: Record) {
        self.view.id = 1;
        self.view.state = State::Running(RunningReason::Booted);
        self.view.record = Arc::new(record);
        self.ledger.follow(&self.view);
    }

    /// What has changed since it was asked last.
    fn told(&mut self) -> Vec<(Step, String, When)> {
        let told = self.ledger.changes_after(self.known, 100);
        self.known = told.sequence;
        let line = |change: &Arc<super::Change>| {
            let finding = &change.standing.finding;
            (change.step, finding.subject.value.clone(), finding.when.clone())
        };
        told.changes.iter().map(line).collect()
    }

    fn waiver_of_first(&self) -> Option<Arc<Waiver>> {
        self.ledger.findings().guests[0].findings[0].waiver.clone()
    }
}

fn record(commands: &[&str]) -> Record {
    let mut record = Record::default();
    for command in commands {
        record.note(rules::custom_monitor(command, None).seen_at(5));
    }
    record
}

fn waiver(value: Option<&str>, expires_ms: u64) -> Waiver {
    let scope = WaiverScope { code: "custom-monitor".into(), value: value.map(str::to_owned) };
    Waiver {
        scope,
        owner: "o".into(),
        reason: "r".into(),
        given_ms: 1,
        expires_ms,
        source: WaiverSource::Acknowledgement,
    }
}

#[test]
fn only_differences_are_told_each_under_the_next_number() {
    let mut story = Story::begin();
    let (machine, cpu) = (rules::deprecated_machine("m", "QEMU"), rules::deprecated_cpu("c", "QEMU"));
    story.foresee(std::slice::from_ref(&machine));
    assert_eq!(story.told(), [(Step::Appeared, "m".into(), When::NextStart)]);
    let since = story.ledger.findings().guests[0].findings[0].finding.first_seen_ms;
    assert!(since > 0, "what is expected is stamped when it appears");
    story.foresee(std::slice::from_ref(&machine));
    assert_eq!(story.told(), []);
    story.foresee(&[rules::deprecated_machine("m", "another QEMU"), cpu]);
    assert_eq!(
        story.told(),
        [(Step::Changed, "m".into(), When::NextStart), (Step::Appeared, "c".into(), When::NextStart)]
    );
    assert_eq!(story.ledger.findings().guests[0].findings[0].finding.first_seen_ms, since);
    story.run(record(&["stop"]));
    assert_eq!(story.told(), [(Step::Appeared, "stop".into(), When::Running)]);
    // Another state is none of the ledger's business, but the page shows it.
    story.view.state = State::Paused(vm::PausedReason::User);
    story.ledger.follow(&story.view);
    assert_eq!(story.told(), []);
    assert_eq!(story.ledger.findings().guests[0].state, story.view.state);
    story.ledger.close(&GUEST);
    assert_eq!(story.told().iter().filter(|told| told.0 == Step::Cleared).count(), 3);
    assert!(story.ledger.findings().guests.is_empty());
}

#[test]
fn what_is_only_counted_is_told_when_it_has_doubled() {
    let mut story = Story::begin();
    story.run(record(&["stop"]));
    story.told();
    let told: Vec<_> = (2..=9)
        .map(|count| {
            story.run(record(&vec!["stop"; count]));
            let now = &story.ledger.findings().guests[0].findings[0];
            assert_eq!(now.finding.count, count as u64, "whoever asks gets the number as it is");
            story.told().len()
        })
        .collect();
    assert_eq!(told, [1, 0, 1, 0, 0, 0, 1, 0]);
}

#[test]
fn a_judgement_of_what_is_not_stored_any_more_counts_no_more() {
    let mut story = Story::begin();
    let former = story.view.stored.clone().unwrap();
    story.view.stored = Some(Definition::new(former.domain().clone()));
    story.ledger.follow(&story.view);
    let finding = rules::deprecated_machine("m", "QEMU").forecast(When::NextStart);
    story.ledger.foresee(&story.view, &former, vec![finding]);
    assert_eq!(story.told(), []);
    assert_eq!(story.ledger.take_unjudged(), [GUEST]);
    // Undefined while it runs: there is no next time.
    story.foresee(&[rules::deprecated_machine("m", "QEMU")]);
    story.run(Record::default());
    story.view.persistent = false;
    story.ledger.follow(&story.view);
    assert_eq!(
        story.told(),
        [(Step::Appeared, "m".into(), When::NextStart), (Step::Cleared, "m".into(), When::NextStart)]
    );
}

#[test]
fn what_is_found_of_a_run_from_outside_goes_with_it() {
    let mut story = Story::begin();
    story.run(Record::default());
    story.ledger.find_of_run(&GUEST, 1, rules::custom_monitor("as if", None));
    assert_eq!(story.told().len(), 1);
    story.view.id = 2;
    story.ledger.follow(&story.view);
    assert_eq!(story.told()[0].0, Step::Cleared);
}

#[test]
fn the_narrowest_waiver_counts_and_outlives_the_daemon() {
    let mut story = Story::begin();
    story.run(record(&["stop", "cont"]));
    story.told();
    assert_eq!(story.ledger.waive(&GUEST, &waiver(None, 0)).unwrap().1, 2);
    assert_eq!(story.told().len(), 2);
    let narrow = Waiver { reason: "narrow".into(), ..waiver(Some("stop"), 0) };
    assert_eq!(story.ledger.waive(&GUEST, &narrow).unwrap().1, 1);
    assert_eq!(story.waiver_of_first().unwrap().reason, "narrow");
    let again = Ledger::new(story.directory.path().join("a.json"), 100).unwrap();
    again.load();
    again.open(&story.view);
    assert_eq!(again.findings().guests[0].findings, story.ledger.findings().guests[0].findings);
    story.ledger.withdraw(&GUEST, &narrow.scope).unwrap();
    assert_eq!(story.waiver_of_first().unwrap().reason, "r");
    assert_eq!(story.ledger.withdraw(&GUEST, &narrow.scope).unwrap_err().code, Code::OperationInvalid);
    story.ledger.close(&GUEST);
    again.load();
    assert!(again.withdraw(&GUEST, &waiver(None, 0).scope).is_err(), "it went with the guest");
}

#[test]
fn what_has_run_out_is_gone_and_there_is_an_end_to_waivers() {
    let mut story = Story::begin();
    story.run(record(&["stop"]));
    story.ledger.waive(&GUEST, &waiver(None, 2)).unwrap();
    story.told();
    assert_eq!(story.waiver_of_first(), None);
    for number in 0..MOST_OF_A_GUEST {
        story.ledger.waive(&GUEST, &waiver(Some(&number.to_string()), 0)).unwrap();
    }
    assert_eq!(story.ledger.waive(&GUEST, &waiver(Some("more"), 0)).unwrap_err().code, Code::OperationFailed);
}

#[test]
fn a_file_that_makes_no_sense_is_kept_aside() {
    let story = Story::begin();
    let file = story.directory.path().join("a.json");
    for content in ["{", "{\"format\":2,\"acknowledgements\":[]}", "{\"format\":1,\"acknowledgements\":[{}]}"]
    {
        std::fs::write(&file, content).unwrap();
        story.ledger.load();
        assert!(!file.exists());
    }
    assert!(story.directory.path().join("a.json.unreadable-2").exists());
}
