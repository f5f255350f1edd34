//! The `qemu:` namespace: what goes past libvirt to QEMU.

mod format;
mod parse;
mod types;

pub use types::*;

/// The namespace's name.
pub const NAMESPACE: &str = "http://libvirt.org/schemas/domain/qemu/1.0";
