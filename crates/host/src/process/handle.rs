//! A process held by its pidfd: signals reach it or nobody, and its end can be awaited though it is no child.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::{Arc, OnceLock};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, WaitId, WaitIdOptions, WaitIdStatus, pidfd_open, pidfd_send_signal, waitid,
};
use tokio::io::Interest;

use super::accounting::ProcStat;
use super::identity::ProcessIdentity;

pub use rustix::process::Signal;

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with this exit status.
    Code(i32),
    /// By a signal.
    Signal {
        /// The signal's number.
        signal: i32,
        /// Whether it left a core dump.
        core_dumped: bool,
    },
    /// Nobody can tell: it was not our child (an earlier life of this daemon started it).
    Unknown,
}

/// A process, running or ended. Clones are handles to the same process. Dropping them does nothing to it; but
/// a child of ours stays a zombie until [`ProcessHandle::exited`] or [`ProcessHandle::try_exited`] saw its end.
#[derive(Clone, Debug)]
pub struct ProcessHandle {
    process: Arc<Process>,
}

#[derive(Debug)]
struct Process {
    identity: ProcessIdentity,
    pidfd: OwnedFd,
    /// Kept because the kernel tells a child's status only once.
    exit: OnceLock<Exit>,
}

impl ProcessHandle {
    /// Takes hold of the process that `identity` was made of; `None` when it has ended, whoever has its pid
    /// now.
    ///
    /// # Errors
    /// When the kernel cannot give a pidfd or `/proc` cannot be read.
    pub fn reopen(identity: ProcessIdentity) -> io::Result<Option<Self>> {
        let Some(pid) = i32::try_from(identity.pid).ok().and_then(Pid::from_raw) else { return Ok(None) };
        let pidfd = match pidfd_open(pid, PidfdFlags::empty()) {
            Ok(pidfd) => pidfd,
            // EINVAL: the pid of a thread, so no process of that pid is there.
            Err(Errno::SRCH | Errno::INVAL) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        // The pidfd is held before the start time is read: should the pid change hands in between, the start
        // time read is that of a later process and does not fit.
        match ProcStat::of(identity.pid) {
            Ok(stat) if stat.start_time == identity.start_time && !stat.is_dead() => {
                Ok(Some(Self::new(identity, pidfd)))
            }
            Ok(_) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes hold of a child that has not been waited for.
    pub(super) fn of_child(pid: u32) -> io::Result<Self> {
        let raw = i32::try_from(pid).ok().and_then(Pid::from_raw).ok_or(Errno::SRCH)?;
        let pidfd = pidfd_open(raw, PidfdFlags::empty())?;
        Ok(Self::new(ProcessIdentity::of(pid)?, pidfd))
    }

    fn new(identity: ProcessIdentity, pidfd: OwnedFd) -> Self {
        Self { process: Arc::new(Process { identity, pidfd, exit: OnceLock::new() }) }
    }

    /// What to write down to find it again.
    #[must_use]
    pub fn identity(&self) -> ProcessIdentity {
        self.process.identity
    }

    /// Its process id, for people and for `/proc`.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.identity.pid
    }

    /// Waits for its end. Must be called within a tokio runtime. Safe to cancel.
    ///
    /// # Errors
    /// When the kernel cannot watch it (no descriptors left).
    pub async fn exited(&self) -> io::Result<Exit> {
        if let Some(exit) = self.try_exited()? {
            return Ok(exit);
        }
        let watched = crate::watch::watch(self.process.pidfd.try_clone()?, Interest::READABLE)?;
        loop {
            let mut ready = watched.readable().await?;
            if let Some(exit) = self.try_exited()? {
                return Ok(exit);
            }
            ready.clear_ready();
        }
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    /// When the kernel cannot tell.
    pub fn try_exited(&self) -> io::Result<Option<Exit>> {
        if let Some(&exit) = self.process.exit.get() {
            return Ok(Some(exit));
        }
        let mut polled = [PollFd::new(&self.process.pidfd, PollFlags::IN)];
        if poll(&mut polled, Some(&Timespec::default()))? == 0 {
            return Ok(None);
        }
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG;
        let exit = match waitid(WaitId::PidFd(rustix::fd::AsFd::as_fd(&self.process.pidfd)), options) {
            Ok(Some(status)) => Exit::of(&status),
            // Ended, and yet not to be waited for: another handle's caller is at it this very moment.
            Ok(None) => return Ok(self.process.exit.get().copied()),
            Err(Errno::CHILD) => Exit::Unknown,
            Err(error) => return Err(error.into()),
        };
        Ok(Some(*self.process.exit.get_or_init(|| exit)))
    }

    /// Sends a signal. False when the process has ended already.
    ///
    /// # Errors
    /// When it may not be signalled (`PermissionDenied`).
    pub fn kill(&self, signal: Signal) -> io::Result<bool> {
        match pidfd_send_signal(&self.process.pidfd, signal) {
            Ok(()) => Ok(true),
            Err(Errno::SRCH) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

impl Exit {
    fn of(status: &WaitIdStatus) -> Self {
        match (status.exit_status(), status.terminating_signal()) {
            (Some(code), _) => Self::Code(code),
            (None, Some(signal)) => Self::Signal { signal, core_dumped: status.dumped() },
            (None, None) => Self::Unknown,
        }
    }
}
