//! Asking the host's emulators what they can do: once, in parallel, bounded, and again when they change.
//!
//! - `knowledge`: what is known of each binary, and who waits for whom. `watch`: binaries that change.
//! - `identity`: what an outcome holds for. `store`: outcomes on disk.
//! - One process of a binary is asked by the room of that name.

mod identity;
mod knowledge;
mod store;
#[cfg(test)]
mod tests;
mod watch;

pub(crate) use knowledge::{Outcome, Prober, Surroundings};
pub use watch::EmulatorChange;
