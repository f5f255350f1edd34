//! Devices, CPUs and I/O threads that come to a guest, change, and go.
//!
//! What is to be told to QEMU comes from `launch` as steps with their undoing, what becomes of the definition from
//! `prepare`; here it is carried out by the guest's owner, within one change of the guest.
//!
//! | module | holds |
//! |---|---|
//! | `steps` | carrying steps out, and taking back what a failure leaves |
//! | `attach` | a device comes |
//! | `host_device` | what the host has to have for it |
//! | `detach` | a device goes, as soon as the guest lets it |
//! | `update` | a device changes: media, links, limits of memory |
//! | `vcpus`, `iothreads` | CPUs and I/O threads |

mod attach;
mod detach;
mod graphics;
mod host_device;
mod iothreads;
mod steps;
mod update;
mod vcpus;

pub use attach::Newcomer;
pub use detach::Which;
pub(crate) use detach::{Unplug, Unplugged};
pub use iothreads::IoThreadChange;
pub(crate) use iothreads::name_iothreads;
pub use vcpus::VcpuCount;
