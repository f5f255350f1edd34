//! A complete definition as QEMU's command line.
//!
//! [`command_line`] is a pure function of the live definition that `prepare::start` made, of what the
//! emulator can do, and of a [`LaunchContext`]. It says what has to be opened before the start, and
//! opens nothing itself. [`command_line_with`] takes resources of the host besides, for guests that ask for
//! some.
//!
//! | module | holds |
//! |---|---|
//! | `command_line`, `context` | the result, and the surroundings it depends on |
//! | `option` | JSON and `key=value` spellings of one option's value |
//! | `machine`, `processor`, `memory` ... | one file for each part of a guest that is not a device |
//! | [`hotplug`] | what a running QEMU is told instead, from the same builders |
//! | `device` | one folder for each kind of device, its `args` within |

mod address;
mod boot;
mod bootindex;
mod build;
mod calendar;
mod clock;
mod command_line;
mod context;
mod credentials;
mod device;
mod firmware;
mod general;
pub mod hotplug;
mod hyperv;
mod machine;
mod memory;
mod memory_backend;
mod numa;
mod option;
mod power;
mod processor;
mod protection;
mod resources;
mod scsi;
mod sequence;
mod shell;
mod storage;
mod tables;
mod throttle;
mod tls;
mod topology;
mod virtio;

pub use command_line::{CommandLine, Descriptor, DescriptorTarget};
pub use context::{DescriptorNumbers, LaunchContext};
pub use credentials::{Certificates, Credentials};
pub use protection::protection_files;
pub use resources::{HostResources, HugePages, SealedSecret, SealedText, TapDescriptors, TpmConnection};
pub use sequence::{command_line, command_line_with};
pub use storage::cookie_lines;
