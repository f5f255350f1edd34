//! Each kind of device made complete: one folder for a kind, its rules in `defaults` and `validate`.

mod audio;
mod channel;
mod console;
mod controller;
mod crypto;
mod disk;
mod every_kind;
mod graphics;
mod hostdev;
mod input;
mod interface;
mod iommu;
mod memballoon;
mod memory;
mod nvram;
mod panic;
mod parallel;
mod pstore;
mod rng;
mod serial;
mod shared_memory;
mod shmem;
mod smartcard;
mod sound;
mod tpm;
mod unpluggable;
mod video;
mod virtio_options;
mod vsock;
mod watchdog;

pub(crate) use disk::{order_disks, target_number};
pub(crate) use every_kind::{complete, complete_controllers, validate, validate_asked, validate_start};
pub use interface::made_up_mac;
pub(crate) use shared_memory::needs_shared_memory;
pub(crate) use unpluggable::no_such_bus;
pub(crate) use virtio_options::no_virtio_options;
