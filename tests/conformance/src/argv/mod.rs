//! Definitions made complete and turned into command lines, against recorded cases.
//!
//! Every case is completed with the recorded emulator and fixed surroundings; its command line, its stored
//! definition or its refusal is compared with what is expected.

mod case;
mod compare;
mod emulator;
mod pretend;
mod seal;
mod section;

pub use section::argv_sections;
