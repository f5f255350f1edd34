//! libvirt's errors as values: a code, a domain, the finished text.
//!
//! Clients compare the *code* and sometimes the *domain*, and print the *message* as it is; so what a
//! user can cause is always one of these, from the rule that noticed it up to the reply on the wire.
//! Source of the facts: `virErrorNumber` and `virErrorDomain` of the public API, and texts as a real
//! daemon sends them.

mod code;
mod domain;
mod error;

pub use code::Code;
pub use domain::Domain;
pub use error::{Error, Level, Result};
