//! Everything plugged into a guest: one folder per kind of device.

pub mod address;
pub mod audio;
pub mod channel;
pub mod chardev;
pub mod console;
pub mod controller;
pub mod crypto;
mod devices;
pub mod disk;
pub mod filesystem;
pub mod graphics;
pub mod hostdev;
pub mod hub;
pub mod info;
pub mod input;
pub mod interface;
pub mod iommu;
pub mod lease;
pub mod memballoon;
pub mod memory;
pub mod nvram;
pub mod panic;
pub mod parallel;
pub mod pstore;
pub mod redirdev;
pub mod rng;
pub mod serial;
pub mod shmem;
pub mod smartcard;
pub mod sound;
pub mod storage;
pub mod tpm;
pub mod video;
pub mod vsock;
pub mod watchdog;

pub use devices::Devices;
