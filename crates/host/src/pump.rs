//! Moving bytes between a pipe and a file inside the kernel, with a way to stop.
//!
//! Whoever hands the other end of a pipe to a program decides when the program's output has an end: a file that
//! is full, or a wish to stop, closes the pipe, and the program notices at once.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, SpliceFlags, fcntl_setpipe_size, pipe_with, splice};

/// The most that is moved at once, in bytes.
const CHUNK: usize = 256 << 10;

/// How often a pump that has nothing to move looks whether it is to stop.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// A pipe: its read end and its write end. Neither is inherited by other programs.
///
/// # Errors
/// The kernel has no descriptors left.
pub fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC)?;
    // A larger buffer only saves wake-ups: where it is not granted, the usual one does.
    let _ = fcntl_setpipe_size(&write, CHUNK);
    Ok((read, write))
}

/// Moves bytes until `from` has an end. One of the two must be a pipe. Blocks; `stop` ends it within some tens
/// of milliseconds. Returns how many bytes were moved.
///
/// # Errors
/// What the kernel says of either end; `Interrupted` when it was stopped.
pub fn pump(from: OwnedFd, to: &impl AsFd, stop: &AtomicBool) -> io::Result<u64> {
    let mut moved = 0;
    loop {
        if stop.load(Ordering::Acquire) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if !is_ready(from.as_fd(), PollFlags::IN)? || !is_ready(to.as_fd(), PollFlags::OUT)? {
            continue;
        }
        match splice(&from, None, to, None, CHUNK, SpliceFlags::NONBLOCK | SpliceFlags::MOVE) {
            Ok(0) => return Ok(moved),
            Ok(count) => moved += u64::try_from(count).unwrap_or(0),
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(why) => return Err(why.into()),
        }
    }
}

/// Whether an end can be read from or written to, or has an end or an error to tell of; waits a little for it.
fn is_ready(end: BorrowedFd<'_>, how: PollFlags) -> io::Result<bool> {
    match poll(&mut [PollFd::from_borrowed_fd(end, how)], Some(&LOOK)) {
        Ok(count) => Ok(count > 0),
        Err(Errno::INTR) => Ok(false),
        Err(why) => Err(why.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Read, Write};
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn what_goes_into_the_pipe_comes_into_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("f");
        let file = File::create(&path).unwrap();
        let (read, write) = pipe().unwrap();
        let content = vec![b'x'; 3_000_000];
        let writer = {
            let content = content.clone();
            std::thread::spawn(move || File::from(write).write_all(&content))
        };
        assert_eq!(pump(read, &file, &AtomicBool::new(false)).unwrap(), 3_000_000);
        writer.join().unwrap().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), content);

        let (read, write) = pipe().unwrap();
        let reader = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            File::from(read).read_to_end(&mut bytes).map(|_| bytes)
        });
        let file = File::open(&path).unwrap();
        assert_eq!(pump(file.into(), &write, &AtomicBool::new(false)).unwrap(), 3_000_000);
        drop(write);
        assert_eq!(reader.join().unwrap().unwrap(), content);
    }

    #[test]
    fn a_pump_stops_when_asked_though_nothing_moves() {
        let (read, _write) = pipe().unwrap();
        let (_other, full) = pipe().unwrap();
        let stop = AtomicBool::new(true);
        let began = Instant::now();
        assert_eq!(pump(read, &full, &stop).unwrap_err().kind(), io::ErrorKind::Interrupted);
        assert!(began.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn a_full_device_is_an_error_and_closes_the_pipe() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let (read, write) = pipe().unwrap();
        let mut write = File::from(write);
        write.write_all(b"abc").unwrap();
        let why = pump(read, &full, &AtomicBool::new(false)).unwrap_err();
        assert!(matches!(why.raw_os_error(), Some(22 | 28)), "{why}");
        assert_eq!(write.write_all(b"d").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
