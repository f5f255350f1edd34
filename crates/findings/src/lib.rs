//! The heart: rules that decide what is tainted or deprecated about a guest, and the texts that tell it.
//!
//! - [`taint`](Taint): libvirt's fifteen flags.
//! - [`Entry`]: the catalogue of all codes, from `catalogue.toml`; `docs/findings.md` comes from the same table.
//! - [`Finding`]: one truth as a value; every log line, message and status entry is a rendering of it.
//! - [`rules`]: one constructor for each finding, with its sentence and evidence.
//! - [`launch`] and [`device`]: which of them hold when a guest starts or a device comes, in libvirt's order.
//! - [`next_start`]: what would be found if a guest that does not run were started, or what keeps it from that.
//! - [`deprecated_in_command`]: what a raw monitor command uses that QEMU will drop.
//! - [`Complaint`]: a line in which QEMU itself complains.
//! - [`FindingChanges`], [`EmulatorReplaced`]: what another emulator in the old one's place changes.
//! - [`Record`]: what is recorded while a guest runs, and what the messages call answers; [`forecast_messages`]
//!   answers of one that does not run; [`from_messages`] reads back what any daemon answers.
//!
//! Pure: no I/O, no clock. Nothing outside this crate decides what is tainted, or holds the texts.

mod catalogue;
mod complaint;
#[cfg(test)]
mod conditions;
pub mod device;
mod emulator_change;
mod finding;
mod forecast_messages;
pub mod launch;
mod message;
mod monitor_use;
pub mod next_start;
mod record;
pub mod rules;
mod taint;
#[cfg(test)]
mod test_values;

pub use catalogue::Entry;
pub use complaint::Complaint;
pub use emulator_change::{EmulatorReplaced, FindingChanges};
pub use finding::{Cause, Class, Code, Finding, Severity, Subject, When};
pub use forecast_messages::{FORECAST_MESSAGES, forecast_messages, wants_forecasts};
pub use message::{from_message, from_messages};
pub use monitor_use::deprecated_in_command;
pub use record::{MESSAGE_DEPRECATION, MESSAGE_IO_ERRORS, MESSAGE_TAINTING, Record};
pub use taint::{Taint, TaintSet};
