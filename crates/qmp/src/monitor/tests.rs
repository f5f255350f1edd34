//! A monitor against a QEMU played by hand.

use super::*;
use crate::replay::{Peer, play};
use crate::transcript;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;

const SOON: Duration = Duration::from_secs(20);
const BRIEFLY: Duration = Duration::from_millis(30);

async fn connected_with(options: MonitorOptions) -> (Monitor, Events, Peer) {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let mut peer = Peer::new(theirs);
    let (connected, greeted) = tokio::join!(Monitor::connect(ours, options), peer.greet());
    assert_eq!(greeted.unwrap(), json!({"enable": ["oob"]}));
    let (monitor, events) = connected.unwrap();
    (monitor, events, peer)
}

async fn connected() -> (Monitor, Events, Peer) {
    connected_with(MonitorOptions::default()).await
}

/// Gives a command on a task of its own.
fn begin(monitor: &Monitor, command: &'static str) -> tokio::task::JoinHandle<Result<Value, QmpError>> {
    let monitor = monitor.clone();
    tokio::spawn(async move { monitor.execute(command, Value::Null, SOON).await })
}

#[tokio::test]
async fn greeting_and_one_command() {
    let (monitor, _events, mut peer) = connected().await;
    assert_eq!(monitor.greeting().version.major, 10);
    assert_eq!(monitor.greeting().package, "peer");
    assert!(monitor.out_of_band());
    let asking = monitor.execute("query-x", json!({"a": 1}), SOON);
    let playing = async {
        let command = peer.hear().await.unwrap();
        assert_eq!(command, json!({"execute": "query-x", "arguments": {"a": 1}, "id": "libvirt-2"}));
        peer.reply(&command, json!(["x"])).await.unwrap();
    };
    assert_eq!(tokio::join!(asking, playing).0, Ok(json!(["x"])));
}

#[tokio::test]
async fn out_of_band_only_where_offered_and_wanted() {
    for (capabilities, wanted) in [(json!([]), true), (json!(["oob"]), false), (json!(["later"]), true)] {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let mut peer = Peer::new(theirs);
        let options = MonitorOptions { out_of_band: wanted, ..MonitorOptions::default() };
        let playing = async {
            let version = json!({"qemu": {"micro": 0, "minor": 2, "major": 5}, "package": ""});
            peer.say(&json!({"QMP": {"version": version, "capabilities": capabilities}})).await.unwrap();
            let command = peer.hear().await.unwrap();
            assert_eq!(command, json!({"execute": "qmp_capabilities", "id": "libvirt-1"}));
            peer.reply(&command, json!({})).await.unwrap();
        };
        let (connected, ()) = tokio::join!(Monitor::connect(ours, options), playing);
        assert!(!connected.unwrap().0.out_of_band());
    }
}

#[tokio::test]
async fn what_is_no_qemu() {
    for (line, reason) in [
        ("SSH-2.0-x\r\n", "not JSON"),
        ("{\"hello\":1}\n", "neither a reply nor an event"),
        ("{\"QMP\":{}}\n", "a greeting without version"),
        ("", "closed"),
    ] {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let mut peer = Peer::new(theirs);
        peer.say_bytes(line.as_bytes()).await.unwrap();
        if line.is_empty() {
            drop(peer);
        }
        let error = Monitor::connect(ours, MonitorOptions::default()).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{line:?}: {error}");
    }
    let (ours, _silent) = UnixStream::pair().unwrap();
    let options = MonitorOptions { greeting_deadline: BRIEFLY, ..MonitorOptions::default() };
    assert_eq!(Monitor::connect(ours, options).await.unwrap_err(), QmpError::Deadline);
}

#[tokio::test]
async fn errors_are_typed() {
    let (monitor, _events, mut peer) = connected().await;
    let asked = begin(&monitor, "x");
    let command = peer.hear().await.unwrap();
    peer.refuse(&command, "DeviceNotFound", "no such device").await.unwrap();
    let error = QmpError::Command { class: "DeviceNotFound".into(), desc: "no such device".into() };
    assert_eq!(asked.await.unwrap(), Err(error));
}

#[tokio::test]
async fn answers_find_their_callers_in_any_order() {
    let (monitor, _events, mut peer) = connected().await;
    let asked: Vec<_> = ["a", "b", "c", "d", "e"].map(|name| (name, begin(&monitor, name))).into();
    let mut commands = Vec::new();
    for _ in 0..asked.len() {
        commands.push(peer.hear().await.unwrap());
    }
    for command in commands.iter().rev() {
        peer.reply(command, command["execute"].clone()).await.unwrap();
    }
    for (name, asked) in asked {
        assert_eq!(asked.await.unwrap(), Ok(json!(name)));
    }
}

#[tokio::test]
async fn more_callers_than_qemu_takes_at_once() {
    let (monitor, _events, mut peer) = connected().await;
    let asked: Vec<_> = (0..600).map(|_| begin(&monitor, "x")).collect();
    for _ in 0..600 {
        let command = peer.hear().await.unwrap();
        peer.reply(&command, json!(1)).await.unwrap();
    }
    for asked in asked {
        assert_eq!(asked.await.unwrap(), Ok(json!(1)));
    }
}

#[tokio::test]
async fn out_of_band_commands_overtake() {
    let (monitor, _events, mut peer) = connected().await;
    let asked: Vec<_> = (0..20).map(|_| begin(&monitor, "slow")).collect();
    for _ in 0..7 {
        assert_eq!(peer.hear().await.unwrap()["execute"], "slow");
    }
    let urgent = monitor.execute_oob("yank", json!({"instances": []}), SOON);
    let playing = async {
        let command = peer.hear().await.unwrap();
        assert_eq!(command["exec-oob"], "yank");
        assert!(command.get("execute").is_none());
        peer.reply(&command, json!({})).await.unwrap();
    };
    assert_eq!(tokio::join!(urgent, playing).0, Ok(json!({})));
    drop(asked);
}

#[tokio::test]
async fn events_before_a_reply_are_there_before_it() {
    let (monitor, mut events, mut peer) = connected().await;
    for round in 0..200 {
        let asked = begin(&monitor, "system_powerdown");
        let command = peer.hear().await.unwrap();
        peer.event("POWERDOWN", json!({"round": round})).await.unwrap();
        peer.event("NEVER_HEARD_OF", json!({})).await.unwrap();
        peer.reply(&command, json!({})).await.unwrap();
        asked.await.unwrap().unwrap();
        let event = events.try_recv().expect("the event is late");
        assert_eq!((event.name.as_str(), &event.data), ("POWERDOWN", &json!({"round": round})));
        assert_eq!((event.seconds, event.microseconds), (1_700_000_000, 0));
        assert_eq!(events.try_recv().expect("the event is late").name, "NEVER_HEARD_OF");
        assert_eq!(events.try_recv(), None);
    }
}

#[tokio::test]
async fn events_that_nobody_reads_do_not_hold_up_replies() {
    let options = MonitorOptions { max_events: 10, ..MonitorOptions::default() };
    let (monitor, mut events, mut peer) = connected_with(options).await;
    let asked = begin(&monitor, "x");
    let command = peer.hear().await.unwrap();
    for number in 0..5000 {
        peer.event("E", json!(number)).await.unwrap();
    }
    peer.reply(&command, json!(1)).await.unwrap();
    assert_eq!(asked.await.unwrap(), Ok(json!(1)));
    assert_eq!(events.take_lost(), 4990);
    let kept: Vec<Value> = std::iter::from_fn(|| events.try_recv()).map(|event| event.data).collect();
    assert_eq!(kept, (0..10).map(Value::from).collect::<Vec<_>>());
    peer.event("LATER", json!({})).await.unwrap();
    assert_eq!(events.recv().await.unwrap().name, "LATER");
}

#[tokio::test]
async fn late_answers_are_passed_over() {
    let (monitor, _events, mut peer) = connected().await;
    assert_eq!(monitor.execute("slow", Value::Null, BRIEFLY).await, Err(QmpError::Deadline));
    let late = peer.hear().await.unwrap();
    let asked = begin(&monitor, "next");
    let next = peer.hear().await.unwrap();
    peer.reply(&late, json!("late")).await.unwrap();
    peer.reply(&late, json!("twice")).await.unwrap();
    peer.reply(&json!({"id": "of nobody"}), json!("?")).await.unwrap();
    peer.reply(&json!({"id": 7}), json!("?")).await.unwrap();
    peer.say(&json!({"return": "without id"})).await.unwrap();
    peer.reply(&next, json!("right")).await.unwrap();
    assert_eq!(asked.await.unwrap(), Ok(json!("right")));
}

#[tokio::test]
async fn a_frozen_qemu_is_not_flooded_and_forgotten_commands_never_reach_it() {
    let (monitor, _events, mut peer) = connected().await;
    let asked: Vec<_> = (0..50)
        .map(|_| {
            let monitor = monitor.clone();
            tokio::spawn(async move { monitor.execute("stats", Value::Null, BRIEFLY).await })
        })
        .collect();
    for asked in asked {
        assert_eq!(asked.await.unwrap(), Err(QmpError::Deadline));
    }
    let thawed = begin(&monitor, "thawed");
    let mut heard = Vec::new();
    for _ in 0..8 {
        let command = peer.hear().await.unwrap();
        peer.reply(&command, json!({})).await.unwrap();
        heard.push(command["execute"].as_str().unwrap().to_owned());
    }
    assert_eq!(heard, ["stats", "stats", "stats", "stats", "stats", "stats", "stats", "thawed"]);
    assert_eq!(thawed.await.unwrap(), Ok(json!({})));
}

#[tokio::test]
async fn a_peer_that_does_not_read_delays_no_deadline() {
    let (monitor, _events, _peer) = connected().await;
    let large = json!({"data": "x".repeat(4 << 20)});
    assert_eq!(monitor.execute("write", large, BRIEFLY).await, Err(QmpError::Deadline));
    assert_eq!(monitor.execute("next", Value::Null, BRIEFLY).await, Err(QmpError::Deadline));
    assert_eq!(monitor.execute_oob("next", Value::Null, BRIEFLY).await, Err(QmpError::Deadline));
}

#[tokio::test]
async fn descriptors_go_along() {
    let (monitor, _events, mut peer) = connected().await;
    let (mut reader, writer) = std::io::pipe().unwrap();
    let descriptors = vec![OwnedFd::from(writer)];
    let asking = monitor.execute_with_fd("getfd", json!({"fdname": "x"}), descriptors, SOON);
    let playing = async {
        let command = peer.hear().await.unwrap();
        let [descriptor] = peer.take_descriptors().try_into().unwrap();
        std::fs::File::from(descriptor).write_all(b"through").unwrap();
        peer.reply(&command, json!({})).await.unwrap();
    };
    assert_eq!(tokio::join!(asking, playing).0, Ok(json!({})));
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "through", "or somebody still has the writing end");

    let many = (0..17).map(|_| std::io::pipe().unwrap().0.into()).collect();
    assert!(matches!(
        monitor.execute_with_fd("x", Value::Null, many, SOON).await,
        Err(QmpError::Protocol(_))
    ));
}

/// Two commands with descriptors at once: the second waits until QEMU has taken the first's.
#[tokio::test]
async fn descriptors_go_one_command_at_a_time() {
    let (monitor, _events, mut peer) = connected().await;
    let asked: Vec<_> = (0..2)
        .map(|_| {
            let monitor = monitor.clone();
            let descriptors = vec![std::io::pipe().unwrap().0.into()];
            tokio::spawn(
                async move { monitor.execute_with_fd("getfd", Value::Null, descriptors, SOON).await },
            )
        })
        .collect();
    for _ in 0..2 {
        let command = peer.hear().await.unwrap();
        assert_eq!(peer.take_descriptors().len(), 1);
        assert!(tokio::time::timeout(BRIEFLY, peer.hear()).await.is_err(), "the second came too early");
        peer.reply(&command, json!({})).await.unwrap();
    }
    for asked in asked {
        assert_eq!(asked.await.unwrap(), Ok(json!({})));
    }
}

#[tokio::test]
async fn raw_commands() {
    for (text, heard, reply, shown) in [
        (
            r#"{"execute":"query-status"}"#,
            json!({"execute": "query-status", "id": "libvirt-2"}),
            r#"{"return": {"running": true}, "id": "libvirt-2"}"#,
            r#"{"return":{"running":true},"id":"libvirt-2"}"#,
        ),
        (
            r#"{"execute":"nope"}"#,
            json!({"execute": "nope", "id": "libvirt-2"}),
            r#"{"id": "libvirt-2", "error": {"class": "CommandNotFound", "desc": "no"}}"#,
            r#"{"id":"libvirt-2","error":{"class":"CommandNotFound","desc":"no"}}"#,
        ),
        (
            r#"{"exec-oob":"x","id":[1]}"#,
            json!({"exec-oob": "x", "id": "libvirt-2"}),
            r#"{"return": {}, "id": "libvirt-2"}"#,
            r#"{"return":{},"id":[1]}"#,
        ),
        (
            "[1]",
            json!([1]),
            r#"{"error": {"class": "GenericError", "desc": "an object"}}"#,
            r#"{"error":{"class":"GenericError","desc":"an object"}}"#,
        ),
    ] {
        let (monitor, _events, mut peer) = connected().await;
        let asking = monitor.execute_raw(text, Vec::new(), SOON);
        let playing = async {
            assert_eq!(peer.hear().await.unwrap(), heard);
            peer.say_bytes(format!("{reply}\r\n").as_bytes()).await.unwrap();
        };
        assert_eq!(tokio::join!(asking, playing).0.as_deref(), Ok(shown), "{text}");
    }
    let (monitor, _events, mut peer) = connected().await;
    assert_eq!(monitor.execute_raw("{", Vec::new(), SOON).await, Err(QmpError::Malformed("continue")));
    assert_eq!(
        monitor.execute_raw(r#"{"execute":"x","id":1}"#, Vec::new(), SOON).await,
        Err(QmpError::IdTaken)
    );
    assert_eq!(monitor.execute_raw(r#"{"execute":"x"}"#, Vec::new(), BRIEFLY).await, Err(QmpError::Deadline));
    assert_eq!(peer.hear().await.unwrap()["execute"], "x", "a refused one was sent");
}

#[tokio::test]
async fn the_end_reaches_everybody() {
    let (monitor, mut events, mut peer) = connected().await;
    let asked = [begin(&monitor, "a"), begin(&monitor, "b")];
    peer.hear().await.unwrap();
    peer.event("SHUTDOWN", json!({})).await.unwrap();
    drop(peer);
    for asked in asked {
        assert_eq!(asked.await.unwrap(), Err(QmpError::Closed));
    }
    assert_eq!(monitor.closed().await, QmpError::Closed);
    assert!(monitor.is_closed());
    assert_eq!(monitor.execute("c", Value::Null, SOON).await, Err(QmpError::Closed));
    assert_eq!(events.recv().await.unwrap().name, "SHUTDOWN");
    assert_eq!(events.recv().await, None);
}

#[tokio::test]
async fn garbage_ends_the_connection_and_says_so() {
    let long = format!("\"{}", "x".repeat(2000));
    for garbage in ["garbage\n", "[]\n", &long] {
        let options = MonitorOptions { max_line: 1000, ..MonitorOptions::default() };
        let (monitor, mut events, mut peer) = connected_with(options).await;
        let asked = begin(&monitor, "a");
        peer.hear().await.unwrap();
        peer.say_bytes(garbage.as_bytes()).await.unwrap();
        let error = asked.await.unwrap().unwrap_err();
        assert!(matches!(error, QmpError::Protocol(_)), "{garbage:?}: {error:?}");
        assert_eq!(monitor.closed().await, error);
        assert_eq!(events.recv().await, None);
        assert!(peer.hear().await.is_err(), "the connection is still open");
    }
}

/// QEMU does so when its socket opens at the very moment when its monitor comes to be.
#[tokio::test]
async fn a_second_greeting_disturbs_nothing() {
    let (monitor, _events, mut peer) = connected().await;
    let asked = begin(&monitor, "a");
    let command = peer.hear().await.unwrap();
    let greeting = json!({"QMP": {"version": {"qemu": {"major": 1, "minor": 2, "micro": 3}}}});
    let reply = json!({"return": "x", "id": command["id"]});
    peer.say_bytes(format!("{greeting}\r\n{reply}\r\n").as_bytes()).await.unwrap();
    assert_eq!(asked.await.unwrap().unwrap(), "x");
}

#[tokio::test]
async fn half_lines_are_no_lines() {
    let (monitor, _events, mut peer) = connected().await;
    let asked = begin(&monitor, "a");
    let command = peer.hear().await.unwrap();
    let line = format!("{}\r\n", json!({"return": "x", "id": command["id"]}));
    for byte in line.as_bytes() {
        peer.say_bytes(&[*byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_eq!(asked.await.unwrap(), Ok(json!("x")));
}

#[tokio::test]
async fn the_last_handle_closes() {
    let (monitor, mut events, mut peer) = connected().await;
    let another = monitor.clone();
    drop(monitor);
    assert!(tokio::time::timeout(BRIEFLY, peer.hear()).await.is_err());
    drop(another);
    assert_eq!(peer.hear().await.unwrap_err().kind(), std::io::ErrorKind::UnexpectedEof);
    assert_eq!(events.recv().await, None);

    let (monitor, _events, mut peer) = connected().await;
    let asked = begin(&monitor, "a");
    peer.hear().await.unwrap();
    monitor.close();
    assert_eq!(asked.await.unwrap(), Err(QmpError::Closed));
    assert!(peer.hear().await.is_err());
}

#[tokio::test]
async fn a_16_mib_reply_is_fine() {
    let (monitor, _events, mut peer) = connected().await;
    let asked = begin(&monitor, "a");
    let command = peer.hear().await.unwrap();
    let large = json!("x".repeat(16 << 20));
    peer.reply(&command, large.clone()).await.unwrap();
    assert_eq!(asked.await.unwrap(), Ok(large));
}

#[tokio::test]
async fn what_is_recorded_can_be_replayed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("transcript");
    let recorder = Recorder::create(&path).unwrap();
    let options = MonitorOptions { recorder: Some(recorder), ..MonitorOptions::default() };
    let (monitor, _events, mut peer) = connected_with(options).await;
    let asking = async {
        monitor.execute("stop", Value::Null, SOON).await.unwrap();
        let descriptors = vec![std::io::pipe().unwrap().0.into()];
        monitor.execute_with_fd("getfd", json!({"fdname": "x"}), descriptors, SOON).await.unwrap();
    };
    let playing = async {
        let command = peer.hear().await.unwrap();
        peer.event("STOP", json!({})).await.unwrap();
        peer.reply(&command, json!({})).await.unwrap();
        let command = peer.hear().await.unwrap();
        peer.reply(&command, json!({"n": 1})).await.unwrap();
    };
    tokio::join!(asking, playing);
    let recording = transcript::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(recording.iter().map(|entry| entry.descriptors).sum::<usize>(), 1);

    let (ours, theirs) = UnixStream::pair().unwrap();
    let played = recording.clone();
    let player = tokio::spawn(async move { play(theirs, &played).await });
    let (monitor, mut events) = Monitor::connect(ours, MonitorOptions::default()).await.unwrap();
    // The ids are others this time.
    let _ = monitor.execute_raw("{", Vec::new(), SOON).await;
    assert_eq!(monitor.execute("stop", Value::Null, SOON).await, Ok(json!({})));
    assert_eq!(events.try_recv().unwrap().name, "STOP");
    assert_eq!(monitor.execute("getfd", json!({"fdname": "x"}), SOON).await, Ok(json!({"n": 1})));
    player.await.unwrap().unwrap();

    let (ours, theirs) = UnixStream::pair().unwrap();
    let player = tokio::spawn(async move { play(theirs, &recording).await });
    let (monitor, _events) = Monitor::connect(ours, MonitorOptions::default()).await.unwrap();
    assert_eq!(monitor.execute("cont", Value::Null, SOON).await, Err(QmpError::Closed));
    assert_eq!(player.await.unwrap().unwrap_err().kind(), std::io::ErrorKind::InvalidData);
}
