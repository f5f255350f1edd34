//! The heart: rules that decide what is tainted or deprecated about a guest, and the texts that tell it.
//!
//! - [`taint`](Taint): libvirt's fifteen flags.
//! - [`Entry`]: the catalogue of all codes, from `catalogue.toml`; `docs/findings.md` comes from the same table.
//! - [`Finding`]: one truth as a value; every log line, message and status entry is a rendering of it.
//! - [`rules`]: one constructor for each finding, with its sentence and evidence.
//! - [`launch`] and [`device`]: which of them hold when a guest starts or a device comes, in libvirt's order.
//! - [`FindingChanges`], [`EmulatorReplaced`]: what another emulator in the old one's place changes.
//! - [`Record`]: what is recorded while a guest runs, and what the messages call answers.
//!
//! Pure: no I/O, no clock. Nothing outside this crate decides what is tainted, or holds the texts.

mod catalogue;
pub mod device;
mod emulator_change;
mod finding;
pub mod launch;
mod record;
pub mod rules;
mod taint;

pub use catalogue::Entry;
pub use emulator_change::{EmulatorReplaced, FindingChanges};
pub use finding::{Cause, Class, Code, Finding, Severity, Subject, When};
pub use record::{MESSAGE_DEPRECATION, MESSAGE_IO_ERRORS, MESSAGE_TAINTING, Record};
pub use taint::{Taint, TaintSet};
