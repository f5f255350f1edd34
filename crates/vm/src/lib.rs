//! One guest, one task: its queue, its state machine, its monitor, its log, its recovery.
//!
//! - [`Guest`] is the handle; [`View`] the snapshot that readers share; `owner` the task that alone changes it.
//! - [`State`], [`DomainEvent`]: what a guest can be and what can happen to it, in libvirt's terms.
//! - `lifecycle`, `starting`, `stopping`, `reaction`, `recovery`: its life, step by step.
//! - `passthrough`, [`Console`], [`Stats`], [`MetadataChange`], `definition`: what clients do with it.
//! - `block`, `throttle`, `interfaces`, `balloon`, `affinity`, `tuning`, `perf`: its devices and limits, asked and
//!   changed.
//! - `hotplug`: devices, CPUs and I/O threads that come and go.
//! - `agent_call`, `agent_info`, `agent_acts`: what its agent tells and does.
//! - [`Save`], [`Dump`], [`SavedGuest`], [`JobState`]: what takes long, and how far it is.
//! - [`forecast`]: what its next start would find.
//! - [`Status`], [`GuestLog`], `definition_files`, `findings_file`: what of it is on disk.
//! - [`Surroundings`]: all that it needs of the rest of the daemon.
//!
//! Only this crate and the prober send QMP. There is no lock around a guest, and no read waits for QEMU.

mod affinity;
mod agent_acts;
mod agent_call;
mod agent_info;
mod backing_chains;
mod balloon;
mod base64;
mod block;
mod block_stats;
mod channel_stream;
mod channels;
mod complaints;
mod console;
mod control_group;
mod converter;
mod definition;
mod definition_files;
mod dirty_rate;
mod disks;
mod display_client;
mod displays;
mod dumping;
mod edit;
mod event;
mod files;
mod findings_file;
mod forecast;
mod guest;
mod guest_log;
mod history;
mod hook;
mod hotplug;
mod hypervisor_stats;
mod image_format;
mod image_size;
mod interfaces;
mod io_error;
mod job;
mod job_progress;
mod key_table;
mod keys;
mod launch_security;
mod lifecycle;
mod lifecycle_action;
mod limits;
mod memory_files;
mod memory_peek;
mod metadata;
mod monitor_event;
mod namespace;
mod native;
mod network_taps;
mod nvram;
mod outgoing;
mod output_file;
mod owner;
mod passthrough;
mod patience;
mod perf;
mod permission;
mod process_slot;
mod query;
pub mod random;
mod reaction;
mod recovery;
mod restoring;
pub mod save_image;
mod saving;
mod scratch;
mod screenshot;
mod side_programs;
mod starting;
mod state;
mod stats;
pub mod status;
mod stopping;
mod surroundings;
mod terminals;
mod threshold;
mod throttle;
mod tuning;
mod view;

#[cfg(test)]
mod test_guest;

pub use affinity::{IoThreadPlace, Pinned};
pub use agent_acts::{GuestVcpus, KeyChange, Sleep};
pub use agent_info::{FileSystem, GuestInfoTypes, InterfaceAddresses, IpAddress};
pub use block::{BlockCounters, BlockInfo, NewSize};
pub use console::Console;
pub use control_group::ControlGroups;
pub use definition::{UndefineFlags, store_new};
pub use definition_files::{autostart_path, definition_path, status_path};
pub use dirty_rate::DirtyRateMode;
pub use dumping::{Dump, DumpFormat};
pub use edit::Affected;
pub use event::{DomainEvent, EventKind, GraphicsAddress, Lifecycle, Subject};
pub use files::cd_drives;
pub use findings_file::{findings_path, read_findings};
pub use forecast::{Forecast, HostSide, forecast, forecast_without};
pub use guest::Guest;
pub use guest_log::GuestLog;
pub use history::forget_old_history;
pub use hotplug::{IoThreadChange, Newcomer, VcpuCount, Which};
pub use image_format::ImageFormat;
pub use job::{JobOperation, JobReport, JobState};
pub use job_progress::{Amount, Progress};
pub use keys::Codeset;
pub use lifecycle::{PowerMode, StartFlags};
pub use lifecycle_action::{LifecycleKind, check_lifecycle_action, lifecycle_action};
pub use memory_peek::Addresses;
pub use metadata::{MetadataChange, MetadataQuery};
pub use native::native_command_line;
pub use passthrough::AgentTimeout;
pub use perf::perf_event_names;
pub use permission::{allow_definition, today};
pub use recovery::{Found, clear_up};
pub use restoring::{Incoming, SavedGuest, ask_hook};
pub use saving::{Save, managed_save_path, sweep_saves};
pub use screenshot::Screenshot;
pub use state::{CrashedReason, PausedReason, RunningReason, ShutOffReason, ShutdownReason, State};
pub use stats::{MemoryStats, StatValue, Stats, StatsGroups, StatsRequest, VcpuInfo};
pub use status::Status;
pub use surroundings::{Boxed, Caller, File, QemuUser, Settings, Surroundings};
pub use throttle::{THROTTLE_COUNT, throttle_names};
pub use tuning::Tuning;
pub use view::{Definition, View};
