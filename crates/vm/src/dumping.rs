//! Writing down a guest's memory (DOMAIN_CORE_DUMP, DOMAIN_CORE_DUMP_WITH_FORMAT).

use std::path::PathBuf;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use serde_json::Value;

use crate::event::Lifecycle;
use crate::guest::Guest;
use crate::job::{Job, JobOperation};
use crate::job_progress::Measures;
use crate::outgoing::{self, Form, Source};
use crate::output_file::OutputFile;
use crate::owner::{Owner, not_running};
use crate::patience::patiently;
use crate::{PausedReason, ShutOffReason};

/// What is written down, and what becomes of the guest (`virDomainCoreDumpFlags`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dump {
    /// It runs on meanwhile.
    pub live: bool,
    /// It is ended afterwards.
    pub crash: bool,
    /// It is reset afterwards.
    pub reset: bool,
    /// Its memory in this form; `None`: all of its state, as QEMU's stream.
    pub memory: Option<DumpFormat>,
}

/// The form of a core file (`virDomainCoreDumpFormat`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DumpFormat {
    /// ELF, uncompressed.
    Elf,
    /// As kdump does it, with zlib.
    KdumpZlib,
    /// The same with lzo.
    KdumpLzo,
    /// The same with snappy.
    KdumpSnappy,
    /// For Windows guests.
    WinDmp,
    /// As kdump does it with zlib, not made for pipes.
    KdumpRawZlib,
    /// The same with lzo.
    KdumpRawLzo,
    /// The same with snappy.
    KdumpRawSnappy,
}

impl DumpFormat {
    /// All of them, by libvirt's numbers.
    const ALL: [Self; 8] = [
        Self::Elf,
        Self::KdumpZlib,
        Self::KdumpLzo,
        Self::KdumpSnappy,
        Self::WinDmp,
        Self::KdumpRawZlib,
        Self::KdumpRawLzo,
        Self::KdumpRawSnappy,
    ];

    /// The form with this number.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// QEMU's word for it.
    const fn word(self) -> &'static str {
        match self {
            Self::Elf => "elf",
            Self::KdumpZlib => "kdump-zlib",
            Self::KdumpLzo => "kdump-lzo",
            Self::KdumpSnappy => "kdump-snappy",
            Self::WinDmp => "win-dmp",
            Self::KdumpRawZlib => "kdump-raw-zlib",
            Self::KdumpRawLzo => "kdump-raw-lzo",
            Self::KdumpRawSnappy => "kdump-raw-snappy",
        }
    }
}

impl Guest {
    /// Writes down its memory. When that fails it is as before, and there is no file.
    ///
    /// # Errors
    /// 55 "domain is not running"; 38 for the file; 78 when a client ended it; 9 with QEMU's reason.
    pub async fn dump(&self, to: PathBuf, dump: Dump) -> Result<()> {
        if !self.view().is_active() {
            return Err(not_running());
        }
        let measures = if dump.memory.is_some() { Measures::Dump } else { Measures::Migration };
        self.run_job(JobOperation::Dump, measures, move |guest, job| async move {
            guest.dump_into(&job, to, dump).await
        })
        .await
    }

    async fn dump_into(&self, job: &Job, to: PathBuf, dump: Dump) -> Result<()> {
        let source = Source::of(self).map_err(|_| not_running())?;
        let form = Form::new(self.surroundings().settings().dump_format, None)?;
        let output = OutputFile::create(&to)?;
        let held = self
            .ask_beside(move |owner| {
                Box::pin(async move {
                    if let Some(format) = dump.memory {
                        owner.require_dump_format(format).await?;
                    }
                    if dump.live {
                        Ok(owner.hold_later(PausedReason::Dump))
                    } else {
                        owner.hold(PausedReason::Dump).await
                    }
                })
            })
            .await?;
        let outcome = self.write_dump(job, &source, output, (dump, &form)).await;
        if outcome.is_ok() && dump.crash {
            self.ask_beside(|owner| {
                Box::pin(async move {
                    owner.ends_as = Some((ShutOffReason::Crashed, Lifecycle::StoppedCrashed));
                    Ok(())
                })
            })
            .await?;
            return self.end_run(&source).await;
        }
        if outcome.is_ok() && dump.reset {
            self.ask_beside(|owner| {
                Box::pin(async move {
                    owner.command("system_reset", Value::Null).await?;
                    owner.catch_up().await;
                    Ok(())
                })
            })
            .await?;
        }
        self.let_go(held, None).await;
        outcome
    }

    async fn write_dump(
        &self,
        job: &Job,
        source: &Source,
        output: OutputFile,
        (dump, form): (Dump, &Form),
    ) -> Result<()> {
        match dump.memory {
            Some(DumpFormat::Elf) => outgoing::dump(self, job, source, output.file(), None).await?,
            Some(format) => outgoing::dump(self, job, source, output.file(), Some(format.word())).await?,
            None => outgoing::migrate(self, job, source, (output.file(), 0), form).await?,
        };
        patiently(|| output.keep())
            .map_err(|why| Error::io(ErrorDomain::Qemu, &why, "Unable to write the core file"))?;
        if dump.memory.is_none() {
            let report = job.report();
            self.ask_beside(move |owner| {
                Box::pin(async move {
                    owner.catch_up().await;
                    owner.job_completed(report);
                    Ok(())
                })
            })
            .await?;
        }
        Ok(())
    }
}

impl Owner {
    /// # Errors
    /// 55 "unsupported dumpformat '...' for this QEMU binary".
    async fn require_dump_format(&self, format: DumpFormat) -> Result<()> {
        if format == DumpFormat::Elf {
            return Ok(());
        }
        let able = self.command("query-dump-guest-memory-capability", Value::Null).await?;
        let formats = able["formats"].as_array().map(Vec::as_slice).unwrap_or_default();
        if formats.iter().any(|known| known.as_str() == Some(format.word())) {
            return Ok(());
        }
        let detail = format!("unsupported dumpformat '{}' for this QEMU binary", format.word());
        Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_libvirts_numbers_and_qemus_words() {
        let words: Vec<_> =
            (0..9).map(|number| DumpFormat::from_number(number).map(DumpFormat::word)).collect();
        assert_eq!(words[0], Some("elf"));
        assert_eq!(words[4], Some("win-dmp"));
        assert_eq!(words[7], Some("kdump-raw-snappy"));
        assert_eq!(words[8], None);
    }
}
