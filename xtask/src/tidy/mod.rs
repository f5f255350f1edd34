//! `cargo xtask tidy`: the house's invariants, read from `cargo metadata` and the sources.
//!
//! Every rule is a small function from a [`tree::Tree`] to complaints, in a file of its own under [`rules`],
//! with tests that show it pass and show it fail on a made-up tree. A new invariant is a new file there and
//! a line in [`rules::ALL`].

mod check;
mod complaint;
mod rules;
mod source;
mod tree;

pub use check::run;
