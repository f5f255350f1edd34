//! Which hypervisor features are on: `<features>`.

mod types;

pub use types::*;
