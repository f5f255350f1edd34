//! One guest, one task: its queue, its state machine, its monitor, its log, its recovery.
//!
//! - [`Guest`] is the handle; [`View`] the snapshot that readers share; `owner` the task that alone changes it.
//! - [`State`], [`DomainEvent`]: what a guest can be and what can happen to it, in libvirt's terms.
//! - `lifecycle`, `starting`, `stopping`, `reaction`, `recovery`: its life, step by step.
//! - `passthrough`, [`Console`], [`Stats`], [`MetadataChange`], `definition`: what clients do with it.
//! - [`Save`], [`Dump`], [`SavedGuest`], [`JobState`]: what takes long, and how far it is.
//! - [`Status`], [`GuestLog`], `definition_files`: what of it is on disk.
//! - [`Surroundings`]: all that it needs of the rest of the daemon.
//!
//! Only this crate and the prober send QMP. There is no lock around a guest, and no read waits for QEMU.

mod channels;
mod console;
mod definition;
mod definition_files;
mod disks;
mod displays;
mod dumping;
mod event;
mod files;
mod guest;
mod guest_log;
mod job;
mod job_progress;
mod lifecycle;
mod metadata;
mod monitor_event;
mod namespace;
mod native;
mod nvram;
mod outgoing;
mod output_file;
mod owner;
mod passthrough;
mod patience;
mod process_slot;
pub mod random;
mod reaction;
mod recovery;
mod restoring;
pub mod save_image;
mod saving;
mod starting;
mod state;
mod stats;
pub mod status;
mod stopping;
mod surroundings;
mod terminals;
mod view;

pub use console::Console;
pub use definition::{UndefineFlags, store_new};
pub use definition_files::{autostart_path, definition_path, status_path};
pub use dumping::{Dump, DumpFormat};
pub use event::{DomainEvent, EventKind, GraphicsAddress, Lifecycle, Subject};
pub use guest::Guest;
pub use guest_log::GuestLog;
pub use job::{JobOperation, JobReport, JobState};
pub use job_progress::{Amount, Progress};
pub use lifecycle::{PowerMode, StartFlags};
pub use metadata::{MetadataChange, MetadataQuery};
pub use native::native_command_line;
pub use passthrough::AgentTimeout;
pub use recovery::{Found, clear_up};
pub use restoring::{Incoming, SavedGuest};
pub use saving::{Save, managed_save_path, sweep_saves};
pub use state::{CrashedReason, PausedReason, RunningReason, ShutOffReason, ShutdownReason, State};
pub use stats::{MemoryStats, StatValue, Stats, StatsGroups, VcpuInfo};
pub use status::Status;
pub use surroundings::{Boxed, Caller, File, QemuUser, Settings, Surroundings};
pub use view::{Definition, View};
