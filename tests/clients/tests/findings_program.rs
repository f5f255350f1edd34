//! The program of findings beside libvirt's: listed in one call, followed by number, acknowledged.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::time::Duration;

use support::{
    Args, Daemon, FERROVIRT, FakeEmulator, FindingFilter, Frame, Guest, Need, RawClient, WireError,
    findings_call, needs,
};

const SOON: Duration = Duration::from_secs(5);
const APPEARED: i32 = 0;
const CLEARED: i32 = 2;
const RUNNING: i32 = 0;
const NEXT_START: i32 = 1;

/// A guest that will be deprecated and tainted: two findings.
fn old(name: &str, fake: &FakeEmulator) -> Guest {
    Guest::named(name).emulator(fake.path()).machine("pc-1.3").environment("X", "1")
}

fn plain(name: &str, fake: &FakeEmulator) -> Guest {
    Guest::named(name).emulator(fake.path()).machine("pc-i440fx-5.2")
}

fn codes(client: &mut RawClient, guest: &str) -> Vec<(i32, String)> {
    client.findings_of(guest).into_iter().map(|found| (found.when, found.code)).collect()
}

fn uuid_of(client: &mut RawClient, guest: &str) -> [u8; 16] {
    let filter = FindingFilter { guests: &[guest], ..FindingFilter::default() };
    client.findings_page(&filter, None, 1).unwrap().guests[0].uuid
}

#[test]
fn what_is_defined_is_judged_before_the_answer_and_listed_in_one_call() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    let mut client = daemon.raw().opened();
    for name in ["a", "b"] {
        daemon.define(&old(name, &fake));
    }
    daemon.define(&plain("c", &fake));
    let listed = client.findings();
    assert_eq!(listed.guests.len(), 2, "of the third nothing is found");
    assert!(!listed.more && listed.sequence >= 4);
    for guest in &listed.guests {
        let codes: Vec<_> = guest.findings.iter().map(|found| (found.when, &*found.code)).collect();
        assert_eq!(codes, [(NEXT_START, "custom-argv"), (NEXT_START, "deprecated-config.machine-type")]);
        assert_eq!((guest.id, guest.state), (-1, 5));
    }
    let machine = &listed.guests[0].findings[1];
    assert_eq!((machine.class, machine.value.as_str()), (3, "pc-1.3"));
    assert_eq!(machine.taint.as_deref(), Some("deprecated-config"));
    assert_eq!(machine.place.as_deref(), Some("/domain/os/type/@machine"));
    assert!(machine.first_seen_ms > 1_600_000_000_000 && machine.remedy.is_some());

    let all = client.findings_page(&FindingFilter::default(), None, 1).unwrap();
    assert_eq!(all.guests.len(), 3);
    let begun = client.findings_page(&FindingFilter::default(), Some(all.guests[0].uuid), 1).unwrap();
    assert_eq!(begun.guests, all.guests[1..], "a page begins behind a guest");
    daemon.virsh(["undefine", "a"]).succeeds();
    assert_eq!(client.findings().guests.len(), 1);
}

#[test]
fn filters_choose_by_guest_code_class_severity_time_and_state() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    daemon.define(&old("off", &fake));
    daemon.start_guest(&old("on", &fake));
    let mut client = daemon.raw_read_only().opened();
    let mut told = |filter: FindingFilter<'_>| -> Vec<String> {
        let listed = client.findings_page(&filter, None, 0).unwrap();
        let of = |guest: support::FoundGuest| {
            let name = guest.name;
            guest.findings.into_iter().map(move |found| format!("{name} {} {}", found.when, found.code))
        };
        let mut told: Vec<_> = listed.guests.into_iter().flat_map(of).collect();
        told.sort();
        told
    };
    let none = FindingFilter::default;
    assert_eq!(told(none()).len(), 6);
    assert_eq!(
        told(FindingFilter { guests: &["on"], codes: &["deprecated-config"], ..none() }),
        ["on 0 deprecated-config.machine-type", "on 1 deprecated-config.machine-type"]
    );
    assert_eq!(told(FindingFilter { bits: [1, 0, 0, 0], ..none() }), ["on 0 custom-argv"], "taints");
    assert_eq!(told(FindingFilter { bits: [0, 1 << 2, 0, 0], ..none() }), Vec::<String>::new(), "no danger");
    assert_eq!(told(FindingFilter { bits: [0, 0, 1 << RUNNING, 0], ..none() }).len(), 2);
    assert_eq!(told(FindingFilter { bits: [0, 0, 0, 1 << 5], ..none() }).len(), 2, "of who is off");
    assert_eq!(told(FindingFilter { guests: &["nobody"], ..none() }), Vec::<String>::new());
    daemon.virsh(["destroy", "on"]).succeeds();
}

#[test]
fn changes_are_followed_by_number_and_resumed_from_one() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.define(&plain("a", &fake));
    let mut client = daemon.raw_read_only().opened();
    let listed = client.findings();
    let everything = FindingFilter::default();
    let (ledger, from, resumed) = client.follow_findings(&everything, Some((listed.ledger, listed.sequence)));
    assert_eq!((ledger, from, resumed), (listed.ledger, listed.sequence, true));

    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"query-name\"}"]).succeeds();
    let told = client.next_findings(SOON).unwrap();
    let change = &told.changes[0];
    assert_eq!((change.step, change.guest.as_str(), change.state), (APPEARED, "a", 1));
    assert_eq!(
        (change.finding.code.as_str(), change.finding.value.as_str()),
        ("custom-monitor", "query-name")
    );
    let cause = change.finding.cause.clone().unwrap();
    assert_eq!(cause.program.as_deref(), Some("virsh"));
    assert!(cause.pid > 1 && cause.connection > 0);
    assert_eq!((told.dropped, told.ledger, change.sequence), (0, ledger, from + 1));

    daemon.virsh(["destroy", "a"]).succeeds();
    let told = client.next_findings(SOON).unwrap();
    assert_eq!((told.changes[0].step, told.changes[0].sequence), (CLEARED, from + 2));

    // Another client reads it all again, from the number that the first one began with.
    let mut late = daemon.raw().opened();
    assert!(late.follow_findings(&everything, Some((ledger, from))).2);
    let told = late.next_findings(SOON).unwrap();
    assert_eq!(told.changes.iter().map(|change| change.step).collect::<Vec<_>>(), [APPEARED, CLEARED]);
    // A filter that nothing passes is quiet.
    let danger = FindingFilter { bits: [0, 1 << 2, 0, 0], ..FindingFilter::default() };
    assert!(late.follow_findings(&danger, Some((ledger, from))).2);
    assert_eq!(late.next_findings(Duration::from_millis(300)), None);
    late.exchange(&findings_call(4, [])).unwrap();
    let again = late.exchange(&findings_call(4, [])).unwrap_err();
    assert_eq!(again.code, 55);

    // Numbers of another life of the daemon mean nothing to the next one.
    daemon.stop();
    daemon.start_again();
    let mut client = daemon.raw().opened();
    let (new, _, resumed) = client.follow_findings(&everything, Some((ledger, from)));
    assert!(!resumed && new != ledger);
}

#[test]
fn who_does_not_read_is_told_what_was_dropped_and_holds_nobody_up() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let emulator = format!("[emulators]\nx86_64 = \"{}\"\n", fake.path().display());
    let daemon = Daemon::start_with(&format!("kept_finding_changes = 8\n{emulator}"));
    let mut slow = daemon.raw().opened();
    let everything = FindingFilter::default();
    let (ledger, from, _) = slow.follow_findings(&everything, None);
    // Each definition clears one finding and brings another, so long that a few fill every buffer.
    for round in 0..20 {
        let text = round.to_string().repeat(100_000);
        let uuid = "<uuid>22222222-2222-2222-2222-222222222222</uuid>";
        daemon.define(&plain("a", &fake).with(uuid).environment("X", &text));
    }
    let mut reader = daemon.raw().opened();
    let last = reader.findings().sequence;
    assert_eq!(last, from + 39);
    assert!(!reader.follow_findings(&everything, Some((ledger, from))).2, "that is too long ago");
    let (mut dropped, mut told) = (0, 0);
    while let Some(message) = slow.next_findings(Duration::from_secs(1)) {
        dropped += message.dropped;
        told += message.changes.len() as u64;
        assert_eq!(message.changes.last().map(|change| change.sequence), Some(message.sequence));
        if message.sequence == last {
            break;
        }
    }
    assert!(dropped > 0, "{told} of 39 were told");
    assert_eq!(dropped + told, 39);
}

#[test]
fn an_acknowledgement_is_shown_kept_and_withdrawn() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.define(&old("a", &fake));
    let mut client = daemon.raw().opened();
    let uuid = uuid_of(&mut client, "a");
    let args = |code: &str, reason: &str, expires: u64| {
        let args = Args::new().domain("a", uuid, -1).text(code).none();
        let args = args.some_text("the team").text(reason);
        args.raw(&expires.to_be_bytes()).uint(0)
    };
    let far = 4_102_444_800_000;
    client.exchange(&findings_call(6, args("custom-argv", "needed for X", far))).unwrap();
    let waiver = |client: &mut RawClient| client.findings_of("a")[0].waiver.clone();
    let given = waiver(&mut client).unwrap();
    assert_eq!(
        (given.owner.as_str(), given.reason.as_str(), given.expires_ms),
        ("the team", "needed for X", far)
    );
    assert_eq!(client.findings_of("a")[1].waiver, None);

    let refused =
        |client: &mut RawClient, args: Args| client.exchange(&findings_call(6, args)).unwrap_err().code;
    assert_eq!(refused(&mut client, args("nonsense", "x", 0)), 8);
    assert_eq!(refused(&mut client, args("custom-argv", " ", 0)), 8, "a reason is wanted");
    assert_eq!(refused(&mut client, args("custom-argv", "x", 5)), 8, "it has run out before it begins");
    let mut reader = daemon.raw_read_only().opened();
    assert_eq!(
        refused(&mut reader, args("custom-argv", "x", 0)),
        29,
        "who may only read acknowledges nothing"
    );

    daemon.kill();
    daemon.start_again();
    let mut client = daemon.raw().opened();
    let of_a = support::until("the guest is judged", SOON, || {
        let of_a = client.findings_of("a");
        (!of_a.is_empty()).then_some(of_a)
    });
    assert_eq!(of_a[0].waiver.as_ref().map(|waiver| waiver.reason.as_str()), Some("needed for X"));
    let withdraw = Args::new().domain("a", uuid, -1).text("custom-argv").none().uint(0);
    client.exchange(&findings_call(7, withdraw.clone())).unwrap();
    assert_eq!(waiver(&mut client), None);
    assert_eq!(client.exchange(&findings_call(7, withdraw)).unwrap_err().code, 55);

    // One that runs out is gone by itself.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    let soon = u64::try_from(now).unwrap() + 2000;
    let mut follower = daemon.raw().opened();
    follower.follow_findings(&FindingFilter::default(), None);
    client.exchange(&findings_call(6, args("custom-argv", "for a second", soon))).unwrap();
    let mut steps = Vec::new();
    while steps.len() < 2 {
        steps.extend(follower.next_findings(SOON).unwrap().changes);
    }
    let is_waived: Vec<_> = steps.iter().map(|change| change.finding.waiver.is_some()).collect();
    assert_eq!(is_waived, [true, false]);
}

#[test]
fn causes_times_and_counts_outlive_the_daemon_and_a_damaged_file_hides_nothing() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.start_guest(&old("a", &fake));
    for _ in 0..2 {
        daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"query-name\"}"]).succeeds();
    }
    let of_run = |client: &mut RawClient| {
        let found = client.findings_of("a").into_iter();
        found.filter(|found| found.when == RUNNING).collect::<Vec<_>>()
    };
    let before = of_run(&mut daemon.raw().opened());
    assert_eq!(before.iter().map(|found| found.count).collect::<Vec<_>>(), [1, 1, 2]);
    let status = fs::read_to_string(daemon.path("run/qemu/a.xml")).unwrap();
    assert!(!status.contains("cause") && !status.contains("query-name"), "libvirt's form stays as it is");
    daemon.kill();
    daemon.start_again();
    assert_eq!(of_run(&mut daemon.raw().opened()), before);

    daemon.kill();
    let file = daemon.path("run/qemu/a.findings.json");
    fs::write(&file, "{\"format\":1,").unwrap();
    daemon.start_again();
    let after = of_run(&mut daemon.raw().opened());
    let flags = |found: &[support::Found]| {
        let mut flags: Vec<_> = found.iter().map(|found| found.taint.clone()).collect();
        flags.sort();
        flags
    };
    assert_eq!(flags(&after), flags(&before), "the flags stand by themselves");
    assert!(after.iter().all(|found| found.cause.is_none()));
    daemon.has_said("a.findings.json");
    assert!(daemon.path("run/qemu/a.findings.json.unreadable").exists());
    daemon.virsh(["destroy", "a"]).succeeds();
    assert!(!file.exists(), "what is found of a run goes with it");
    assert_eq!(codes(&mut daemon.raw().opened(), "a").len(), 2);
}

#[test]
fn strangers_to_the_program_are_answered_as_libvirt_answers() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    let version_2 = Frame { version: 2, ..findings_call(1, []) };
    let told = client.exchange(&version_2).unwrap_err();
    assert_eq!((told.code, told.domain), (39, 7));
    assert_eq!(told.message, format!("Cannot find program {FERROVIRT} version 2"));
    let unknown: WireError = client.exchange(&findings_call(99, [])).unwrap_err();
    assert_eq!((unknown.code, unknown.message.as_str()), (39, "unknown procedure: 99"));
    let told = client.exchange(&findings_call(2, [0, 0])).unwrap_err();
    assert_eq!(told.message, "Unable to decode message payload");
    let unopened = daemon.raw().authenticated().exchange(&findings_call(1, [])).unwrap_err();
    assert!(unopened.message.contains("connection not open"), "{}", unopened.message);
    let features = client.exchange(&findings_call(1, [])).unwrap();
    let mut fields = support::Fields::of(&features);
    assert_eq!(fields.uint(), 1);
    assert!(fields.text().starts_with("ferrovirt "));
}

#[test]
fn who_answers_for_a_finding_is_shown_and_keeps_it_from_being_refused() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    daemon.define(&old("a", &fake));
    let mut client = daemon.raw().opened();
    let uuid = uuid_of(&mut client, "a");
    fs::write(
        daemon.path("etc/policy.toml"),
        "[[rule]]\ncode = 'custom-*'\naction = 'refuse'\n\
         [[waiver]]\ncode = 'deprecated-config.*'\nowner = 'bob'\nreason = 'until the move'\nexpires = 2999-12-31\n",
    )
    .unwrap();
    let shown =
        support::until("the policy's waiver is shown", SOON, || client.findings_of("a")[1].waiver.clone());
    assert_eq!((shown.owner.as_str(), shown.reason.as_str(), shown.source), ("bob", "until the move", 1));
    assert!(shown.expires_ms > 32_503_000_000_000);
    assert!(daemon.virsh(["start", "a"]).fails().contains("refuses custom-argv"));

    let args = Args::new().domain("a", uuid, -1).text("custom-argv").some_text("X=1");
    let args = args.none().text("it is ours").raw(&0_u64.to_be_bytes()).uint(0);
    client.exchange(&findings_call(6, args)).unwrap();
    assert!(client.findings_of("a")[0].waiver.as_ref().is_some_and(|waiver| !waiver.owner.is_empty()));
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"stop\"}"]).fails();
    daemon.virsh(["destroy", "a"]).succeeds();
    fs::remove_file(daemon.path("etc/policy.toml")).unwrap();
    support::until("the policy's waiver is gone", SOON, || {
        client.findings_of("a")[1].waiver.is_none().then_some(())
    });
}
