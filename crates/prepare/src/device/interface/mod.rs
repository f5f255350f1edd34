//! The rules of a network interface.

pub(super) mod defaults;
pub use defaults::made_up_mac;
pub(super) mod validate;
