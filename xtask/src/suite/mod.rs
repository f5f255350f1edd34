//! `cargo xtask test`: every check and every test, and one line at the end that sums them up.

mod checks;
mod run;
mod tally;

pub use run::run;
