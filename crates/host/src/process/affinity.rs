//! Which processors a thread may run on (sched_setaffinity(2)).

use std::io;

use rustix::process::Pid;
use rustix::thread::{CpuSet as KernelSet, sched_getaffinity, sched_setaffinity};

use crate::node::CpuSet;

/// Binds a thread to some processors. Those that the host has not got are passed over by the kernel.
///
/// # Errors
/// `NotFound` when there is no such thread; `InvalidInput` when none of the processors is usable;
/// `PermissionDenied`.
pub fn bind(thread: u32, cpus: &CpuSet) -> io::Result<()> {
    let mut set = KernelSet::new();
    for cpu in cpus.0.iter().filter_map(|&cpu| usize::try_from(cpu).ok()) {
        if cpu < KernelSet::MAX_CPU {
            set.set(cpu);
        }
    }
    sched_setaffinity(Some(pid(thread)?), &set).map_err(of_thread)
}

/// The processors that a thread may run on.
///
/// # Errors
/// `NotFound` when there is no such thread.
pub fn bound(thread: u32) -> io::Result<CpuSet> {
    let set = sched_getaffinity(Some(pid(thread)?)).map_err(of_thread)?;
    let cpus = (0..KernelSet::MAX_CPU).filter(|&cpu| set.is_set(cpu));
    Ok(CpuSet(cpus.filter_map(|cpu| u32::try_from(cpu).ok()).collect()))
}

fn pid(thread: u32) -> io::Result<Pid> {
    let raw = i32::try_from(thread).ok().and_then(Pid::from_raw);
    raw.ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn of_thread(error: rustix::io::Errno) -> io::Error {
    match error {
        rustix::io::Errno::SRCH => io::ErrorKind::NotFound.into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_bound_and_freed_again() {
        std::thread::spawn(|| {
            let me = u32::try_from(rustix::thread::gettid().as_raw_nonzero().get()).unwrap();
            let all = bound(me).unwrap();
            let first = CpuSet(all.0.iter().copied().take(1).collect());
            bind(me, &first).unwrap();
            assert_eq!(bound(me).unwrap(), first);
            bind(me, &all).unwrap();
            assert_eq!(bound(me).unwrap(), all);
        })
        .join()
        .unwrap();
    }

    #[test]
    fn what_cannot_be() {
        assert_eq!(bound(u32::MAX).unwrap_err().kind(), io::ErrorKind::NotFound);
        let me = std::process::id();
        assert_eq!(bind(me, &CpuSet::default()).unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
