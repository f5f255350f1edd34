//! `<vsock>`.

mod types;

pub use types::*;
