//! Where clients find the daemon, who may connect, and what systemd is told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{Args, Background, Daemon, RawClient, binary, until};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("fv").tempdir_in("/tmp").unwrap()
}

/// The daemon, silent.
fn ferrovirtd() -> Command {
    let mut command = Command::new(binary("ferrovirtd"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[track_caller]
fn answers(socket: &Path) {
    until("the daemon answers", Duration::from_secs(20), || UnixStream::connect(socket).ok());
    assert_eq!(RawClient::connect(socket).opened().call(3, []), Ok(Args::new().text("QEMU").into()));
}

#[test]
fn only_root_may_change_and_everybody_may_read() {
    let daemon = Daemon::start();
    assert_eq!((mode(&daemon.socket()), mode(&daemon.socket_read_only())), (0o700, 0o777));
}

#[test]
fn a_group_may_be_let_in() {
    support::needs!(support::Need::Root);
    let daemon =
        Daemon::start_with("[sockets]\ngroup = \"daemon\"\nmode = \"0660\"\nmode_read_only = \"0600\"\n");
    assert_eq!((mode(&daemon.socket()), mode(&daemon.socket_read_only())), (0o660, 0o600));
    assert_eq!(fs::metadata(daemon.socket()).unwrap().gid(), 1, "the group daemon has been 1 forever");
}

#[test]
fn a_wrong_setting_is_said_with_its_place() {
    let root = folder();
    fs::create_dir(root.path().join("etc")).unwrap();
    fs::write(root.path().join("etc/ferrovirtd.toml"), "[sockets]\nmode = 7\n").unwrap();
    let said = support::run(Command::new(binary("ferrovirtd")).arg("--root").arg(root.path())).fails();
    assert!(said.contains("ferrovirtd.toml") && said.contains("line 2"), "{said}");
}

#[test]
fn the_example_of_the_settings_is_all_defaults_and_all_of_it_is_known() {
    let example =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/ferrovirtd.toml")).unwrap();
    let active: Vec<&str> = example.lines().filter(|line| !line.starts_with("# ")).map(uncommented).collect();
    let daemon = Daemon::start_with(&active.join("\n"));
    assert!(daemon.raw().opened().call(3, []).is_ok());
}

/// A setting as it stands once its `#` is gone.
fn uncommented(line: &str) -> &str {
    line.strip_prefix('#').unwrap_or(line)
}

#[test]
fn sockets_of_systemd_are_taken_over_and_readiness_is_told() {
    let root = folder();
    let paths = ["ferrovirt-sock", "ferrovirt-sock-ro"].map(|name| root.path().join(name));
    let listeners = paths.clone().map(|path| UnixListener::bind(path).unwrap());
    for listener in &listeners {
        rustix::io::fcntl_setfd(listener.as_fd(), rustix::io::FdFlags::empty()).unwrap();
    }
    let told = UnixDatagram::bind(root.path().join("notify")).unwrap();
    told.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let [read_write, read_only] = listeners.each_ref().map(AsRawFd::as_raw_fd);
    // systemd hands sockets over from the third descriptor on.
    let script = format!(
        "exec 8<&{read_write} 9<&{read_only} 3<&8 4<&9; LISTEN_PID=$$ LISTEN_FDS=2 exec \"$0\" --root \"$1\""
    );
    let mut command = Command::new("bash");
    command.args(["-c", &script]).arg(binary("ferrovirtd")).arg(root.path().join("r"));
    command.env("NOTIFY_SOCKET", root.path().join("notify")).stdin(Stdio::null()).stderr(Stdio::null());
    let _daemon = Background::start(&mut command);
    drop(listeners);
    let mut message = [0; 256];
    let length = told.recv(&mut message).unwrap();
    assert!(String::from_utf8_lossy(&message[..length]).contains("READY=1"));
    answers(&paths[0]);
    let refused =
        RawClient::connect(&paths[1]).opened().call(10, Args::new().text("<domain/>").uint(0)).unwrap_err();
    assert_eq!(refused.code, 29, "the second socket only reads");
    assert!(!root.path().join("r/run/libvirt-sock").exists(), "no sockets besides those of systemd");
}

#[test]
fn a_user_has_a_daemon_of_its_own() {
    let home = folder();
    let runtime = home.path().join("run");
    fs::create_dir(&runtime).unwrap();
    let mut command = ferrovirtd();
    command.arg("--session").env("HOME", home.path()).env("XDG_RUNTIME_DIR", &runtime);
    command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_CACHE_HOME");
    let _daemon = Background::start(&mut command);
    let socket = runtime.join("ferrovirt/ferrovirt-sock");
    until("the session's daemon answers", Duration::from_secs(20), || UnixStream::connect(&socket).ok());
    let mut client = RawClient::connect(&socket).authenticated();
    client.open("qemu:///session", 0).unwrap();
    assert_eq!(client.call(110, []), Ok(Args::new().text("qemu:///session").into()));
}

#[test]
fn a_socket_that_a_dead_daemon_left_is_taken_over() {
    let mut daemon = Daemon::start();
    daemon.kill();
    assert!(daemon.socket().exists());
    daemon.start_again();
    answers(&daemon.socket());
}
