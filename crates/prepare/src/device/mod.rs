//! Each kind of device made complete: one folder for a kind, its rules in `defaults` and `validate`.

mod channel;
mod console;
mod controller;
mod disk;
mod every_kind;
mod graphics;
mod hostdev;
mod input;
mod interface;
mod iommu;
mod memory;
mod panic;
mod parallel;
mod serial;
mod shmem;
mod smartcard;
mod tpm;
mod video;
mod watchdog;

pub(crate) use disk::{order_disks, target_number};
pub(crate) use every_kind::{complete, complete_controllers, validate, validate_asked, validate_start};
pub(crate) use graphics::check_graphics;
pub use interface::made_up_mac;
pub(crate) use interface::validate::memory_is_shared;
