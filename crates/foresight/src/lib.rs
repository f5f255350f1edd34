//! What is and will be true of guests, from what any libvirt host tells of itself: definitions and capabilities
//! in, findings out. A pure room; whoever has the documents has asked for them.
//!
//! ```text
//! <capabilities> -------+
//! <domainCapabilities> -+--> HostKnowledge --+
//! capability set -------+                    +--judge--> findings, and what could not be judged
//! <domain>, <domainsnapshot> --Definition----+
//! ```
//!
//! - [`HostKnowledge`]: what is known of a host's emulators, as far as its documents tell.
//! - [`CarriedDocuments`]: the same documents in a file, for another place.
//! - [`Definition`]: one definition with its text, so that a finding's place has a line.
//! - [`Judgement`]: the findings of one definition, and what could not be judged.
//! - [`GuestDocuments`]: all that a host tells of one guest.
//! - [`GuestReport`], [`HostReport`], [`Fleet`]: the same for guests, hosts and all of them.
//!
//! What another QEMU, or a longer time, will mean for a guest (docs/forecast.md has the reasons):
//!
//! - [`VersionedMachine`]: machine types of the families that QEMU's rule is about.
//! - [`Release`]: QEMU's releases as the rule counts them; when a type is deprecated and when it is deleted.
//! - [`Target`]: the QEMU that is to come: known by its own answers, or by its version alone.
//! - [`Needs`]: what a definition asks of its QEMU by name. [`Prediction`]: what becomes of one such name, and
//!   whether that is known, projected, or a risk.
//! - [`visible_differences`]: what a guest would see change on another machine type.
//! - [`Coming`]: the QEMU that is to come, as an operator names it. [`machines_in_use`]: when the machine types of a
//!   fleet are expected to go.
//! - [`migration_obstacles`]: what keeps a guest from moving to a host whose QEMU is another. [`stuck`]: which guests
//!   of a fleet cannot move between which hosts.
//!
//! [`fix`]: a change of a definition that clears a finding.
//!
//! Which findings there are, and their words, is the business of `findings`.

mod carried;
mod coming;
mod definition;
mod documents;
pub mod fix;
mod fleet;
mod guest_documents;
mod in_use;
mod judgement;
mod knowledge;
mod machine_difference;
mod machine_family;
mod migration;
mod needs;
mod place;
mod prediction;
mod rehearsal;
mod release;
mod report;
mod summary;
mod target;

pub use carried::CarriedDocuments;
pub use coming::Coming;
pub use definition::{Definition, Owner};
pub use documents::DocumentError;
pub use fleet::Fleet;
pub use guest_documents::GuestDocuments;
pub use in_use::{MachineInUse, machines_in_use};
pub use judgement::{Judgement, Unjudged};
pub use knowledge::{EmulatorKey, HostKnowledge};
pub use machine_difference::visible_differences;
pub use machine_family::{MachineFamily, VersionedMachine};
pub use migration::{Occasion, Station, Stuck, migration_obstacles, stuck};
pub use needs::Needs;
pub use place::place_of;
pub use prediction::{Basis, Kind, Outlook, Prediction};
pub use release::Release;
pub use report::{GuestReport, GuestState, HostReport, NotAsked};
pub use summary::{Count, Summary};
pub use target::{Target, TargetAnswers, predict};
