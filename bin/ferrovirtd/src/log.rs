//! The daemon's log: libvirt's form of a line, to standard error and to a file.

use std::fmt;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use errors::{Code, Domain, Error, Result};
use host::clock::Timestamp;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::writer::MakeWriterExt as _;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// How a line of the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// As libvirt's own log
    Text,
    /// One JSON object a line
    Json,
}

/// Opens the log in `folder`. What cannot be written (a full disk, say) is lost and ends nothing. systemd takes what
/// goes to standard error into its journal.
pub(crate) fn begin(filter: &str, format: Format, folder: &Path) -> Result<()> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|e| Error::new(Code::InvalidArg, Domain::None, format!("--log {filter}: {e}")))?;
    let path = folder.join("ferrovirtd.log");
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path);
    let file =
        file.map_err(|e| Error::io(Domain::None, &e, format_args!("cannot open {}", path.display())))?;
    let both = Arc::new(file).and(std::io::stderr);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .log_internal_errors(false)
        .with_ansi(false)
        .with_writer(both);
    let begun = match format {
        Format::Text => log.event_format(Line).try_init(),
        Format::Json => log.json().flatten_event(true).with_line_number(true).try_init(),
    };
    begun.map_err(|e| Error::internal(Domain::None, format!("the log cannot begin: {e}")))
}

/// `2026-11-23 21:25:20.759+0000: 4711: warning : vm::owner:12 : what happened`
struct Line;

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let metadata = event.metadata();
        let (target, line) = (metadata.target(), metadata.line().unwrap_or(0));
        let (now, pid, word) = (Timestamp::now(), std::process::id(), word(*metadata.level()));
        write!(writer, "{now}: {pid}: {word} : {target}:{line} : ")?;
        context.format_fields(writer.by_ref(), event)?;
        writeln!(writer)
    }
}

/// libvirt's words for how bad it is.
fn word(level: Level) -> &'static str {
    match level {
        Level::ERROR => "error",
        Level::WARN => "warning",
        Level::INFO => "info",
        _ => "debug",
    }
}
