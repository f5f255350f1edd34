//! What the administrator decided about findings: which are only reported, which are warned of, which are
//! refused, and which are accepted for a while.
//!
//! - [`Policy`]: the decisions of one file, checked as a whole before any of it counts.
//! - [`Rule`] and [`Waiver`]: its entries; [`Pattern`] says for which codes and guests they are.
//! - [`Act`]: what somebody is about to do; [`Policy::judge`] says what becomes of it.
//!
//! Pure: the date is an argument, the file's text too.

mod date;
mod judge;
mod parse;
mod pattern;
mod types;

pub use date::Date;
pub use judge::{Judgement, Notice};
pub use parse::PolicyError;
pub use pattern::Pattern;
pub use types::{Act, Action, GuestName, Policy, Rule, Waiver};
