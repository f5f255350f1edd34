//! `<memory>` devices: DIMMs and their kin.

mod types;

pub use types::*;
