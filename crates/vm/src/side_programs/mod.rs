//! Programs that serve a guest's devices: started before QEMU, ended after it, found again after a restart.
//!
//! | module | holds |
//! |---|---|
//! | `plan` | which programs a definition asks for, and where QEMU finds their sockets |
//! | `program` | starting one, waiting for its socket, watching and ending it |
//! | `swtpm`, `passt`, `virtiofsd` | one file for each program: its arguments and what it needs |

mod passt;
mod plan;
mod program;
mod swtpm;
mod virtiofsd;

pub(crate) use plan::plan;
pub(crate) use program::{Program, end_all, start, watch};
pub(crate) use swtpm::{forget_state, is_state_kept};
