//! What a running QEMU is told when a device comes or goes: the same builder that writes the command line writes
//! it as steps, each with its undoing.
//!
//! | module | holds |
//! |---|---|
//! | `step` | one command and the one that undoes it |
//! | `chardev` | a character device as QMP wants it |
//! | `plan` | a device, a medium or an I/O thread as steps |

mod chardev;
mod plan;
mod step;

pub use plan::{Medium, iothread, medium, plug};
pub use step::{Command, Step};
