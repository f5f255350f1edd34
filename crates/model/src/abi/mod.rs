//! Whether another definition is that of the same guest, as far as the guest itself can see.
//!
//! A guest that comes back out of a file must find the machine that it left: the same memory, processors and
//! devices at the same addresses. What only the host sees (paths, titles, displays) may be another. Texts are
//! those that libvirt's clients know (found by putting changed definitions to it).

mod address;
mod check;
mod compare;
mod devices;
mod processor;

pub use check::check;
