//! What no complete definition may be: rules about the guest as a whole, one file for each part of it. Rules
//! about devices stand with their kinds.

mod cpu;
mod features;
mod firmware;
mod lifecycle;
mod memory;
mod numa;
mod os;
mod security;
mod sysinfo;
mod timers;
mod tuning;
mod vcpus;
mod whole;

pub use lifecycle::check_lifecycle;
pub(crate) use whole::{before, validate};
