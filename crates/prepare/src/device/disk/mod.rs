//! The rules of a disk.

mod address;
pub(super) mod defaults;
mod order;
pub(super) mod validate;
mod validate_source;

pub(crate) use address::number_of_target as target_number;
use address::partition_of_target;
pub(crate) use order::order_disks;
pub(crate) use validate::source_is_told;
