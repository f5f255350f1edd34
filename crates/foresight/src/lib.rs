//! What another QEMU, or a longer time, will mean for a guest.
//!
//! - [`VersionedMachine`]: machine types of the families that QEMU's rule is about.
//! - [`Release`]: QEMU's releases as the rule counts them; when a type is deprecated and when it is deleted.
//! - [`Target`]: the QEMU that is to come: known by its own answers, or by its version alone.
//! - [`Needs`]: what a definition asks of its QEMU by name. [`Prediction`]: what becomes of one such name, and
//!   whether that is known, projected, or a risk.
//! - [`migration_obstacles`]: what keeps a guest from moving to a host whose QEMU is another.
//!
//! Pure. docs/forecast.md has the reasons and how right the projections were on recorded builds.

mod machine_family;
mod migration;
mod needs;
mod prediction;
mod release;
mod target;

pub use machine_family::{MachineFamily, VersionedMachine};
pub use migration::migration_obstacles;
pub use needs::Needs;
pub use prediction::{Basis, Kind, Outlook, Prediction};
pub use release::Release;
pub use target::{Target, TargetAnswers, predict};
