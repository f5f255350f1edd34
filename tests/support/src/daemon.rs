//! A daemon of the test's own, in a folder of its own.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::client::RawClient;
use crate::control_groups::remove_partition;
use crate::guest::Guest;
use crate::leftovers::processes_of;
use crate::program::{Ran, run};
use crate::wait::{eventually, until};
use crate::{FakeEmulator, binary};

/// How long a daemon may take until it answers.
const START: Duration = Duration::from_secs(30);

/// A running daemon. When it is dropped, it and its guests end, and its folder goes; when the test is
/// failing, its logs are printed first.
///
/// With `FERROVIRT_REFERENCE` naming a folder with `libvirt-sock` and `libvirt-sock-ro`, the tests of the
/// stock clients run against the daemon that listens there: against libvirt's own they show that the tests
/// are right. They share that daemon, so they run one after the other (`--test-threads 1`).
#[derive(Debug)]
pub struct Daemon {
    root: TempDir,
    process: Option<Child>,
    reference: Option<PathBuf>,
}

impl Daemon {
    /// Starts a daemon with the default settings.
    pub fn start() -> Self {
        Self::start_with("")
    }

    /// Starts a daemon with these lines as its configuration file.
    pub fn start_with(settings: &str) -> Self {
        // Short, since a socket's path may have 107 bytes; open to all, since QEMU runs as somebody else.
        let root = tempfile::Builder::new().prefix("fv").tempdir_in("/tmp").expect("a folder for the daemon");
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755))
            .expect("open the daemon's folder");
        let reference = std::env::var_os("FERROVIRT_REFERENCE").map(PathBuf::from);
        let mut daemon = Self { root, process: None, reference };
        if !settings.is_empty() {
            fs::create_dir_all(daemon.path("etc")).expect("the daemon's etc");
            fs::write(daemon.path("etc/ferrovirtd.toml"), settings).expect("the daemon's settings");
        }
        daemon.start_again();
        daemon
    }

    /// Starts a daemon whose emulator for x86_64 is this one.
    pub fn start_with_emulator(emulator: impl AsRef<Path>) -> Self {
        Self::start_with(&format!("[emulators]\nx86_64 = \"{}\"\n", emulator.as_ref().display()))
    }

    /// Starts a daemon whose emulator for x86_64 is a fake one.
    pub fn start_with_fake(fake: &FakeEmulator) -> Self {
        Self::start_with_emulator(fake.path())
    }

    /// Starts the daemon in the folder of the one that ended.
    pub fn start_again(&mut self) {
        self.spawn();
        let socket = self.socket();
        let ended = |child: &mut Option<Child>| {
            child.as_mut().is_some_and(|child| child.try_wait().expect("wait for the daemon").is_some())
        };
        let ready = eventually(START, || {
            if ended(&mut self.process) {
                return Some(false);
            }
            UnixStream::connect(&socket).is_ok().then_some(true)
        });
        if ready != Some(true) {
            self.print_logs();
            let how = if ready.is_some() { "ended" } else { "is silent" };
            panic!("the daemon {how} instead of answering on {}", socket.display());
        }
    }

    /// Starts the process without waiting for it.
    fn spawn(&mut self) {
        if self.reference.is_some() {
            return;
        }
        let log =
            File::options().create(true).append(true).open(self.path("stderr")).expect("the daemon's log");
        let child = Command::new(binary("ferrovirtd"))
            .arg("--root")
            .arg(self.root())
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the daemon's log"))
            .stderr(log)
            .spawn()
            .expect("start the daemon");
        self.process = Some(child);
    }

    /// Whether this is not ours but the daemon that `FERROVIRT_REFERENCE` names.
    pub fn is_reference(&self) -> bool {
        self.reference.is_some()
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// A path in its folder.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root().join(relative)
    }

    fn run_folder(&self) -> PathBuf {
        self.reference.clone().unwrap_or_else(|| self.path("run"))
    }

    /// The read-write socket.
    pub fn socket(&self) -> PathBuf {
        self.run_folder().join("libvirt-sock")
    }

    /// The read-only socket.
    pub fn socket_read_only(&self) -> PathBuf {
        self.run_folder().join("libvirt-sock-ro")
    }

    /// What a client connects to.
    pub fn uri(&self) -> String {
        format!("qemu+unix:///system?socket={}", self.socket().display())
    }

    /// What a client connects to that only wants to read.
    pub fn uri_read_only(&self) -> String {
        format!("qemu+unix:///system?socket={}", self.socket_read_only().display())
    }

    /// The daemon's process id.
    pub fn pid(&self) -> i32 {
        self.process.as_ref().expect("a daemon of ours").id().cast_signed()
    }

    /// Runs stock virsh.
    pub fn virsh<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        run(Command::new("virsh")
            .env("LC_ALL", "C")
            .env("HOME", self.root())
            .args(["-q", "-c", &self.uri()])
            .args(arguments))
    }

    /// Starts stock virsh and leaves it running (`event --loop`, `console`).
    pub fn virsh_running<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Child {
        Command::new("virsh")
            .env("LC_ALL", "C")
            .env("HOME", self.root())
            .args(["-q", "-c", &self.uri()])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("start virsh")
    }

    /// Runs a script with libvirt's Python bindings; `uri` and `uri_ro` are set in it.
    pub fn python(&self, script: &str) -> Ran {
        // libvirt's event loop, in a thread, may crash a Python that takes itself down.
        let end = "sys.stdout.flush(); sys.stderr.flush(); os._exit(0)";
        let script = format!("import os, sys, libvirt\nuri, uri_ro = sys.argv[1:]\n{script}\n{end}\n");
        let (uri, uri_ro) = (self.uri(), self.uri_read_only());
        run(Command::new("/usr/bin/python3").env("LC_ALL", "C").args(["-c", &script, &uri, &uri_ro]))
    }

    /// Opens a connection that sends raw frames.
    pub fn raw(&self) -> RawClient {
        RawClient::connect(&self.socket())
    }

    /// Opens a raw connection to the read-only socket.
    pub fn raw_read_only(&self) -> RawClient {
        RawClient::connect(&self.socket_read_only())
    }

    /// Defines a guest with virsh.
    #[track_caller]
    pub fn define(&self, guest: &Guest) {
        let file = self.write_xml(guest);
        self.virsh(["define", &file]).succeeds();
        fs::remove_file(file).expect("remove a definition");
    }

    /// Writes a guest's definition to a file in the daemon's folder, and gives its path.
    pub fn write_xml(&self, guest: &Guest) -> String {
        let file = self.path(&format!("{}.xml", guest.name()));
        fs::write(&file, guest.xml()).expect("write a definition");
        file.to_string_lossy().into_owned()
    }

    /// Defines a guest and starts it.
    #[track_caller]
    pub fn start_guest(&self, guest: &Guest) {
        self.define(guest);
        self.virsh(["start", guest.name()]).succeeds();
    }

    /// The lines that `virsh dominfo` prints behind `Messages:`.
    #[track_caller]
    pub fn messages(&self, guest: &str) -> Vec<String> {
        let info = self.virsh(["dominfo", guest]).succeeds();
        let mut lines = info.lines().skip_while(|line| !line.starts_with("Messages:"));
        let first = lines.next().map(|line| line["Messages:".len()..].trim().to_owned());
        first
            .into_iter()
            .chain(lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()))
            .collect()
    }

    /// What `virsh domstate --reason` prints.
    #[track_caller]
    pub fn state(&self, guest: &str) -> String {
        self.virsh(["domstate", "--reason", guest]).succeeds().trim().to_owned()
    }

    /// The process id of a running guest's QEMU, from its status file.
    #[track_caller]
    pub fn guest_pid(&self, guest: &str) -> i32 {
        let path = self.run_folder().join(format!("qemu/{guest}.xml"));
        let status = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let pid = status.split(" pid='").nth(1).and_then(|rest| rest.split('\'').next());
        pid.and_then(|pid| pid.parse().ok()).unwrap_or_else(|| panic!("no pid in {status}"))
    }

    /// A guest's log.
    pub fn guest_log(&self, guest: &str) -> String {
        let folder = self.reference.as_ref().map_or_else(|| self.path("log"), |_| "/var/log/libvirt".into());
        fs::read_to_string(folder.join(format!("qemu/{guest}.log"))).unwrap_or_default()
    }

    /// Demands the two lines about a running guest's taint: one in its own log, stamped with the time, and
    /// one in the daemon's. `flag` is as the logs have it, such as `custom-argv`.
    #[track_caller]
    pub fn has_logged(&self, guest: &str, flag: &str) {
        let id = self.virsh(["domid", guest]).succeeds().trim().to_owned();
        let uuid = self.virsh(["domuuid", guest]).succeeds().trim().to_owned();
        let own = format!(": Domain id={id} is tainted: {flag}");
        let stamped = |log: String| log.lines().any(|line| line.strip_suffix(&own).is_some_and(is_timestamp));
        let has = eventually(Duration::from_secs(5), || stamped(self.guest_log(guest)).then_some(()));
        assert!(has.is_some(), "no line `TIME{own}` in\n{}", self.guest_log(guest));
        // Where another daemon logs is its own affair.
        if !self.is_reference() {
            self.has_said(&format!("Domain id={id} name='{guest}' uuid={uuid} is tainted: {flag}"));
        }
    }

    /// Demands that the daemon says this, now or soon.
    #[track_caller]
    pub fn has_said(&self, text: &str) {
        let has = eventually(Duration::from_secs(5), || self.log().contains(text).then_some(()));
        assert!(has.is_some(), "{text} is not in the daemon's log:\n{}", self.log());
    }

    /// The machine types that `virsh capabilities` marks as deprecated, by canonical name.
    #[track_caller]
    pub fn deprecated_machines(&self) -> Vec<String> {
        let capabilities = self.virsh(["capabilities"]).succeeds();
        let marked = capabilities
            .lines()
            .filter(|line| line.contains("<machine ") && line.contains("deprecated='yes'"));
        let named = marked.filter(|line| !line.contains("canonical="));
        let mut names: Vec<String> = named
            .filter_map(|line| line.split_once('>')?.1.split_once('<'))
            .map(|(name, _)| name.to_owned())
            .collect();
        names.dedup();
        names
    }

    /// What the daemon has said so far, and before it was started again.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path("stderr")).unwrap_or_default()
    }

    /// Asks the daemon to end and waits for it; the guests run on.
    pub fn stop(&mut self) {
        let Some(mut child) = self.process.take() else { return };
        signal(child.id().cast_signed(), Signal::TERM);
        let ended = eventually(Duration::from_secs(10), || child.try_wait().expect("wait for the daemon"));
        if ended.is_none() {
            child.kill().expect("kill the daemon");
            child.wait().expect("wait for the daemon");
            panic!("the daemon does not end when asked to");
        }
    }

    /// Ends the daemon as a crash would; the guests run on.
    pub fn kill(&mut self) {
        let Some(mut child) = self.process.take() else { return };
        child.kill().expect("kill the daemon");
        child.wait().expect("wait for the daemon");
    }

    /// How much memory the daemon has, in KiB.
    pub fn resident_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("the daemon's status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a VmRSS line");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Leaves a daemon that goes on to the next test without guests.
    fn forget_guests(&self) {
        let names = self.virsh(["list", "--all", "--name"]).stdout;
        for name in names.split_whitespace() {
            let _off_already = self.virsh(["destroy", name]);
            let _was_transient = self.virsh(["undefine", name]);
        }
    }

    fn print_logs(&self) {
        let tail = |text: &str| {
            text.lines().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
        };
        eprintln!("--- the daemon said:\n{}", tail(&self.log()));
        for entry in fs::read_dir(self.path("log/qemu")).into_iter().flatten().flatten() {
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            eprintln!("--- {}:\n{}", entry.path().display(), tail(&text));
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if self.is_reference() {
            self.forget_guests();
            return;
        }
        if std::thread::panicking() {
            self.print_logs();
            self.kill();
        } else {
            self.stop();
        }
        // The folder's name is ours alone, so whoever has to do with it is of this daemon.
        for pid in processes_of(self.root()) {
            signal(pid, Signal::KILL);
        }
        let gone = eventually(Duration::from_secs(10), || remove_partition(self.root()).then_some(()));
        if gone.is_none() {
            eprintln!("control groups of {} are left", self.root().display());
        }
        if !std::thread::panicking() {
            until("this daemon's guests end", Duration::from_secs(10), || {
                processes_of(self.root()).is_empty().then_some(())
            });
        }
    }
}

/// Sends a signal to a process; one that is gone already is fine.
pub(crate) fn signal(pid: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid) {
        let _gone_already = kill_process(pid, signal);
    }
}

/// Whether this is a time as libvirt's logs have it, such as `2026-11-23 21:25:20.759+0000`.
fn is_timestamp(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00 00:00:00.000+0000"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_is_known_by_its_shape() {
        assert!(is_timestamp("2026-11-23 21:25:20.759+0000"));
        assert!(!is_timestamp("2026-11-23T21:25:20.759Z"));
    }
}
