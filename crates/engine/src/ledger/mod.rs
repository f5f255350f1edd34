//! The ledger: what is found of every guest now, and each change of it under a number.
//!
//! ```text
//!   a guest's owner --View-------> page of that guest --difference--> ring of changes --bell--> who follows
//!   forecasts ------Outlook------>   |
//!   who acknowledges --Waiver---->   +--> snapshot: all pages, with the number that they stand for
//!                                    +--> unwritten: pages to be written out before anybody asks
//! ```
//!
//! Written when a definition, a record or an emulator changes, never for a question. A question takes the snapshot,
//! and what a page looks like to whoever tells it is kept with the page.

mod changes;
mod guest_findings;
mod pages;
mod snapshot;
mod unwritten;
mod waiver_file;
mod waivers;

#[cfg(test)]
mod tests;

pub use changes::{Change, Step, Told};
pub use guest_findings::{GuestFindings, Standing};
pub(crate) use pages::Ledger;
pub use snapshot::Findings;
pub use waivers::{Waiver, WaiverScope, WaiverSource};
