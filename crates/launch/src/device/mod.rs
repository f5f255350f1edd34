//! The devices: one folder for a kind, what it adds to the command line in `args`.

mod audio;
mod channel;
mod chardev;
mod console;
mod controller;
mod crypto;
mod disk;
mod every_kind;
mod filesystem;
mod graphics;
pub(crate) mod hostdev;
mod hub;
mod input;
mod interface;
pub(crate) mod iommu;
pub(crate) mod iothread;
mod memballoon;
pub(crate) mod memory;
mod panic;
mod parallel;
mod plugging;
mod pstore;
mod redirdev;
mod rng;
mod serial;
mod shmem;
mod smartcard;
mod sound;
mod tpm;
mod video;
mod vsock;
mod watchdog;

pub(crate) use audio::args::id as audio_id;
pub(crate) use disk::args::medium;
pub(crate) use every_kind::{args, late_args};
pub(crate) use plugging::plug;
