//! What listeners are told about a guest, as values; the numbers are libvirt's.

use std::sync::Arc;

use model::Uuid;

use crate::stats::Stats;

/// The guest an event is about, as it was when the event happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name.
    pub name: Arc<str>,
    /// Its uuid.
    pub uuid: Uuid,
    /// Its id, -1 when it does not run (any more).
    pub id: i32,
}

/// One event of one guest.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainEvent {
    /// Whom it is about.
    pub domain: Subject,
    /// What happened.
    pub kind: EventKind,
}

/// What can happen to a guest (`virDomainEventID`; the variants keep its order).
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields are those of libvirt's callbacks, explained at each variant")]
pub enum EventKind {
    /// It was defined, started, stopped ... (id 0).
    Lifecycle(Lifecycle),
    /// It rebooted or was reset (id 1).
    Reboot,
    /// Its clock was moved by the guest; offset in seconds (id 2).
    RtcChange { offset: i64 },
    /// Its watchdog fired; `virDomainEventWatchdogAction` (id 3).
    Watchdog { action: i32 },
    /// A disk failed; `virDomainEventIOErrorAction` and a reason word (ids 4 and 6).
    IoError { source_path: String, device_alias: String, action: i32, reason: String },
    /// Somebody connected to, was let in by, or left the display (id 5).
    Graphics {
        phase: i32,
        local: GraphicsAddress,
        remote: GraphicsAddress,
        auth_scheme: String,
        subject: Vec<(String, String)>,
    },
    /// QEMU's monitor stopped being usable (id 7).
    ControlError,
    /// A disk's image is missing and may be: the drive is empty (0), or the disk is left out (1) (id 9).
    DiskChange { old_path: Option<String>, device_alias: String, reason: i32 },
    /// A removable disk's tray moved: 0 open, 1 closed (id 10).
    TrayChange { device_alias: String, reason: i32 },
    /// The guest woke up (id 11).
    PmWakeup,
    /// The guest went to sleep in memory (id 12).
    PmSuspend,
    /// The balloon moved; KiB (id 13).
    BalloonChange { actual_kib: u64 },
    /// The guest went to sleep on disk (id 14).
    PmSuspendDisk,
    /// A device was unplugged (id 15).
    DeviceRemoved { device_alias: String },
    /// What holds for the running guest was changed (id 17).
    Tunable { params: Stats },
    /// The guest agent came (1) or went (2), and why: 0 unknown, 1 the guest started, 2 its channel (id 18).
    AgentLifecycle { state: i32, reason: i32 },
    /// A device was plugged in (id 19).
    DeviceAdded { device_alias: String },
    /// The guest's state is being written, for the `iteration`th time round its memory (id 20).
    MigrationIteration { iteration: i32 },
    /// A job has ended well; what it did (id 21).
    JobCompleted { stats: crate::Stats },
    /// A device would not leave (id 22).
    DeviceRemovalFailed { device_alias: String },
    /// Description (0), title (1) or an application's element (2, with its namespace) changed (id 23).
    MetadataChange { kind: i32, namespace: Option<String> },
    /// A disk has been written past what was to be told: its target (with the image's number), the image's
    /// path, bytes (id 24).
    BlockThreshold { device: String, path: Option<String>, threshold: u64, excess: u64 },
    /// Memory failed: recipient, action, flags (id 25).
    MemoryFailure { recipient: i32, action: i32, flags: u32 },
    /// A raw event of QEMU's monitor, for listeners of the qemu program; never under a domain event id.
    Monitor { event: String, seconds: i64, microseconds: u32, details: Option<String> },
}

/// One end of a display connection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GraphicsAddress {
    /// 0 IPv4, 1 IPv6, 2 unix.
    pub family: i32,
    /// Host or path.
    pub node: String,
    /// Port.
    pub service: String,
}

impl EventKind {
    /// The event ids (`virDomainEventID`) under which it is told; an I/O error has two, a monitor event none.
    pub const fn ids(&self) -> &'static [i32] {
        match self {
            Self::Lifecycle(_) => &[0],
            Self::Reboot => &[1],
            Self::RtcChange { .. } => &[2],
            Self::Watchdog { .. } => &[3],
            Self::IoError { .. } => &[4, 6],
            Self::Graphics { .. } => &[5],
            Self::ControlError => &[7],
            Self::DiskChange { .. } => &[9],
            Self::TrayChange { .. } => &[10],
            Self::PmWakeup => &[11],
            Self::PmSuspend => &[12],
            Self::BalloonChange { .. } => &[13],
            Self::PmSuspendDisk => &[14],
            Self::DeviceRemoved { .. } => &[15],
            Self::Tunable { .. } => &[17],
            Self::AgentLifecycle { .. } => &[18],
            Self::DeviceAdded { .. } => &[19],
            Self::MigrationIteration { .. } => &[20],
            Self::JobCompleted { .. } => &[21],
            Self::DeviceRemovalFailed { .. } => &[22],
            Self::MetadataChange { .. } => &[23],
            Self::BlockThreshold { .. } => &[24],
            Self::MemoryFailure { .. } => &[25],
            Self::Monitor { .. } => &[],
        }
    }
}

macro_rules! lifecycle {
    ($($(#[$doc:meta])* $name:ident = ($event:literal, $detail:literal),)*) => {
        /// A step in a guest's life: event and detail of `virDomainEventType` in one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "event and detail, in libvirt's own words")]
        pub enum Lifecycle { $($(#[$doc])* $name,)* }

        impl Lifecycle {
            /// (event, detail) as they go over the wire.
            pub const fn numbers(self) -> (i32, i32) {
                match self { $(Self::$name => ($event, $detail),)* }
            }
        }
    };
}

lifecycle! {
    DefinedAdded = (0, 0), DefinedUpdated = (0, 1), DefinedRenamed = (0, 2), DefinedFromSnapshot = (0, 3),
    UndefinedRemoved = (1, 0), UndefinedRenamed = (1, 1),
    StartedBooted = (2, 0), StartedMigrated = (2, 1), StartedRestored = (2, 2), StartedFromSnapshot = (2, 3),
    StartedWakeup = (2, 4),
    SuspendedPaused = (3, 0), SuspendedMigrated = (3, 1), SuspendedIoError = (3, 2), SuspendedWatchdog = (3, 3),
    SuspendedRestored = (3, 4), SuspendedFromSnapshot = (3, 5), SuspendedApiError = (3, 6),
    ResumedUnpaused = (4, 0), ResumedMigrated = (4, 1), ResumedFromSnapshot = (4, 2),
    StoppedShutdown = (5, 0), StoppedDestroyed = (5, 1), StoppedCrashed = (5, 2), StoppedMigrated = (5, 3),
    StoppedSaved = (5, 4), StoppedFailed = (5, 5), StoppedFromSnapshot = (5, 6),
    ShutdownFinished = (6, 0),
    /// The guest asked for it itself.
    ShutdownGuest = (6, 1),
    /// The host ended it.
    ShutdownHost = (6, 2),
    PmSuspendedMemory = (7, 0), PmSuspendedDisk = (7, 1),
    CrashedPanicked = (8, 0), CrashedCrashLoaded = (8, 1),
}
