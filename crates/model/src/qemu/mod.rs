//! The `qemu:` namespace: what goes past libvirt to QEMU.

mod format;
mod parse;
mod types;

pub use types::*;
