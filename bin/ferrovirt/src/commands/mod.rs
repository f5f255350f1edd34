//! One file for each command, and what some of them share.
//!
//! - [`findings`]: what a ferrovirtd has found already; [`acknowledge`]: who answers for it. [`audit`], [`list`], [`dominfo`]: hosts and their guests.
//! - [`forecast`]: hosts and another QEMU. [`machine_diff`]: a guest and another machine type. [`fix`]: what can be
//!   changed about it.
//! - [`check`]: files. [`explain`]: codes. [`capabilities`]: what a host can do, as a file. [`doctor`]: this machine.

pub mod acknowledge;
pub mod audit;
pub mod capabilities;
pub mod check;
pub mod doctor;
pub mod dominfo;
pub mod explain;
pub mod findings;
pub mod fix;
pub mod forecast;
mod host_list;
pub mod list;
pub mod machine_diff;
mod mark;
mod run;
mod tables;
mod until;

pub use dominfo::lookup;
pub use run::run;
