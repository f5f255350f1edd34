//! What is stored of a definition: everything that was left open is decided and written down, once.

mod boot;
mod clock;
mod completing;
mod controllers;
mod features;
mod identity;
mod iothreads;
mod lifecycle;
mod memory;
mod native;
mod numa;
mod onboard;
mod platform;
mod processor;
mod security;
mod vcpus;

pub(crate) use completing::Origin;
pub use completing::{convert, define, reload};
pub(crate) use controllers::{
    add_controller, add_for_devices as add_controllers, index as index_controllers, insert_controller,
    is_ich9,
};
pub use native::for_native;
pub(crate) use platform::accelerator;
pub use platform::{check_machine, emulator_for};
