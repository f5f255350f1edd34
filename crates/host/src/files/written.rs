//! Which files of a directory are being written (inotify(7)).

use std::ffi::OsString;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;

use rustix::fs::inotify;
use rustix::io::Errno;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

use crate::watch::watch;

/// Room for what the kernel hands over at once, in bytes: a hundred names or so.
const ROOM: usize = 16 << 10;

/// Tells which files of a directory are written.
#[derive(Debug)]
pub struct WrittenFiles {
    kernel: AsyncFd<OwnedFd>,
}

/// What was written since somebody last asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// These files, each at least once.
    Files(Vec<OsString>),
    /// More than the kernel has kept apart: any file.
    Any,
}

impl WrittenFiles {
    /// Begins to watch. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// The directory is not there, or the user has no watch left.
    pub fn of(directory: &Path) -> io::Result<Self> {
        let kernel = inotify::init(inotify::CreateFlags::NONBLOCK | inotify::CreateFlags::CLOEXEC)?;
        inotify::add_watch(&kernel, directory, inotify::WatchFlags::MODIFY)?;
        Ok(Self { kernel: watch(kernel, Interest::READABLE)? })
    }

    /// Waits until something is written.
    ///
    /// # Errors
    /// The kernel does not tell any more.
    pub async fn next(&mut self) -> io::Result<Written> {
        loop {
            let mut ready = self.kernel.readable().await?;
            let written = read(ready.get_inner())?;
            if let Some(written) = written {
                return Ok(written);
            }
            ready.clear_ready();
        }
    }
}

fn read(kernel: &OwnedFd) -> io::Result<Option<Written>> {
    let mut room = vec![MaybeUninit::uninit(); ROOM];
    let mut reader = inotify::Reader::new(kernel, &mut room);
    let mut names: Vec<OsString> = Vec::new();
    loop {
        match reader.next() {
            Ok(event) if event.events().contains(inotify::ReadFlags::QUEUE_OVERFLOW) => {
                return Ok(Some(Written::Any));
            }
            Ok(event) => {
                if let Some(name) = event.file_name() {
                    let name = OsString::from_vec(name.to_bytes().to_vec());
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            Err(Errno::AGAIN) => return Ok((!names.is_empty()).then_some(Written::Files(names))),
            Err(Errno::INTR) => {}
            Err(why) => return Err(why.into()),
        }
        if reader.is_buffer_empty() && !names.is_empty() {
            return Ok(Some(Written::Files(names)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn a_file_that_is_written_is_named_and_one_that_is_read_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let mut file = std::fs::File::create(directory.path().join("a.log")).unwrap();
        std::fs::write(directory.path().join("b.log"), "x").unwrap();
        let mut watched = WrittenFiles::of(directory.path()).unwrap();
        let _ = std::fs::read(directory.path().join("b.log")).unwrap();
        file.write_all(b"1").unwrap();
        assert_eq!(watched.next().await.unwrap(), Written::Files(vec!["a.log".into()]));
        let silence = tokio::time::timeout(Duration::from_millis(50), watched.next()).await;
        assert!(silence.is_err());
        file.write_all(b"2").unwrap();
        assert_eq!(watched.next().await.unwrap(), Written::Files(vec!["a.log".into()]));
        assert!(WrittenFiles::of(Path::new("/nowhere")).is_err());
    }
}
