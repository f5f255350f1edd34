//! All guests of one daemon, and what they share: names and ids, emulators, ports, files, listeners.
//!
//! - [`Engine`]: the handle that the server holds; cheap to clone.
//! - `define`, `load`, `autostart`: how guests come, are found again, and begin with the daemon.
//! - `strays`: processes of guests that nothing leads to.
//! - `forecasts`: what the next start of each guest would find, looked at anew when emulators change.
//! - `guest_logs`: has what QEMU complains of in its guest's log noticed.
//! - `ledger`: what is found of all guests, and each change of it under a number. `written_pages`: written out before
//!   anybody asks.
//! - `policy_file`: what the administrator decided about findings, read again when it changes.
//! - `registry`: who is who. `prober`: what emulators can do. `ports`, `lending`: what guests take of the host.
//! - [`Bus`]: what happens, to whoever listens.
//! - `documents`, `host_description`: `<capabilities>` and `<domainCapabilities>`; `cpu_calls`: CPUs compared.
//! - [`Config`], [`Paths`]: how the daemon was set up, and where it keeps what.

mod autostart;
mod bus;
mod config;
mod cpu_calls;
mod define;
mod devices;
mod documents;
mod emulators;
mod engine;
mod firmware;
mod forecasts;
mod guest_logs;
mod history;
mod host_caches;
mod host_cpu;
mod host_description;
mod host_memory_sharing;
mod host_programs;
mod ledger;
mod ledger_calls;
mod lending;
mod load;
mod memo;
mod new_definitions;
mod paths;
mod policy_file;
mod ports;
mod prober;
mod qemu_user;
mod registry;
mod saved;
mod schema;
mod strays;
mod strict;
mod trouble;
mod written_pages;

pub use bus::{Bus, Subscription};
pub use config::{Config, Sockets};
pub use cpu::Wishes as BaselineWishes;
pub use cpu_calls::HypervisorQuestion;
pub use engine::Engine;
pub use forecasts::{ForecastChange, GuestChange};
pub use ledger::{Change, Findings, GuestFindings, Standing, Step, Told, Waiver, WaiverScope, WaiverSource};
pub use load::Loaded;
pub use paths::{Mode, Paths};
pub use policy_file::check as check_policy;
pub use prober::EmulatorChange;
pub(crate) use trouble::file_trouble;
