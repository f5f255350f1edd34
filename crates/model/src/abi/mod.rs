//! Whether another definition is that of the same guest, as far as the guest itself can see.
mod check;
pub use check::check;
