//! `cargo xtask setup`: what the demo and the tests need from the machine.
//!
//! [`packages`] says what is needed and why, [`machine`] looks at what is there, [`plan`] decides without
//! touching anything, and [`apply`] does it, or tells somebody without root which command to run.
//! [`other_releases`] unpacks what other releases have, beside the machine's own.

mod account;
mod apply;
mod apt;
mod machine;
mod other_releases;
mod packages;
mod plan;

pub use apply::{Options, run};
pub use other_releases::fetch as fetch_other_releases;
