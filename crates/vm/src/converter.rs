//! A program between QEMU and a file that compresses what passes, or uncompresses it.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::PathBuf;

use errors::{Domain as ErrorDomain, Error, Result};
use host::process::{Credentials, Exit, ProcessHandle, Signal, SpawnRequest};

use crate::image_format::ImageFormat;
use crate::process_slot::end_of;
use crate::save_image::failed;
use crate::starting::trouble;
use crate::surroundings::Settings;

/// The running program. It ends with its input; dropped before, it is ended.
#[derive(Debug)]
pub(crate) struct Converter {
    process: ProcessHandle,
    what: String,
}

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From QEMU into the file.
    Compress,
    /// From the file to QEMU.
    Uncompress,
}

/// Where the program for a form is; `None` for forms that need none.
///
/// # Errors
/// 9 when it is not installed.
pub(crate) fn find(format: ImageFormat) -> Result<Option<PathBuf>> {
    let Some(name) = format.program() else { return Ok(None) };
    host::process::find_program(name).map(Some).ok_or_else(|| {
        failed("Compression program for save image format in configuration file isn't available")
    })
}

impl Converter {
    /// Starts a program between two pipes. It runs as QEMU does: what it reads may be anybody's.
    ///
    /// # Errors
    /// 38 when it cannot be executed.
    pub(crate) fn start(
        settings: &Settings,
        program: PathBuf,
        direction: Direction,
        (from, to): (OwnedFd, OwnedFd),
    ) -> Result<Self> {
        let options = match direction {
            Direction::Compress => "-c",
            Direction::Uncompress => "-dc",
        };
        let request = SpawnRequest {
            arguments: vec![options.into()],
            environment: vec![("LC_ALL".into(), "C".into())],
            directory: Some("/".into()),
            stdin: Some(File::from(from)),
            stdout: Some(File::from(to)),
            credentials: settings.qemu.as_ref().map(|user| Credentials {
                uid: user.uid,
                gid: user.gid,
                groups: user.groups.clone(),
            }),
            new_session: true,
            program: program.clone(),
            ..SpawnRequest::default()
        };
        let process = crate::patience::patiently(|| host::process::spawn(request))
            .map_err(|why| trouble(&why, "cannot execute binary", &program))?;
        Ok(Self { process, what: format!("{} {options}", program.display()) })
    }

    /// Waits until it has ended, which it does when its input has.
    ///
    /// # Errors
    /// 1 when it did not do what it should.
    pub(crate) async fn finish(self) -> Result<()> {
        end_of(&self.process).await;
        let how = match self.process.try_exited() {
            Ok(Some(Exit::Code(0))) => return Ok(()),
            Ok(Some(Exit::Code(code))) => format!("exit status {code}"),
            Ok(Some(Exit::Signal { signal, .. })) => format!("fatal signal {signal}"),
            _ => "end".to_owned(),
        };
        Err(Error::internal(ErrorDomain::None, format!("Child process ({}) unexpected {how}", self.what)))
    }
}

impl Drop for Converter {
    fn drop(&mut self) {
        if let Ok(None) = self.process.try_exited() {
            // It may end this very moment.
            let _ = self.process.kill(Signal::KILL);
            let process = self.process.clone();
            tokio::spawn(async move { end_of(&process).await });
        }
    }
}
