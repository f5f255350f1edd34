//! The rules of a disk.

mod address;
pub(super) mod defaults;
mod order;
pub(super) mod validate;

pub(crate) use address::number_of_target as target_number;
pub(crate) use order::order_disks;
