//! `ferrovirt capabilities export`: what a host's emulators can do, as a file for another place.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use crate::cli::Global;
use crate::output::Answer;
use crate::reach;
use crate::survey::export;
use crate::verdict::Verdict;

use super::run::Outcome;

/// What `capabilities` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the host's own documents into one file
    Export {
        /// Where to write it; standard output without one
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// All that one QEMU of this machine says of itself, instead of a host's documents
        #[arg(long, value_name = "BINARY", conflicts_with = "connect")]
        emulator: Option<PathBuf>,
    },
}

/// Exports.
///
/// # Errors
/// When the host cannot be asked, or the file not be written.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let What::Export { output, emulator } = &options.what;
    let (text, missing) = match emulator {
        Some(binary) => (prober::probe(binary).await?.export()?, Vec::new()),
        None => {
            let uri = reach::uri(global)?;
            let (documents, missing) = export(&uri, global.deadline, !global.look_only).await?;
            (format!("{:#}\n", documents.to_json()), missing)
        }
    };
    match output {
        Some(path) => std::fs::write(path, text).with_context(|| path.display().to_string())?,
        None => {
            use std::io::Write as _;
            std::io::stdout().write_all(text.as_bytes())?;
        }
    }
    for missing in &missing {
        eprintln!("not asked: {}: {}", missing.what, missing.why);
    }
    let verdict = if missing.is_empty() { Verdict::Clean } else { Verdict::Incomplete };
    Ok((Answer::silent(), verdict))
}
