//! Where on a guest's bus a device sits: `<address>`.

mod types;

pub use types::*;
