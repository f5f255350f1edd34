//! Real processes, started, lost, found again and ended.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::accounting::{ProcStat, command_line};
use super::*;

const SOON: Duration = Duration::from_secs(20);

fn request(program: &str, arguments: &[&str]) -> SpawnRequest {
    SpawnRequest {
        program: PathBuf::from(program),
        arguments: arguments.iter().map(Into::into).collect(),
        ..SpawnRequest::default()
    }
}

fn sleep() -> ProcessHandle {
    spawn(request("/bin/sleep", &["600"])).unwrap()
}

async fn end(process: &ProcessHandle) -> Exit {
    tokio::time::timeout(SOON, process.exited()).await.unwrap().unwrap()
}

/// What a shell script prints.
async fn output(script: &str, mut request: SpawnRequest) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("out");
    request.program = PathBuf::from("/bin/sh");
    request.arguments = ["-c", script].map(Into::into).to_vec();
    request.stdout = Some(File::create(&path).unwrap());
    request.stderr = Some(request.stdout.as_ref().unwrap().try_clone().unwrap());
    let process = spawn(request).unwrap();
    let exit = end(&process).await;
    let output = std::fs::read_to_string(&path).unwrap();
    assert_eq!(exit, Exit::Code(0), "{output}");
    output
}

#[tokio::test]
async fn exit_status_is_told_and_kept() {
    let process = spawn(request("/bin/sh", &["-c", "exit 7"])).unwrap();
    assert_eq!(end(&process).await, Exit::Code(7));
    assert_eq!(end(&process.clone()).await, Exit::Code(7));
    assert!(!process.kill(Signal::TERM).unwrap());

    let process = sleep();
    assert_eq!(process.try_exited().unwrap(), None);
    assert!(process.kill(Signal::TERM).unwrap());
    assert_eq!(end(&process).await, Exit::Signal { signal: 15, core_dumped: false });
    assert_eq!(ProcStat::of(process.pid()).unwrap_err().kind(), io::ErrorKind::NotFound, "a zombie is left");
}

#[tokio::test]
async fn all_who_wait_are_told() {
    let process = sleep();
    let waiting: Vec<_> = (0..4)
        .map(|_| {
            let process = process.clone();
            tokio::spawn(async move { end(&process).await })
        })
        .collect();
    tokio::task::yield_now().await;
    process.kill(Signal::KILL).unwrap();
    for waiter in waiting {
        assert_eq!(waiter.await.unwrap(), Exit::Signal { signal: 9, core_dumped: false });
    }
}

#[tokio::test]
async fn found_again_by_pid_and_start_time_only() {
    let process = sleep();
    let identity = process.identity();
    assert_eq!(ProcessIdentity::of(identity.pid).unwrap(), identity);
    let again = ProcessHandle::reopen(identity).unwrap().expect("it runs");
    for stranger in [
        ProcessIdentity { start_time: identity.start_time + 1, ..identity },
        ProcessIdentity { start_time: 0, ..identity },
        ProcessIdentity { pid: 0, ..identity },
        ProcessIdentity { pid: u32::MAX, ..identity },
    ] {
        assert!(ProcessHandle::reopen(stranger).unwrap().is_none(), "{stranger:?}");
    }
    again.kill(Signal::KILL).unwrap();
    // Dead, though its record is still there for us to read.
    while !ProcStat::of(identity.pid).unwrap().is_dead() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(ProcessHandle::reopen(identity).unwrap().is_none(), "a zombie was taken for a process");
    assert_eq!(end(&process).await, Exit::Signal { signal: 9, core_dumped: false });
    assert!(ProcessHandle::reopen(identity).unwrap().is_none());
}

#[tokio::test]
async fn the_end_of_one_that_is_no_child() {
    // The shell's child becomes an orphan, as a guest does whose daemon was killed.
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("pid");
    let script = format!("/bin/sleep 600 >/dev/null 2>&1 & echo $! > {}", path.display());
    output(&script, SpawnRequest::default()).await;
    let pid = std::fs::read_to_string(path).unwrap().trim().parse().unwrap();
    let process = ProcessHandle::reopen(ProcessIdentity::of(pid).unwrap()).unwrap().expect("it runs");
    assert_eq!(process.try_exited().unwrap(), None);
    process.kill(Signal::KILL).unwrap();
    assert_eq!(end(&process).await, Exit::Unknown);
}

#[tokio::test]
async fn what_cannot_be_executed_is_an_error_and_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let script = directory.path().join("script");
    std::fs::write(&script, "no program").unwrap();
    let not_executable = script.to_str().unwrap();
    for (mut request, kind) in [
        (request("/no/such/program", &[]), io::ErrorKind::NotFound),
        (request(not_executable, &[]), io::ErrorKind::PermissionDenied),
        (request("/bin/true\0", &[]), io::ErrorKind::InvalidInput),
        (
            SpawnRequest { directory: Some("/no/such/place".into()), ..request("/bin/true", &[]) },
            io::ErrorKind::NotFound,
        ),
        (
            SpawnRequest { oom_score_adjustment: Some(9999), ..request("/bin/true", &[]) },
            io::ErrorKind::InvalidInput,
        ),
    ] {
        let (ours, theirs) = io::pipe().unwrap();
        request.descriptors = vec![(theirs.into(), 30)];
        assert_eq!(spawn(request).unwrap_err().kind(), kind);
        // At its end only if nobody has the other end any more.
        assert_eq!(io::read_to_string(ours).unwrap(), "");
    }
}

#[tokio::test]
async fn it_inherits_what_was_said_and_nothing_else() {
    let ours = File::open("/dev/null").unwrap();
    // One that does not close on exec, as a careless parent leaves them.
    let _inherited = rustix::io::dup(&ours).unwrap();
    let request = SpawnRequest {
        environment: vec![("ONE".into(), "1".into())],
        directory: Some(PathBuf::from("/tmp")),
        umask: Some(0o027),
        limits: Limits { core: Some(0), nofile: Some(77), ..Limits::default() },
        new_session: true,
        oom_score_adjustment: Some(500),
        ..SpawnRequest::default()
    };
    let script = "/usr/bin/env | /bin/grep -v -e ^PWD -e ^_ -e ^SHLVL; pwd; umask; ulimit -c; ulimit -Hn; \
                  cat /proc/self/oom_score_adj; [ $(cut -d' ' -f6 /proc/$$/stat) = $$ ] && echo leads; \
                  [ -t 0 ] || cat; exec ls -1 /proc/self/fd";
    let output = output(script, request).await;
    assert_eq!(output, "ONE=1\n/tmp\n0027\n0\n77\n500\nleads\n0\n1\n2\n3\n");
}

#[tokio::test]
async fn descriptors_are_where_they_were_asked_for() {
    // Numbers that cross each other, that are in use here, and that are not.
    let pipes: Vec<(io::PipeReader, OwnedFd)> = (0..4)
        .map(|_| {
            let (reader, writer) = io::pipe().unwrap();
            (reader, writer.into())
        })
        .collect();
    let numbers: Vec<i32> = pipes.iter().map(|(_, writer)| writer.as_raw_fd()).collect();
    let targets = [numbers[1], numbers[0], 3, 200];
    let mut script = String::new();
    let mut request = SpawnRequest::default();
    let mut readers = Vec::new();
    for ((reader, writer), target) in pipes.into_iter().zip(targets) {
        // A shell knows descriptors of one digit only.
        script.push_str(&format!("echo to {target} > /proc/self/fd/{target}; "));
        readers.push((reader, target));
        request.descriptors.push((writer, target));
    }
    output(&script, request).await;
    for (mut reader, target) in readers {
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, format!("to {target}\n"));
    }
    let low =
        SpawnRequest { descriptors: vec![(File::open("/dev/null").unwrap().into(), 2)], ..request_of_true() };
    assert_eq!(spawn(low).unwrap_err().kind(), io::ErrorKind::InvalidInput);
}

fn request_of_true() -> SpawnRequest {
    request("/bin/true", &[])
}

/// While other threads open and close descriptors without end, each number gets what it was asked to get, and
/// failures to execute are never taken for successes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn descriptors_are_right_while_others_come_and_go() {
    std::thread::scope(|scope| {
        // Stops when this end is dropped, be it by a failure.
        let (_busy, stop) = std::sync::mpsc::channel::<()>();
        scope.spawn(move || {
            while stop.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
                let files: Vec<_> = (0..20).map(|_| io::pipe()).collect();
                drop(files);
            }
        });
        for round in 0..100 {
            let targets = 3..30;
            let mut readers = Vec::new();
            let program = if round % 2 == 0 { "/bin/sh" } else { "/no/such/program" };
            let mut request = request(program, &["-c", "for n in 3 4 5 6 7 8 9; do echo $n >&$n; done"]);
            for target in targets {
                // Ours are high up, so that the targets are free for whatever spawning itself opens.
                let (reader, writer) = io::pipe().unwrap();
                readers.push((rustix::io::fcntl_dupfd_cloexec(reader, 200).unwrap(), target));
                let writer = rustix::io::fcntl_dupfd_cloexec(writer, 200).unwrap();
                request.descriptors.push((writer, target));
            }
            let spawned = spawn(request);
            let kind = spawned.as_ref().map(drop).map_err(io::Error::kind);
            let expected = if round % 2 == 0 { Ok(()) } else { Err(io::ErrorKind::NotFound) };
            assert_eq!(kind, expected);
            for (reader, target) in readers {
                let expected =
                    if round % 2 == 0 && target < 10 { format!("{target}\n") } else { String::new() };
                assert_eq!(io::read_to_string(File::from(reader)).unwrap(), expected);
            }
            if let Ok(process) = spawned {
                while process.try_exited().unwrap().is_none() {
                    std::thread::yield_now();
                }
            }
        }
    });
}

#[tokio::test]
async fn as_somebody_else() {
    let credentials = Credentials { uid: 4242, gid: 4243, groups: vec![4243, 4244] };
    let request = SpawnRequest { credentials: Some(credentials), ..SpawnRequest::default() };
    if !rustix::process::geteuid().is_root() {
        let mut request = request;
        request.program = PathBuf::from("/bin/true");
        assert_eq!(spawn(request).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        return;
    }
    let script = "/usr/bin/id -u; /usr/bin/id -g; /usr/bin/id -G; grep -E '^(Uid|CapEff)' /proc/self/status";
    let output = output(script, request).await;
    assert_eq!(output, "4242\n4243\n4243 4244\nUid:\t4242\t4242\t4242\t4242\nCapEff:\t0000000000000000\n");
}

#[tokio::test]
async fn what_was_started_can_be_read() {
    let process = sleep();
    assert_eq!(command_line(process.pid()).unwrap(), ["/bin/sleep", "600"]);
    assert_eq!(boot_id().unwrap().len(), 36);
    process.kill(Signal::KILL).unwrap();
    end(&process).await;
}

/// Run as a process of its own by the test below: starts a program and is killed.
#[test]
fn starter() {
    let Some(path) = std::env::var_os("HOST_TEST_STARTER") else { return };
    let mut request = request("/bin/sleep", &["600"]);
    request.new_session = true;
    let process = spawn(request).unwrap();
    let mut file = File::create(Path::new(&path).with_extension("new")).unwrap();
    let identity = process.identity();
    write!(file, "{} {}", identity.pid, identity.start_time).unwrap();
    std::fs::rename(Path::new(&path).with_extension("new"), path).unwrap();
    std::thread::sleep(SOON);
}

#[tokio::test]
async fn it_outlives_whoever_started_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("started");
    let mut request = request(
        std::env::current_exe().unwrap().to_str().unwrap(),
        &["--exact", "process::tests::starter", "--nocapture"],
    );
    request.environment = vec![("HOST_TEST_STARTER".into(), path.clone().into())];
    let starter = spawn(request).unwrap();
    let text = loop {
        match std::fs::read_to_string(&path) {
            Ok(text) => break text,
            Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
        assert_eq!(starter.try_exited().unwrap(), None, "the starter has failed");
    };
    starter.kill(Signal::KILL).unwrap();
    assert_eq!(end(&starter).await, Exit::Signal { signal: 9, core_dumped: false });
    let mut numbers = text.split(' ').map(|number| number.parse::<u64>().unwrap());
    let identity = ProcessIdentity {
        pid: numbers.next().unwrap().try_into().unwrap(),
        start_time: numbers.next().unwrap(),
    };
    let orphan = ProcessHandle::reopen(identity).unwrap().expect("it outlives its starter");
    orphan.kill(Signal::KILL).unwrap();
    assert_eq!(end(&orphan).await, Exit::Unknown);
}
