//! One file for each command.

pub mod list;
mod run;

pub use run::run;
