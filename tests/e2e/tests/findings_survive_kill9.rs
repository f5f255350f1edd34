//! Whenever the daemon dies, it loses no finding of a guest that runs on, and invents none.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use support::{
    Args, Daemon, FakeEmulator, Fields, Found, Frame, Guest, Incoming, Need, QEMU, RawClient, WireError,
    needs, status, until,
};

const CREATE: u32 = 9;
const DESTROY: u32 = 12;
const MESSAGES: u32 = 426;
const OPERATION_INVALID: i32 = 55;
const RUNNING: i32 = 0;
const SHUT_OFF: i32 = 5;

/// Commands in one run, at most: fewer than the daemon keeps apart.
const COMMANDS: usize = 6;

/// What a client knows of a guest that it alone does something to.
#[derive(Debug)]
struct Known {
    name: String,
    uuid: [u8; 16],
    /// The run that it has seen begin, with the commands that were answered.
    run: Option<Vec<String>>,
    /// What was asked for when the daemon died.
    unanswered: Option<Act>,
    commands: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Start,
    Command(String),
    Destroy,
}

impl Known {
    fn guest(number: u8) -> Self {
        Self { name: format!("g{number}"), uuid: [number; 16], run: None, unanswered: None, commands: 0 }
    }

    fn domain(&self) -> Args {
        Args::new().domain(&self.name, self.uuid, -1)
    }

    /// Starts, sends commands, destroys, and again, until the daemon is not there any more.
    fn act(&mut self, mut client: RawClient) {
        loop {
            let act = match &self.run {
                None => Act::Start,
                Some(commands) if commands.len() < COMMANDS => {
                    self.commands += 1;
                    Act::Command(format!("x-test-{}-{}", self.name, self.commands))
                }
                Some(_) => Act::Destroy,
            };
            let call = match &act {
                Act::Start => Frame::call(CREATE, 5, self.domain()),
                Act::Destroy => Frame::call(DESTROY, 5, self.domain()),
                Act::Command(command) => {
                    let line = format!("{{\"execute\":\"{command}\"}}");
                    let args = self.domain().text(&line).uint(0);
                    Frame { program: QEMU, ..Frame::call(1, 5, args) }
                }
            };
            self.unanswered = Some(act.clone());
            let Some(outcome) = answer(&mut client, &call) else { return };
            self.unanswered = None;
            let code = outcome.as_ref().map_or_else(|why| why.code, |()| 0);
            match (act, &mut self.run) {
                (Act::Start, run) => {
                    assert_eq!(outcome, Ok(()), "{} does not start", self.name);
                    *run = Some(Vec::new());
                }
                // QEMU says that it has no such command, but it was asked.
                (Act::Command(command), Some(commands)) if code == 0 => commands.push(command),
                // The monitor was not there yet.
                (Act::Command(_), _) => std::thread::sleep(Duration::from_millis(5)),
                (Act::Destroy, run) => {
                    assert!(code == 0 || code == OPERATION_INVALID, "{} stays: {outcome:?}", self.name);
                    *run = None;
                }
            }
        }
    }

    /// Compares with what the next daemon says, and takes that for what is known.
    fn compare(&mut self, client: &mut RawClient) {
        // What was about to be destroyed may be found running, and end a moment later.
        let (found, messages, runs) = until("a picture without changes", Duration::from_secs(5), || {
            let before = self.state(client);
            let found: Vec<Found> =
                client.findings_of(&self.name).into_iter().filter(|found| found.when == RUNNING).collect();
            let messages = self.messages(client);
            (before == self.state(client)).then_some((found, messages, before != SHUT_OFF))
        });
        let unanswered = self.unanswered.take();
        let known = self.run.take();
        let story = format!("{}: {known:?}, {unanswered:?}, now {runs}: {found:#?}", self.name);
        if !runs {
            assert!(found.is_empty(), "of a guest that is off: {story}");
            let may_be_off = known.is_none() || unanswered == Some(Act::Destroy);
            assert!(may_be_off, "it was not to end: {story}");
            return;
        }
        let commands = known.unwrap_or_default();
        let has_begun = !commands.is_empty() || !matches!(unanswered, None | Some(Act::Start));
        let of = |code: &str| -> Vec<&Found> { found.iter().filter(|found| found.code == code).collect() };
        assert_eq!(of("custom-argv").len(), 1, "what it was started with: {story}");
        let sent = of("custom-monitor");
        for command in &commands {
            assert!(sent.iter().any(|found| found.value == *command), "{command} is lost: {story}");
        }
        for found in &sent {
            let asked = Some(Act::Command(found.value.clone())) == unanswered;
            assert!(asked || commands.contains(&found.value), "{} is invented: {story}", found.value);
            let cause = found.cause.as_ref().unwrap_or_else(|| panic!("nobody did it: {story}"));
            assert_eq!(cause.pid.cast_unsigned(), std::process::id(), "{story}");
            assert!(found.count == 1 && found.first_seen_ms > 0, "{story}");
        }
        assert!(has_begun || sent.is_empty(), "{story}");
        assert_eq!(found.len(), 1 + sent.len(), "{story}");
        let mut expected = vec!["tainted: custom configuration parameters specified"];
        expected.extend((!sent.is_empty()).then_some("tainted: custom monitor control commands issued"));
        assert_eq!(messages, expected, "{story}");
        self.run = Some(sent.iter().map(|found| found.value.clone()).collect());
    }

    fn state(&self, client: &mut RawClient) -> i32 {
        Fields::of(&client.call(212, self.domain().uint(0)).unwrap()).int()
    }

    fn messages(&self, client: &mut RawClient) -> Vec<String> {
        let payload = client.call(MESSAGES, self.domain().uint(2)).unwrap();
        let mut fields = Fields::of(&payload);
        let count = fields.uint();
        (0..count).map(|_| fields.text()).collect()
    }
}

/// The answer; `None` when the daemon went before it came.
fn answer(client: &mut RawClient, call: &Frame) -> Option<Result<(), WireError>> {
    client.send_bytes(&call.bytes()).ok()?;
    match client.receive() {
        Incoming::Frame(frame) if frame.status == status::OK => Some(Ok(())),
        Incoming::Frame(frame) => Some(Err(WireError::of(&frame.payload))),
        Incoming::Closed => None,
        Incoming::Silence => panic!("no answer to procedure {}", call.procedure),
    }
}

/// A connection to the daemon that has just begun. A child that the former one was about to start may hold its socket
/// for a moment longer.
fn open(daemon: &Daemon) -> RawClient {
    until("the daemon answers", Duration::from_secs(10), || {
        let mut client = RawClient::try_connect(&daemon.socket()).ok()?;
        answer(&mut client, &Frame::call(66, 1, [])).map(|_| client.opened())
    })
}

/// Numbers that nobody has chosen (xorshift); the first is told when the test fails.
struct Chance(u64);

impl Chance {
    fn now() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Self(u64::from(now.subsec_nanos()) << 20 | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        for shift in [13, -7, 17] {
            self.0 ^= if shift > 0 { self.0 << shift } else { self.0 >> -shift };
        }
        self.0 % limit
    }
}

/// Kills the daemon at so many moments, each within `window` of its beginning.
fn die_often(mut daemon: Daemon, guests: &[Guest], points: u32, window: Duration) {
    for guest in guests {
        daemon.define(guest);
    }
    let mut known: Vec<Known> = (1..).take(guests.len()).map(Known::guest).collect();
    let mut chance = Chance::now();
    let begun = chance.0;
    let (mut found_running, mut in_flight) = (0, 0);
    for _ in 0..points {
        let moment = Duration::from_micros(chance.below(u64::try_from(window.as_micros()).unwrap()));
        std::thread::scope(|scope| {
            let clients: Vec<_> = known.iter().map(|_| open(&daemon)).collect();
            let actors =
                known.iter_mut().zip(clients).map(|(known, client)| scope.spawn(|| known.act(client)));
            let actors: Vec<_> = actors.collect();
            std::thread::sleep(moment);
            daemon.kill();
            actors.into_iter().for_each(|actor| actor.join().unwrap());
        });
        daemon.start_again();
        let mut client = open(&daemon);
        for known in &mut known {
            in_flight += usize::from(known.unanswered.is_some());
            known.compare(&mut client);
            found_running += usize::from(known.run.is_some());
        }
    }
    let seen =
        format!("{found_running} found running, {in_flight} acts in flight (chance began with {begun})");
    assert!(found_running > 0 && in_flight > 0, "nothing was seen that could have gone wrong: {seen}");
}

fn guests(count: u8, emulator: Option<&Path>) -> Vec<Guest> {
    let guest = |number: u8| {
        let hex = format!("{number:02x}");
        let uuid = [4, 2, 2, 2, 6].map(|count| hex.repeat(count)).join("-");
        let guest =
            Guest::named(&format!("g{number}")).with(&format!("<uuid>{uuid}</uuid>")).environment("X", "1");
        match emulator {
            Some(emulator) => guest.emulator(emulator).machine("pc-i440fx-5.2"),
            None => guest,
        }
    };
    (1..=count).map(guest).collect()
}

#[test]
fn at_a_hundred_moments() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let guests = guests(4, Some(&fake.path()));
    die_often(Daemon::start_with_fake(&fake), &guests, 100, Duration::from_millis(300));
}

#[test]
fn at_some_moments_of_a_real_qemu() {
    needs!(Need::Virsh, Need::Qemu);
    die_often(Daemon::start(), &guests(2, None), 8, Duration::from_millis(1500));
}
