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
//! - [`Definition`]: one definition with its text, so that a finding's place has a line.
//! - [`Judgement`]: the findings of one definition, and what could not be judged.
//! - [`GuestDocuments`]: all that a host tells of one guest.
//! - [`GuestReport`], [`HostReport`], [`Fleet`]: the same for guests, hosts and all of them.
//!
//! Which findings there are, and their words, is the business of `findings`.

mod definition;
mod documents;
mod fleet;
mod guest_documents;
mod judgement;
mod knowledge;
mod place;
mod report;
mod summary;

pub use definition::{Definition, Owner};
pub use documents::DocumentError;
pub use fleet::Fleet;
pub use guest_documents::GuestDocuments;
pub use judgement::{Judgement, Unjudged};
pub use knowledge::{EmulatorKey, HostKnowledge};
pub use place::place_of;
pub use report::{GuestReport, GuestState, HostReport, NotAsked};
pub use summary::{Count, Summary};
