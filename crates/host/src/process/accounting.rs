//! What a process has used, read from `/proc` (proc(5)).

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStringExt as _;

/// What `/proc/PID/stat` says about a process or a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcStat {
    /// The program's or thread's name, at most 15 bytes of it.
    pub name: String,
    /// `R`unning, `S`leeping, `D`isk sleep, s`T`opped, `Z`ombie, ...
    pub state: char,
    /// Time on a processor in user mode, in ns (in steps of a clock tick, 10 ms).
    pub user_ns: u64,
    /// Time on a processor in the kernel, in ns (in steps of a clock tick).
    pub system_ns: u64,
    /// When it started, in clock ticks since boot.
    pub start_time: u64,
    /// Memory that is in RAM, in KiB.
    pub resident_kib: u64,
    /// The processor it last ran on.
    pub processor: u32,
}

/// How long a thread ran and waited, from `/proc/PID/task/TID/schedstat`: exact, unlike [`ProcStat`]'s times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchedStat {
    /// Time on a processor, in ns.
    pub run_ns: u64,
    /// Time ready to run and waiting for a processor, in ns.
    pub wait_ns: u64,
}

impl ProcStat {
    /// Of a process.
    ///
    /// # Errors
    /// `NotFound` when there is none of that pid; `InvalidData` when `/proc` speaks another language.
    pub fn of(pid: u32) -> io::Result<Self> {
        Self::read(&format!("/proc/{pid}/stat"))
    }

    /// Of a thread of a process.
    ///
    /// # Errors
    /// As [`ProcStat::of`].
    pub fn of_thread(pid: u32, thread: u32) -> io::Result<Self> {
        Self::read(&format!("/proc/{pid}/task/{thread}/stat"))
    }

    /// Whether it has ended and only its record is left.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        matches!(self.state, 'Z' | 'X' | 'x')
    }

    fn read(path: &str) -> io::Result<Self> {
        let text = vanished_is_not_found(fs::read(path))?;
        let ticks_per_second = rustix::param::clock_ticks_per_second();
        let page_kib = (rustix::param::page_size() / 1024) as u64;
        parse_stat(&String::from_utf8_lossy(&text), ticks_per_second, page_kib)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{path} is not understood")))
    }
}

impl SchedStat {
    /// Of a process's main thread.
    ///
    /// # Errors
    /// `NotFound` when the process is gone, or the kernel keeps no such record.
    pub fn of(pid: u32) -> io::Result<Self> {
        Self::read(&format!("/proc/{pid}/schedstat"))
    }

    /// Of a thread of a process.
    ///
    /// # Errors
    /// As [`SchedStat::of`].
    pub fn of_thread(pid: u32, thread: u32) -> io::Result<Self> {
        Self::read(&format!("/proc/{pid}/task/{thread}/schedstat"))
    }

    fn read(path: &str) -> io::Result<Self> {
        let text = vanished_is_not_found(fs::read_to_string(path))?;
        let mut numbers = text.split_ascii_whitespace().map_while(|word| word.parse().ok());
        match (numbers.next(), numbers.next()) {
            (Some(run_ns), Some(wait_ns)) => Ok(Self { run_ns, wait_ns }),
            _ => Err(io::Error::new(io::ErrorKind::InvalidData, format!("{path} is not understood"))),
        }
    }
}

/// The threads of a process, by id.
///
/// # Errors
/// `NotFound` when the process is gone.
pub fn threads(pid: u32) -> io::Result<Vec<u32>> {
    let entries = vanished_is_not_found(fs::read_dir(format!("/proc/{pid}/task")))?;
    let ids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let mut ids: Vec<u32> = ids.collect();
    ids.sort_unstable();
    Ok(ids)
}

/// The words with which a process was started; none for a zombie.
///
/// # Errors
/// `NotFound` when the process is gone; `PermissionDenied`.
pub fn command_line(pid: u32) -> io::Result<Vec<OsString>> {
    let mut bytes = vanished_is_not_found(fs::read(format!("/proc/{pid}/cmdline")))?;
    if bytes.last() == Some(&0) {
        bytes.pop();
    }
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    Ok(bytes.split(|&byte| byte == 0).map(|word| OsString::from_vec(word.to_vec())).collect())
}

/// A process that ends while its files are read makes the reading fail with ESRCH.
fn vanished_is_not_found<T>(result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| match error.raw_os_error() {
        Some(code) if code == rustix::io::Errno::SRCH.raw_os_error() => io::ErrorKind::NotFound.into(),
        _ => error,
    })
}

/// The name stands in parentheses and may hold blanks and parentheses of its own; the fields after it are
/// numbered from 3 in proc(5).
fn parse_stat(text: &str, ticks_per_second: u64, page_kib: u64) -> Option<ProcStat> {
    let (before, after) = text.rsplit_once(") ")?;
    let (_, name) = before.split_once('(')?;
    let fields: Vec<&str> = after.split_ascii_whitespace().collect();
    let number = |field: usize| -> Option<u64> { fields.get(field - 3)?.parse().ok() };
    let tick_ns = 1_000_000_000 / ticks_per_second.max(1);
    Some(ProcStat {
        name: name.to_owned(),
        state: fields.first()?.chars().next()?,
        user_ns: number(14)?.saturating_mul(tick_ns),
        system_ns: number(15)?.saturating_mul(tick_ns),
        start_time: number(22)?,
        resident_kib: number(24)?.saturating_mul(page_kib),
        processor: number(39)?.try_into().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINE: &str = "4242 (qemu) (x) 1) S 1 4242 4242 0 -1 138428736 9 0 0 0 250 50 0 0 20 0 4 0 777 99 12 \
                        18446744073709551615 1 1 0 0 0 0 0 4096 81922 0 0 0 17 3 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    #[test]
    fn a_name_may_hold_anything() {
        let expected = ProcStat {
            name: "qemu) (x) 1".to_owned(),
            state: 'S',
            user_ns: 2_500_000_000,
            system_ns: 500_000_000,
            start_time: 777,
            resident_kib: 48,
            processor: 3,
        };
        assert_eq!(parse_stat(LINE, 100, 4), Some(expected));
    }

    #[test]
    fn ourselves() {
        let pid = std::process::id();
        let stat = ProcStat::of(pid).unwrap();
        assert!(stat.start_time > 0 && stat.resident_kib > 100 && !stat.is_dead(), "{stat:?}");
        assert!(threads(pid).unwrap().contains(&pid));
        assert_eq!(ProcStat::of_thread(pid, pid).unwrap().start_time, stat.start_time);
        let words = command_line(pid).unwrap();
        assert_eq!(words, std::env::args_os().collect::<Vec<_>>());
        assert!(SchedStat::of(pid).is_ok_and(|sched| sched.run_ns > 0));
    }

    #[test]
    fn nobody() {
        assert_eq!(ProcStat::of(u32::MAX).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(threads(u32::MAX).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(command_line(u32::MAX).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    proptest! {
        #[test]
        fn any_text(text in "[ -~]{0,80}") {
            let _ = parse_stat(&text, 100, 4);
            let _ = parse_stat(&format!("{LINE}{text}"), 0, 0);
        }
    }
}
