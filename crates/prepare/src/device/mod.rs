//! Each kind of device made complete: one folder for a kind, its rules in `defaults` and `validate`.

mod audio;
mod channel;
mod console;
mod controller;
mod crypto;
mod disk;
mod every_kind;
mod filesystem;
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
mod places;
mod pstore;
mod redirdev;
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

pub(crate) use disk::source_is_told as disk_source_is_told;
pub(crate) use disk::{order_disks, target_number};
pub(crate) use every_kind::{
    complete, complete_controllers, validate, validate_asked, validate_buses, validate_sources,
    validate_start,
};
pub(crate) use graphics::check_graphics;
pub(crate) use hostdev::place as place_hostdevs;
pub use interface::made_up_mac;
pub(crate) use serial::whole;
pub(crate) use shared_memory::needs_shared_memory;
pub(crate) use unpluggable::no_such_bus;
pub(crate) use virtio_options::no_virtio_options;
