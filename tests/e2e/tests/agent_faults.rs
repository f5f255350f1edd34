//! A guest agent that answers late, wrongly, or somebody else's question harms the call that it does so to: the next
//! one works.
//!
//! The agent is this test. It sits at the channel of a guest that a fake QEMU pretends to run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Daemon, FakeEmulator, Guest, Need, needs};

/// What the agent does with its first question besides handshakes; all others it answers as it should.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// No word about the handshake.
    Deaf,
    /// Another number than the handshake's.
    OtherId,
    /// The answer only when nobody waits for it any more.
    Late,
    /// Bytes that are no JSON.
    Rubbish,
    /// JSON that is no answer.
    NoAnswer,
    /// An error of the guest's.
    Error,
    /// It hangs up.
    Leaves,
}

/// Plays the agent at `socket` for as long as anybody talks to it.
fn play(socket: &std::path::Path, fault: Fault) {
    let _stale = std::fs::remove_file(socket);
    let listener = UnixListener::bind(socket).unwrap();
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o777)).unwrap();
    std::thread::spawn(move || {
        let mut fault = Some(fault);
        for client in listener.incoming() {
            let mut out = client.unwrap();
            for line in BufReader::new(out.try_clone().unwrap()).split(b'\n') {
                let Ok(line) = line else { break };
                let text = line.iter().position(|byte| *byte == b'{').map_or(&[][..], |at| &line[at..]);
                let Ok(request) = serde_json::from_slice::<Value>(text) else { continue };
                let answer = match (request["execute"].as_str(), fault) {
                    (Some("guest-sync-delimited"), Some(Fault::Deaf)) => {
                        fault = None;
                        continue;
                    }
                    (Some("guest-sync-delimited"), Some(Fault::OtherId)) => {
                        fault = None;
                        "\u{0}{\"return\": 4711}\n".to_owned()
                    }
                    (Some("guest-sync-delimited"), _) => {
                        format!("\u{0}{}\n", json!({"return": request["arguments"]["id"]}))
                    }
                    (_, Some(wrong)) => {
                        fault = None;
                        match wrong {
                            Fault::Late => {
                                std::thread::sleep(Duration::from_secs(2));
                                "{\"return\": \"too late\"}\n".to_owned()
                            }
                            Fault::Rubbish => "rubbish }{\n".to_owned(),
                            Fault::NoAnswer => "{\"event\": \"FOO\"}\n".to_owned(),
                            Fault::Error => {
                                "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such thing\"}}\n"
                                    .to_owned()
                            }
                            _ => break,
                        }
                    }
                    _ => "{\"return\": {\"host-name\": \"guest\"}}\n".to_owned(),
                };
                // The mark is no text.
                let bytes: Vec<u8> = answer.bytes().map(|byte| if byte == 0 { 0xff } else { byte }).collect();
                if out.write_all(&bytes).is_err() {
                    break;
                }
            }
        }
    });
}

#[test]
fn the_next_call_works() {
    needs!(Need::Virsh);
    let mut fake = FakeEmulator::qemu_5_2();
    fake.becomes(|profile| {
        let there = ["channel0", "virtio-serial0", "usb", "ide", "balloon0", "video0"];
        let there = there.map(|name| json!({"name": name, "type": "child<device>"}));
        profile["replies"]["qom-list"] = json!(there);
    });
    for (fault, expected) in [
        (Fault::Deaf, "guest agent is not available for now"),
        (Fault::OtherId, "the guest agent answered another handshake"),
        (Fault::Late, "timed out while waiting for the guest agent"),
        (Fault::Rubbish, "unexpected data from the guest agent"),
        (Fault::NoAnswer, "unexpected data from the guest agent"),
        (Fault::Error, "no such thing"),
        (Fault::Leaves, "QEMU guest agent is not connected"),
    ] {
        let mut daemon = Daemon::start();
        let socket = daemon.path("agent.sock");
        daemon.start_guest(&Guest::named("a").emulator(fake.path()).device(&format!(
            "<channel type='unix'><source mode='bind' path='{}'/>\
             <target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
            socket.display()
        )));
        // The next daemon asks who is there.
        daemon.kill();
        daemon.start_again();
        play(&socket, fault);
        let ask = || {
            daemon.virsh([
                "qemu-agent-command",
                "a",
                "{\"execute\":\"guest-get-host-name\"}",
                "--timeout",
                "1",
            ])
        };
        let begun = Instant::now();
        let why = ask().fails();
        assert!(why.contains(expected), "{fault:?}: {why}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{fault:?}: {:?}", begun.elapsed());
        assert!(daemon.state("a").starts_with("running"), "{fault:?}");
        // A second word of what was late belongs to nobody.
        let said = ask();
        let said = if said.ok() { said.succeeds() } else { ask().succeeds() };
        assert!(said.contains("\"host-name\":\"guest\""), "{fault:?}: {said}");
        daemon.virsh(["destroy", "a"]).succeeds();
    }
}
