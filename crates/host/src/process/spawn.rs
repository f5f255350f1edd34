//! Starting a program that will outlive us.
//!
//! The standard library forks, reports a failing exec, clears the signal mask and keeps its own descriptors
//! from the child; every descriptor of ours closes on exec. What it cannot do is done between fork and exec,
//! where only async-signal-safe calls are allowed (signal-safety(7)): the steps below are system calls on
//! values made before the fork, and allocate nothing.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::os::fd::{AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd, RawFd};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Gid, Resource, Rlimit, Uid};

use super::handle::ProcessHandle;

/// A program to start, and the world it shall find itself in. What is not said here, it does not inherit.
#[derive(Debug, Default)]
pub struct SpawnRequest {
    /// The program's path; not searched for.
    pub program: PathBuf,
    /// Its arguments, the name of the program not among them.
    pub arguments: Vec<OsString>,
    /// Its whole environment.
    pub environment: Vec<(OsString, OsString)>,
    /// Its working directory; ours if none.
    pub directory: Option<PathBuf>,
    /// Descriptors it shall have, with the number (above 2) under which it finds each.
    pub descriptors: Vec<(OwnedFd, RawFd)>,
    /// Where its standard input comes from; empty if none.
    pub stdin: Option<File>,
    /// Where its standard output goes; nowhere if none.
    pub stdout: Option<File>,
    /// Where its standard error goes; nowhere if none.
    pub stderr: Option<File>,
    /// As whom it runs; as ourselves if none.
    pub credentials: Option<Credentials>,
    /// Whether it leads a session (and process group) of its own, so that signals to ours do not reach it.
    pub new_session: bool,
    /// Its resource limits.
    pub limits: Limits,
    /// Its file mode creation mask; ours if none.
    pub umask: Option<u32>,
    /// Files into each of which it writes `0` first of all: those through which it enters control groups.
    pub entrances: Vec<File>,
    /// How soon the kernel kills it when memory runs out, -1000 (never) to 1000; as ours if none.
    pub oom_score_adjustment: Option<i32>,
}

/// As whom a process runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// Its user.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// All its supplementary groups.
    pub groups: Vec<u32>,
}

/// Resource limits, hard and soft alike; unlimited as `u64::MAX`, unchanged if none. See getrlimit(2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The largest core dump, in bytes.
    pub core: Option<u64>,
    /// How much memory may be locked, in bytes.
    pub memlock: Option<u64>,
    /// One more than the highest descriptor.
    pub nofile: Option<u64>,
    /// How many processes and threads its user may have.
    pub nproc: Option<u64>,
}

/// How often to try again when another thread got in the way of placing descriptors. Once is rare; a thread
/// that does nothing but open and close descriptors manages some ten times in a row.
const ATTEMPTS: usize = 200;

/// Starts a program. It outlives us: nothing ends it but its own end, a signal, or [`ProcessHandle::kill`].
/// Returns when it has been executed; takes some milliseconds and blocks meanwhile.
///
/// # Errors
/// What kept it from being executed: `NotFound` or `PermissionDenied` of the program or its directory, or of a
/// step before that. Nothing has been started then.
pub fn spawn(request: SpawnRequest) -> io::Result<ProcessHandle> {
    let SpawnRequest { stdin, stdout, stderr, descriptors, .. } = &request;
    let raised = Placement::raise(descriptors)?;
    let mut attempts = 0;
    loop {
        let placement = Placement::plan(&raised)?;
        let steps = Steps {
            placement: placement.moves,
            credentials: request.credentials.clone(),
            new_session: request.new_session,
            limits: request.limits.resources(),
            umask: request.umask,
            oom_score: request.oom_score_adjustment.map(|score| score.to_string()),
            entrances: request.entrances.iter().map(File::try_clone).collect::<io::Result<_>>()?,
        };
        let mut command = Command::new(&request.program);
        command.args(&request.arguments).env_clear();
        command.envs(request.environment.iter().map(|(name, value)| (name, value)));
        if let Some(directory) = &request.directory {
            command.current_dir(directory);
        }
        command.stdin(end(stdin.as_ref())?).stdout(end(stdout.as_ref())?).stderr(end(stderr.as_ref())?);
        run_between_fork_and_exec(&mut command, steps);
        match command.spawn() {
            Ok(child) => return hold(child),
            Err(error) if error.raw_os_error() != Some(OVERTAKEN.raw_os_error()) => return Err(error),
            Err(_) if attempts < ATTEMPTS => attempts += 1,
            Err(_) => {
                return Err(io::Error::other("other threads use the descriptors that the program needs"));
            }
        }
    }
}

/// What a child reports that found a descriptor where it must place one and which it cannot account for. No
/// step of its own fails with this.
const OVERTAKEN: Errno = Errno::XFULL;

fn end(file: Option<&File>) -> io::Result<Stdio> {
    Ok(match file {
        Some(file) => Stdio::from(file.try_clone()?),
        None => Stdio::null(),
    })
}

fn hold(mut child: std::process::Child) -> io::Result<ProcessHandle> {
    // Not waited for yet, so its pid is its own, be it alive or dead.
    ProcessHandle::of_child(child.id()).inspect_err(|_| {
        // A process that we cannot hold is not to be left behind.
        let _ = child.kill();
        let _ = child.wait();
    })
}

impl Limits {
    fn resources(self) -> Vec<(Resource, u64)> {
        let limits = [
            (Resource::Core, self.core),
            (Resource::Memlock, self.memlock),
            (Resource::Nofile, self.nofile),
            (Resource::Nproc, self.nproc),
        ];
        limits.into_iter().filter_map(|(resource, limit)| Some((resource, limit?))).collect()
    }
}

/// Where the child's descriptors go.
///
/// A target number may be in use here, by a descriptor that closes on exec: fine, the child puts ours over it.
/// But it must not be the one through which the standard library reports a failing exec. So a number that is
/// free here is taken (`_reserved`) before that one is made; and for a number in use it is noted by what, so
/// that a child that finds something else there (another thread closed it, and the report's end came to be
/// there) gives up, and is started anew.
#[derive(Debug)]
struct Placement {
    moves: Vec<Move>,
    _reserved: Vec<OwnedFd>,
}

#[derive(Clone, Copy, Debug)]
struct Move {
    from: RawFd,
    to: RawFd,
    /// Device and inode of what stood at `to` before.
    found: (u64, u64),
}

#[derive(Debug)]
struct Raised {
    descriptor: OwnedFd,
    target: RawFd,
}

impl Placement {
    /// Duplicates to numbers above all targets, so that no move overwrites what another is yet to move.
    fn raise(descriptors: &[(OwnedFd, RawFd)]) -> io::Result<Vec<Raised>> {
        let highest = descriptors.iter().map(|&(_, target)| target).max().unwrap_or(2);
        let raise = |(descriptor, target): &(OwnedFd, RawFd)| {
            if *target <= 2 {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "a descriptor below 3"));
            }
            let descriptor = rustix::io::fcntl_dupfd_cloexec(descriptor, highest.saturating_add(1))?;
            Ok(Raised { descriptor, target: *target })
        };
        descriptors.iter().map(raise).collect()
    }

    fn plan(raised: &[Raised]) -> io::Result<Self> {
        let (mut moves, mut reserved) = (Vec::new(), Vec::new());
        for Raised { descriptor, target } in raised {
            let placeholder = rustix::io::fcntl_dupfd_cloexec(descriptor, *target)?;
            let found = match identity(*target) {
                Some(found) => found,
                // Closed by another thread since: reserve it the next time round.
                None => return Self::plan(raised),
            };
            moves.push(Move { from: descriptor.as_raw_fd(), to: *target, found });
            if placeholder.as_raw_fd() == *target {
                reserved.push(placeholder);
            }
        }
        Ok(Self { moves, _reserved: reserved })
    }
}

/// What a descriptor number stands for, if it is in use.
#[expect(unsafe_code, reason = "a number is looked at of which it is not known whose it is")]
fn identity(number: RawFd) -> Option<(u64, u64)> {
    // SAFETY: borrowed for one fstat, which does not change it, and which fails harmlessly if it is not open.
    let borrowed = unsafe { BorrowedFd::borrow_raw(number) };
    let stat = rustix::fs::fstat(borrowed).ok()?;
    Some((stat.st_dev, stat.st_ino))
}

/// What the child does before it becomes the program.
#[derive(Debug)]
struct Steps {
    placement: Vec<Move>,
    credentials: Option<Credentials>,
    new_session: bool,
    limits: Vec<(Resource, u64)>,
    umask: Option<u32>,
    oom_score: Option<String>,
    entrances: Vec<File>,
}

#[expect(unsafe_code, reason = "the standard library has no safe way to act between fork and exec")]
fn run_between_fork_and_exec(command: &mut Command, steps: Steps) {
    let groups: Option<Vec<Gid>> = steps
        .credentials
        .as_ref()
        .map(|credentials| credentials.groups.iter().map(|&group| Gid::from_raw(group)).collect());
    // SAFETY: `Steps::run` makes system calls only. It takes no lock and neither allocates nor frees (it borrows
    // what the closure owns), so it is async-signal-safe; and it is the only thread of its process, so that
    // changing the credentials of the thread changes those of the process.
    unsafe { command.pre_exec(move || Ok(steps.run(groups.as_deref())?)) };
}

impl Steps {
    /// In this order: what needs our rights first, then giving them up.
    fn run(&self, groups: Option<&[Gid]>) -> Result<(), Errno> {
        for entrance in &self.entrances {
            rustix::io::write(entrance, b"0")?;
        }
        if let Some(score) = &self.oom_score {
            let file = rustix::fs::open(
                c"/proc/self/oom_score_adj",
                OFlags::WRONLY | OFlags::CLOEXEC,
                Mode::empty(),
            )?;
            rustix::io::write(file, score.as_bytes())?;
        }
        for &(resource, limit) in &self.limits {
            let limit = (limit != u64::MAX).then_some(limit);
            rustix::process::setrlimit(resource, Rlimit { current: limit, maximum: limit })?;
        }
        if self.new_session {
            rustix::process::setsid()?;
        }
        if let Some(mask) = self.umask {
            rustix::process::umask(Mode::from_raw_mode(mask));
        }
        close_all_on_exec();
        for step in &self.placement {
            step.run()?;
        }
        if let (Some(credentials), Some(groups)) = (&self.credentials, groups) {
            rustix::thread::set_thread_groups(groups)?;
            let (gid, uid) = (Gid::from_raw(credentials.gid), Uid::from_raw(credentials.uid));
            rustix::thread::set_thread_res_gid(gid, gid, gid)?;
            rustix::thread::set_thread_res_uid(uid, uid, uid)?;
        }
        Ok(())
    }
}

/// Ours do so anyway; but whoever started us may have left us some that do not.
#[expect(unsafe_code, reason = "rustix has no close_range(2)")]
fn close_all_on_exec() {
    // SAFETY: a system call on numbers. With this flag it closes nothing now, and exec is all that comes.
    // Kernels before 5.11 do not know it, and nothing is lost there but the precaution.
    unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, libc::CLOSE_RANGE_CLOEXEC) };
}

impl Move {
    #[expect(unsafe_code, reason = "dup2 onto a number, which safe code has no way to name")]
    fn run(self) -> Result<(), Errno> {
        if identity(self.to) != Some(self.found) {
            return Err(OVERTAKEN);
        }
        // SAFETY: `from` was open when the process was forked, and nothing closes it before exec.
        let from = unsafe { BorrowedFd::borrow_raw(self.from) };
        // SAFETY: only a name for dup2, never closed (ManuallyDrop). Nothing in this process uses what stood
        // there before: it has one thread, about to become another program.
        let mut to = ManuallyDrop::new(unsafe { OwnedFd::from_raw_fd(self.to) });
        rustix::io::dup2(from, &mut to)
    }
}
