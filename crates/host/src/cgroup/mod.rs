//! Control groups (cgroups(7)): which of the kernel's two kinds is mounted where, how a knob is written in each, and
//! one group with its directories.
//!
//! The first kind has a tree for each controller; the second has one tree for all. A host may have both, and then a
//! controller is in whichever has it. Who uses this names a [`Knob`] and need not know.

mod group;
mod knob;
mod mounts;

pub use group::{CgroupError, Group, Usage};
pub use knob::{Bandwidth, Device, DeviceLimit, Knob, Write};
pub use mounts::{Controller, Mounts, Version};
