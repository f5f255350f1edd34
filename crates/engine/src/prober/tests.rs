//! Binaries that do not behave, and binaries that change: scripts in the place of emulators.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use caps::Accelerator;
use errors::Code;

use super::{EmulatorChange, Prober, Surroundings};
use crate::{Config, Engine, Mode, Paths};

const PYTHON: &str = "/usr/bin/python3";

/// Where scripts and caches of one test are.
struct Stage(tempfile::TempDir);

/// What scripts have at hand: once somebody is connected, `lines` come from there, and `file` goes there.
const WORDS: &str = r#"
import json, os, socket, sys, time
def send(value):
    file.write(json.dumps(value) + '\n'); file.flush()
def connected():
    global file, lines
    listener = socket.socket(fileno=3)
    listener.setblocking(True)
    peer = listener.accept()[0]
    file, lines = peer.makefile('w'), peer.makefile('r')
def greet(version):
    send({"QMP": {"version": {"qemu": version, "package": ""}, "capabilities": []}})
def emulator(version, kvm=False):
    kvm = kvm and 'none,accel=kvm:tcg' in sys.argv
    talk = {
        "qmp_capabilities": {},
        "query-version": {"qemu": version, "package": ""},
        "query-target": {"arch": "x86_64"},
        "query-kvm": {"present": kvm, "enabled": kvm},
        "query-qmp-schema": [],
        "qom-list-types": [{"name": "tcg-accel"}],
        "query-machines": [{"name": "pc-1", "cpu-max": 1, "hotpluggable-cpus": False}],
    }
    fixed = [
        {"name": "pc-1", "compat-props": [
            {"qom-type": "virtio-net", "property": "rss", "value": "off"},
            {"qom-type": "nvme", "property": "ocp", "value": "false"},
            {"qom-type": "virtio-net", "property": "mtu", "value": "1500"},
            {"qom-type": "e1000", "property": "mitigation", "value": "off"},
        ]},
        {"name": "none", "cpu-max": 1},
        {"name": "pc-2", "alias": "pc", "compat-props": [
            {"qom-type": "e1000", "property": "mitigation", "value": "off"},
            {"qom-type": "virtio-net", "property": "rss", "value": "on"},
            {"qom-type": "acpi", "property": "late", "value": "true"},
        ]},
    ]
    greet(version)
    for line in lines:
        asked = json.loads(line)
        name = asked["execute"]
        if asked.get("arguments") == {"compat-props": True}:
            if version["minor"] < 1:
                why = "Parameter 'compat-props' is unexpected"
                send({"error": {"class": "GenericError", "desc": why}, "id": asked.get("id")})
            else:
                send({"return": fixed, "id": asked.get("id")})
            continue
        error = {"error": {"class": "CommandNotFound", "desc": name}, "id": asked.get("id")}
        send({"return": talk[name], "id": asked.get("id")} if name in talk else error)
def greeted():
    connected(); greet({'major': 9, 'minor': 1, 'micro': 0}); lines.readline()
"#;

impl Stage {
    /// `None`, and the reason is told, where scripts cannot be run.
    fn new() -> Option<Self> {
        if !Path::new(PYTHON).exists() {
            eprintln!("skipped: the scripts of this test need {PYTHON}");
            return None;
        }
        let stage = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(stage.0.path().join("run")).unwrap();
        Some(stage)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a script. It notes each of its starts as an emulator.
    fn script(&self, name: &str, says: &str, acts: &str) -> PathBuf {
        let (path, starts) = (self.path(name), self.path(&format!("{name}.starts")));
        let text = format!(
            "#!{PYTHON}\n{WORDS}\n\
             if sys.argv[1:] == ['--version']:\n    print({says:?}); sys.exit()\n\
             open({starts:?}, 'a').write('x')\n{acts}\n"
        );
        // As packages do it: a new file takes the place of the old one.
        std::fs::write(self.path("new"), text).unwrap();
        std::fs::set_permissions(self.path("new"), std::fs::Permissions::from_mode(0o755)).unwrap();
        std::fs::rename(self.path("new"), &path).unwrap();
        path
    }

    fn good(&self, name: &str, minor: u32) -> PathBuf {
        let acts = format!("connected()\nemulator({{'major': 9, 'minor': {minor}, 'micro': 0}})");
        self.script(name, &format!("emulator 9.{minor}.0"), &acts)
    }

    fn starts(&self, name: &str) -> usize {
        std::fs::read_to_string(self.path(&format!("{name}.starts"))).unwrap_or_default().len()
    }

    /// Returns once the outcome of the only binary is on disk: nobody who asks waits for that.
    async fn stored(&self) {
        let begun = Instant::now();
        let is_outcome = |file: std::io::Result<std::fs::DirEntry>| {
            file.is_ok_and(|file| file.path().extension().is_some_and(|kind| kind == "json"))
        };
        let there = || std::fs::read_dir(self.path("cache")).is_ok_and(|mut files| files.any(is_outcome));
        while !there() && begun.elapsed() < Duration::from_secs(8) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn prober(&self, patience_ms: u64) -> Prober {
        let surroundings = Surroundings {
            cache: self.path("cache"),
            scratch: self.path("run"),
            credentials: None,
            kernel: "6.1".into(),
            microcode: 1,
        };
        let every = Duration::from_millis(100);
        Prober::with_pace(surroundings, Duration::from_millis(patience_ms), every)
    }
}

/// Asks the bad binary, and a good one meanwhile.
async fn error_of(acts: &str, expected: &str) {
    let Some(stage) = Stage::new() else { return };
    let prober = stage.prober(8000);
    let (bad, good) = (stage.script("bad", "bad", acts), stage.good("good", 1));
    let begun = Instant::now();
    let (failed, answered) = tokio::join!(prober.capabilities(&bad, None), prober.capabilities(&good, None));
    let error = failed.unwrap_err();
    let start = format!("internal error: Failed to probe QEMU binary {}: ", bad.display());
    assert!(error.message.starts_with(&start) && error.message.contains(expected), "{error}");
    assert_eq!(answered.unwrap().version.to_string(), "9.1.0");
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
    // It is not started again, and the one that answered is still known.
    let starts = stage.starts("bad");
    assert_eq!(prober.capabilities(&bad, None).await.unwrap_err(), error);
    assert_eq!(stage.starts("bad"), starts);
    assert!(prober.capabilities(&good, None).await.is_ok());
    // Nothing is left of the conversations.
    assert_eq!(std::fs::read_dir(stage.path("run")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_hangs() {
    error_of("time.sleep(600)", "did not answer in time").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_greets_and_hangs() {
    error_of("greeted()\ntime.sleep(600)", "did not answer in time").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_talks_garbage() {
    error_of("connected()\nfile.write('hello, world\\n'); file.flush()\ntime.sleep(600)", "hello, world")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_exits() {
    error_of("sys.exit('no such accelerator')", "no such accelerator").await;
}

/// As QEMU's own devices do to it once in some hundred probes.
#[tokio::test(flavor = "multi_thread")]
async fn one_that_crashes_is_asked_once_more() {
    let Some(stage) = Stage::new() else { return };
    let prober = stage.prober(8000);
    let crash = "connected()\nos.abort()";
    let acts = format!(
        "if os.path.getsize({:?}) == 1:\n    connected(); os.abort()\nconnected()\n\
         emulator({{'major': 9, 'minor': 1, 'micro': 0}})",
        stage.path("shaky.starts")
    );
    let (shaky, broken) = (stage.script("shaky", "shaky", &acts), stage.script("broken", "broken", crash));
    assert_eq!(prober.capabilities(&shaky, None).await.unwrap().version.to_string(), "9.1.0");
    assert_eq!(stage.starts("shaky"), 2);
    prober.capabilities(&broken, None).await.unwrap_err();
    assert_eq!(stage.starts("broken"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_dies_within_a_reply() {
    error_of("greeted()\nfile.write('{\"return\": {'); file.flush()\nsys.exit(1)", "closed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_with_a_line_of_100_mb() {
    let acts = "greeted()\n[file.write('x' * 1000000) for _ in range(100)]\nfile.flush()\ntime.sleep(600)";
    error_of(acts, "line").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_never_says_its_version_is_asked_for_it_once() {
    let Some(stage) = Stage::new() else { return };
    let path = stage.path("mute");
    std::fs::write(&path, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let prober = stage.prober(300);
    prober.capabilities(&path, None).await.unwrap_err();
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let begun = Instant::now();
    prober.capabilities(&path, None).await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_questions_are_one_probe_and_its_outcome_is_kept() {
    let Some(stage) = Stage::new() else { return };
    let prober = stage.prober(8000);
    let good = stage.good("good", 1);
    let asked: Vec<_> = (0..10)
        .map(|_| {
            let (prober, good) = (prober.clone(), good.clone());
            tokio::spawn(async move { prober.capabilities(&good, None).await })
        })
        .collect();
    for answer in asked {
        answer.await.unwrap().unwrap();
    }
    assert_eq!(stage.starts("good"), 1);
    stage.stored().await;
    // A new daemon reads what is stored, and a damaged file is no answer.
    assert!(stage.prober(8000).capabilities(&good, None).await.is_ok());
    assert_eq!(stage.starts("good"), 1);
    let file = std::fs::read_dir(stage.path("cache")).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\n  \"identity\": {\n"), "a person can read it: {text}");
    std::fs::write(&file, &text[..text.len() / 2]).unwrap();
    assert!(stage.prober(8000).capabilities(&good, None).await.is_ok());
    assert_eq!(stage.starts("good"), 2);
    let begun = Instant::now();
    while std::fs::read_to_string(&file).unwrap() != text && begun.elapsed() < Duration::from_secs(8) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_tcg_offers_is_asked_once_somebody_wants_to_know() {
    let Some(stage) = Stage::new() else { return };
    let acts =
        |minor: u32| format!("connected()\nemulator({{'major': 9, 'minor': {minor}, 'micro': 0}}, kvm=True)");
    let path = stage.script("both", "9.1", &acts(1));
    let prober = stage.prober(8000);
    for wanted in [None, Some(Accelerator::Kvm), Some(Accelerator::Hvf)] {
        let first = prober.capabilities(&path, wanted).await.unwrap();
        assert_eq!(first.unasked, BTreeSet::from([Accelerator::Tcg]));
        assert!(first.accelerator(Accelerator::Tcg).is_none());
    }
    assert!(prober.known(&path, Some(Accelerator::Tcg)).is_none());
    assert_eq!(stage.starts("both"), 1);
    // What is kept says that it is not all.
    stage.stored().await;
    let later = stage.prober(8000);
    let asked: Vec<_> = (0..10)
        .map(|_| {
            let (later, path) = (later.clone(), path.clone());
            tokio::spawn(async move { later.capabilities(&path, Some(Accelerator::Tcg)).await })
        })
        .collect();
    for answer in asked {
        let whole = answer.await.unwrap().unwrap();
        assert_eq!(
            whole.accelerators.keys().copied().collect::<Vec<_>>(),
            [Accelerator::Kvm, Accelerator::Tcg]
        );
        assert!(whole.unasked.is_empty());
    }
    assert_eq!(stage.starts("both"), 2);
    assert!(later.known(&path, Some(Accelerator::Tcg)).unwrap().is_ok());
    let file = std::fs::read_dir(stage.path("cache")).unwrap().next().unwrap().unwrap().path();
    let begun = Instant::now();
    while std::fs::read_to_string(&file).unwrap().contains("unasked")
        && begun.elapsed() < Duration::from_secs(8)
    {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stage.prober(8000).capabilities(&path, Some(Accelerator::Tcg)).await.unwrap();
    assert_eq!(stage.starts("both"), 2);
    // A change is told with all that somebody has wanted to know.
    let mut changes = later.changes();
    stage.script("both", "9.2", &acts(2));
    let change = tokio::time::timeout(Duration::from_secs(20), changes.recv()).await.unwrap().unwrap();
    let now = |accelerator| change.after_under(accelerator).as_ref().unwrap();
    assert!(now(Accelerator::Kvm).accelerator(Accelerator::Kvm).is_some());
    assert!(now(Accelerator::Tcg).accelerator(Accelerator::Tcg).is_some());
    assert_eq!(now(Accelerator::Tcg).version.minor, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_fails_under_tcg_alone_serves_guests_of_kvm() {
    let Some(stage) = Stage::new() else { return };
    let acts = "if 'none,accel=tcg' in sys.argv:\n    sys.exit('no translation today')\nconnected()\n\
                emulator({'major': 9, 'minor': 1, 'micro': 0}, kvm=True)";
    let path = stage.script("half", "half", acts);
    let prober = stage.prober(8000);
    let error = prober.capabilities(&path, Some(Accelerator::Tcg)).await.unwrap_err();
    assert!(error.message.contains("no translation today"), "{error}");
    assert!(prober.capabilities(&path, Some(Accelerator::Kvm)).await.is_ok());
    // It is not started again and again.
    assert_eq!(prober.capabilities(&path, Some(Accelerator::Tcg)).await.unwrap_err(), error);
    assert_eq!(stage.starts("half"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binary_that_is_awaited_and_comes_is_a_change() {
    let Some(stage) = Stage::new() else { return };
    let prober = stage.prober(8000);
    let mut changes = prober.changes();
    let path = stage.path("emulator");
    let why = prober.capabilities(&path, None).await.unwrap_err();
    prober.await_coming(&path, Accelerator::Kvm, &why);
    assert_eq!(prober.known(&path, None).unwrap().unwrap_err(), why);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(changes.try_recv().is_err(), "that it is still not there is no news");
    stage.good("emulator", 1);
    let change = tokio::time::timeout(Duration::from_secs(20), changes.recv()).await.unwrap().unwrap();
    assert!(change.before.is_none() && change.replaced.is_none());
    assert_eq!(change.after.unwrap().version.minor, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binary_that_changes_is_noticed_by_itself() {
    let Some(stage) = Stage::new() else { return };
    let prober = stage.prober(8000);
    let mut changes = prober.changes();
    let path = stage.good("emulator", 1);
    assert_eq!(prober.capabilities(&path, None).await.unwrap().version.minor, 1);
    stage.good("emulator", 2);
    let change = tokio::time::timeout(Duration::from_secs(20), changes.recv()).await.unwrap().unwrap();
    assert_eq!(change.path, path);
    assert_eq!(change.before.unwrap().version.minor, 1);
    assert_eq!(change.after.unwrap().version.minor, 2);
    assert_eq!(prober.capabilities(&path, None).await.unwrap().version.minor, 2);
    // Gone is a change too, once; and so is what comes back, though it be the very same file.
    std::fs::rename(&path, stage.path("away")).unwrap();
    let error = prober.capabilities(&path, None).await.unwrap_err();
    assert!(error.message.starts_with("Cannot check QEMU binary"), "{error}");
    let next = async |changes: &mut tokio::sync::broadcast::Receiver<EmulatorChange>| {
        tokio::time::timeout(Duration::from_secs(20), changes.recv()).await.unwrap().unwrap()
    };
    let change = next(&mut changes).await;
    assert_eq!(change.before.unwrap().version.minor, 2);
    assert_eq!(change.after.unwrap_err(), error);
    assert!(change.replaced.is_some());
    assert_eq!(prober.known(&path, None).unwrap().unwrap_err(), error);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(changes.try_recv().is_err());
    std::fs::rename(stage.path("away"), &path).unwrap();
    let change = next(&mut changes).await;
    assert!(change.before.is_none() && change.replaced.is_none());
    assert_eq!(change.after.unwrap().version.minor, 2);
    // A path that never led to a binary is told to whoever asks, and to nobody else.
    prober.capabilities(&stage.path("never"), None).await.unwrap_err();
    assert!(prober.known(&stage.path("never"), None).is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_machine_types_set_differently_is_told_in_order_and_asked_once() {
    let Some(stage) = Stage::new() else { return };
    let paths = Paths::under(&stage.path("daemon"));
    let engine = Engine::new(Config::default(), paths, Mode::Session, false).unwrap();
    let (path, older) = (stage.good("emulator", 1), stage.good("older", 0));
    let told = engine.machine_differences(&path, "pc-1", "pc").await.unwrap();
    let starts = stage.starts("emulator");
    let told: Vec<_> = told
        .iter()
        .map(|one| (one.type_name.as_str(), one.property.as_str(), one.from.as_deref(), one.to.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("acpi", "late", None, Some("true")),
            ("nvme", "ocp", Some("false"), None),
            ("virtio-net", "mtu", Some("1500"), None),
            ("virtio-net", "rss", Some("off"), Some("on")),
        ]
    );
    assert_eq!(engine.machine_differences(&path, "pc", "pc-2").await.unwrap(), []);
    for (from, to, unknown) in [("pc-0", "pc", "pc-0"), ("pc", "none", "none")] {
        let error = engine.machine_differences(&path, from, to).await.unwrap_err();
        assert_eq!(error.code, Code::InvalidArg);
        let path = path.display();
        let words = format!("the machine '{unknown}' is not supported by emulator '{path}'");
        assert_eq!(error.to_string(), format!("invalid argument: {words}"));
    }
    assert_eq!(stage.starts("emulator"), starts);
    // One that is too old refuses the question, which is told as the command tells it (`ferrovirt machine-diff`).
    let error = engine.machine_differences(&older, "pc-1", "pc-1").await.unwrap_err();
    assert_eq!(error.code, Code::InternalError);
    assert!(error.message.ends_with("this QEMU does not tell what its machine types fix"), "{error}");
}
