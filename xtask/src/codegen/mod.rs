//! `cargo xtask codegen [--check]`: the protocol's types and tables, and the findings' catalogue, each from the
//! files that state its facts.
//!
//! `crates/wire/schema/*.json` --[`schema`]--> checked values --[`types`], [`procedures`]--> Rust source
//! --[`output`]--> `crates/wire/src/generated`, or a complaint about what is stale there; and [`calls`] for the client.
//!
//! `crates/findings/catalogue.toml` --[`catalogue`]--> its entries and the page for people.
//!
//! What is generated is deliberately dull: plain structs, one line of `codec!` each (the macro lives in
//! `wire::xdr`, where it can be read and tested), marker types and a table. So a change of the schema is
//! a change of as many lines of output.

mod calls;
mod catalogue;
mod names;
mod output;
mod procedures;
mod schema;
mod types;

pub use output::run;
