//! A guest's control group: what its definition wants of the kernel, and what the kernel keeps of it.
//!
//! `PARTITION/qemu-ID-NAME.libvirt-qemu`, as libvirt has it, with a part for each virtual CPU, for each I/O thread,
//! and for all other threads. QEMU enters it before it is executed. Where no group can be made the guest runs
//! without, and what needs one says so.

mod keeping;
mod placing;
mod readings;
mod setting;
mod wanted;

pub(crate) use keeping::remove_soon;
pub use placing::ControlGroups;
pub(crate) use readings::Readings;
