//! The monitor of a real QEMU, where one is installed.

use super::*;
use std::process::{Child, Command, Stdio};

const SOON: Duration = Duration::from_secs(60);
const PROGRAM: &str = "qemu-system-x86_64";

struct Qemu(Child);

impl Drop for Qemu {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An empty machine, its monitor on a socket pair; `None` (and the reason told) where there is no QEMU.
async fn start() -> Option<(Qemu, Monitor, Events)> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("monitor");
    let listener = tokio::net::UnixListener::bind(&path).unwrap();
    let monitor = format!("unix:{}", path.display());
    let spawned = Command::new(PROGRAM)
        .args(["-S", "-machine", "none", "-nodefaults", "-display", "none", "-qmp", &monitor])
        .stdin(Stdio::null())
        .spawn();
    let qemu = match spawned {
        Ok(child) => Qemu(child),
        Err(error) => {
            println!("skipped: {PROGRAM}: {error}");
            return None;
        }
    };
    let (stream, _) = tokio::time::timeout(SOON, listener.accept()).await.unwrap().unwrap();
    let (monitor, events) = Monitor::connect(stream, MonitorOptions::default()).await.unwrap();
    Some((qemu, monitor, events))
}

#[tokio::test]
async fn commands_events_and_the_end() {
    let Some((mut qemu, monitor, mut events)) = start().await else { return };
    assert!(monitor.out_of_band());
    let version = monitor.execute("query-version", Value::Null, SOON).await.unwrap();
    assert_eq!(version["qemu"]["major"], json!(monitor.greeting().version.major));

    let error = monitor.execute("no-such-command", Value::Null, SOON).await.unwrap_err();
    assert!(matches!(error, QmpError::Command { class, .. } if class == "CommandNotFound"));

    for (command, event) in [("cont", "RESUME"), ("stop", "STOP")] {
        monitor.execute(command, Value::Null, SOON).await.unwrap();
        assert_eq!(events.try_recv().expect("the event is late").name, event);
    }

    let calls = (0..100).map(|_| {
        let monitor = monitor.clone();
        tokio::spawn(async move { monitor.execute("query-name", Value::Null, SOON).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap(), Ok(json!({})));
    }
    let schema = monitor.execute("query-qmp-schema", Value::Null, SOON).await.unwrap();
    assert!(schema.as_array().unwrap().len() > 500);

    let error = monitor.execute_oob("query-name", Value::Null, SOON).await.unwrap_err();
    assert!(error.to_string().contains("does not support OOB"), "{error}");
    monitor.execute_oob("qmp_capabilities", Value::Null, SOON).await.unwrap_err();

    monitor.execute("quit", Value::Null, SOON).await.unwrap();
    assert_eq!(tokio::time::timeout(SOON, monitor.closed()).await.unwrap(), QmpError::Closed);
    assert!(qemu.0.wait().unwrap().success());
    assert_eq!(events.recv().await.unwrap().name, "SHUTDOWN");
    assert_eq!(events.recv().await, None);
}

#[tokio::test]
async fn raw_commands_of_all_kinds_are_answered() {
    let Some((_qemu, monitor, _events)) = start().await else { return };
    for (text, beginning) in [
        (r#"{"execute":"query-status"}"#, r#"{"return":{"#),
        (r#"{"execute":"no-such-command"}"#, r#"{"id":"libvirt-"#),
        (r#"{"execute":1}"#, r#"{"id":"libvirt-"#),
        (r#"{"foo":1}"#, r#"{"error":{"class":"GenericError","desc":"QMP input"#),
        (r#"{"foo":1,"id":"x"}"#, r#"{"id":"x","error":{"class":"GenericError""#),
        ("{}", r#"{"error":{"class":"GenericError","desc":"QMP input"#),
        ("[1]", r#"{"error":{"class":"GenericError","desc":"QMP input must be a JSON object"}}"#),
        ("\"x\"", r#"{"error":{"class":"GenericError","desc":"QMP input must be a JSON object"}}"#),
        (r#"{"execute":"é/\u00e9\u0001"}"#, "{\"id\":\"libvirt-"),
    ] {
        let reply = monitor.execute_raw(text, Vec::new(), SOON).await.unwrap();
        assert!(reply.starts_with(beginning), "{text}: {reply}");
        assert!(!reply.contains("\\u00e9"), "{reply}");
    }
}

#[tokio::test]
async fn descriptors_arrive() {
    let Some((_qemu, monitor, _events)) = start().await else { return };
    let null = || std::fs::File::open("/dev/null").unwrap().into();
    let arguments = json!({"fdset-id": 1, "opaque": "null"});
    let added = monitor.execute_with_fd("add-fd", arguments, vec![null()], SOON).await.unwrap();
    assert_eq!(added["fdset-id"], 1);
    let calls = (0..10).map(|number| {
        let monitor = monitor.clone();
        tokio::spawn(async move {
            let arguments = json!({"fdname": format!("fd{number}")});
            monitor.execute_with_fd("getfd", arguments, vec![null()], SOON).await
        })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap(), Ok(json!({})));
    }
    let without = monitor.execute("getfd", json!({"fdname": "none"}), SOON).await;
    assert!(matches!(without, Err(QmpError::Command { .. })), "{without:?}");
    // QEMU has the only writing end left, until it is told to close it.
    let (reader, writer) = std::io::pipe().unwrap();
    let name = json!({"fdname": "pipe"});
    monitor.execute_with_fd("getfd", name.clone(), vec![writer.into()], SOON).await.unwrap();
    monitor.execute("closefd", name, SOON).await.unwrap();
    let ended = tokio::task::spawn_blocking(move || std::io::read_to_string(reader));
    assert_eq!(tokio::time::timeout(SOON, ended).await.unwrap().unwrap().unwrap(), "");
}
