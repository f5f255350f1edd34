//! The states a guest can be in, and why, with libvirt's numbers (`virDomainState` and its reasons).

/// What a guest is doing, with the reason it came to do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Its vcpus run.
    Running(RunningReason),
    /// Its process lives, its vcpus do not run.
    Paused(PausedReason),
    /// It is on its way down but its process lives.
    Shutdown(ShutdownReason),
    /// It has no process.
    ShutOff(ShutOffReason),
    /// It panicked and is kept for inspection.
    Crashed(CrashedReason),
    /// Its guest OS went to sleep.
    PmSuspended,
}

macro_rules! reasons {
    ($(#[$doc:meta])* $type:ident { $($name:ident = $number:literal, $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        #[allow(missing_docs, reason = "the names are libvirt's own")]
        pub enum $type { $($name = $number,)* }

        impl $type {
            /// libvirt's word for it, as the status file has it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The reason with this word; `Unknown` for a word nobody knows.
            pub fn from_word(word: &str) -> Self {
                match word { $($text => Self::$name,)* _ => Self::Unknown }
            }
        }
    };
}

reasons! {
    /// Why a guest runs (`virDomainRunningReason`).
    RunningReason {
        Unknown = 0, "unknown"; Booted = 1, "booted"; Migrated = 2, "migrated"; Restored = 3, "restored";
        FromSnapshot = 4, "from snapshot"; Unpaused = 5, "unpaused";
        MigrationCanceled = 6, "migration canceled"; SaveCanceled = 7, "save canceled"; Wakeup = 8, "wakeup";
        Crashed = 9, "crashed"; PostCopy = 10, "post-copy"; PostCopyFailed = 11, "post-copy failed";
    }
}

reasons! {
    /// Why a guest is paused (`virDomainPausedReason`).
    PausedReason {
        Unknown = 0, "unknown"; User = 1, "user"; Migration = 2, "migration"; Save = 3, "save";
        Dump = 4, "dump"; IoError = 5, "ioerror"; Watchdog = 6, "watchdog"; FromSnapshot = 7, "from snapshot";
        ShuttingDown = 8, "shutdown"; Snapshot = 9, "snapshot"; Crashed = 10, "panicked";
        StartingUp = 11, "starting up"; PostCopy = 12, "post-copy"; PostCopyFailed = 13, "post-copy failed";
        ApiError = 14, "api error";
    }
}

reasons! {
    /// Why a guest is going down (`virDomainShutdownReason`).
    ShutdownReason { Unknown = 0, "unknown"; User = 1, "user"; }
}

reasons! {
    /// Why a guest is shut off (`virDomainShutoffReason`).
    ShutOffReason {
        Unknown = 0, "unknown"; Shutdown = 1, "shutdown"; Destroyed = 2, "destroyed"; Crashed = 3, "crashed";
        Migrated = 4, "migrated"; Saved = 5, "saved"; Failed = 6, "failed"; FromSnapshot = 7, "from snapshot";
        Daemon = 8, "daemon";
    }
}

reasons! {
    /// Why a guest counts as crashed (`virDomainCrashedReason`).
    CrashedReason { Unknown = 0, "unknown"; Panicked = 1, "panicked"; }
}

impl State {
    /// `virDomainState` as a number.
    pub const fn number(self) -> i32 {
        match self {
            Self::Running(_) => 1,
            Self::Paused(_) => 3,
            Self::Shutdown(_) => 4,
            Self::ShutOff(_) => 5,
            Self::Crashed(_) => 6,
            Self::PmSuspended => 7,
        }
    }

    /// The reason as a number; what it means depends on the state.
    pub const fn reason_number(self) -> i32 {
        match self {
            Self::Running(r) => r as i32,
            Self::Paused(r) => r as i32,
            Self::Shutdown(r) => r as i32,
            Self::ShutOff(r) => r as i32,
            Self::Crashed(r) => r as i32,
            Self::PmSuspended => 0,
        }
    }

    /// Whether a process stands behind it (libvirt's "active").
    pub const fn is_active(self) -> bool {
        !matches!(self, Self::ShutOff(_))
    }

    /// State and reason in the words of the status file.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Running(r) => ("running", r.as_str()),
            Self::Paused(r) => ("paused", r.as_str()),
            Self::Shutdown(r) => ("shutdown", r.as_str()),
            Self::ShutOff(r) => ("shutoff", r.as_str()),
            Self::Crashed(r) => ("crashed", r.as_str()),
            Self::PmSuspended => ("pmsuspended", "unknown"),
        }
    }

    /// The state that the status file's words stand for.
    pub fn from_words(state: &str, reason: &str) -> Option<Self> {
        Some(match state {
            "running" => Self::Running(RunningReason::from_word(reason)),
            "paused" => Self::Paused(PausedReason::from_word(reason)),
            "shutdown" => Self::Shutdown(ShutdownReason::from_word(reason)),
            "shutoff" => Self::ShutOff(ShutOffReason::from_word(reason)),
            "crashed" => Self::Crashed(CrashedReason::from_word(reason)),
            "pmsuspended" => Self::PmSuspended,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_libvirts_numbers_and_words() {
        let table = [
            (State::Running(RunningReason::Booted), 1, 1, ("running", "booted")),
            (State::Running(RunningReason::Unpaused), 1, 5, ("running", "unpaused")),
            (State::Paused(PausedReason::User), 3, 1, ("paused", "user")),
            (State::ShutOff(ShutOffReason::Destroyed), 5, 2, ("shutoff", "destroyed")),
            (State::Crashed(CrashedReason::Panicked), 6, 1, ("crashed", "panicked")),
        ];
        for (state, number, reason, words) in table {
            assert_eq!((state.number(), state.reason_number(), state.words()), (number, reason, words));
            assert_eq!(State::from_words(words.0, words.1), Some(state));
        }
    }
}
