//! What `<clock>` says.

/// The clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What the guest's clock starts at.
    pub offset: ClockOffset,
    /// The timers, in document order.
    pub timers: Vec<Timer>,
}

/// What the guest's clock starts at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockOffset {
    /// UTC.
    Utc {
        /// What becomes of changes that the guest makes.
        adjustment: Option<Adjustment>,
    },
    /// The host's local time.
    Localtime {
        /// What becomes of changes that the guest makes.
        adjustment: Option<Adjustment>,
    },
    /// The local time of a zone.
    Timezone(String),
    /// Some seconds off.
    Variable {
        /// How many seconds.
        adjustment: i64,
        /// From what.
        basis: ClockBasis,
    },
    /// Seconds since 1970.
    Absolute {
        /// How many; `None` when not given.
        start: Option<u64>,
    },
}

/// What becomes of changes that the guest makes to its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// They are lost at the next start.
    Reset,
    /// Seconds that the guest is off by; the offset then becomes variable.
    Seconds(i64),
}

xml::words! {
    /// What a variable offset counts from.
    pub enum ClockBasis { Utc = "utc", Localtime = "localtime" }

    /// A kind of timer.
    pub enum TimerName {
        Platform = "platform", Pit = "pit", Rtc = "rtc", Hpet = "hpet", Tsc = "tsc", Kvmclock = "kvmclock",
        Hypervclock = "hypervclock", Armvtimer = "armvtimer",
    }

    /// What happens to ticks that the guest missed.
    pub enum TickPolicy { Delay = "delay", Catchup = "catchup", Merge = "merge", Discard = "discard" }

    /// What the timer follows.
    pub enum TimerTrack { Boot = "boot", Guest = "guest", Wall = "wall", Realtime = "realtime" }

    /// How a time stamp counter works.
    pub enum TimerMode { Auto = "auto", Native = "native", Emulate = "emulate", Paravirt = "paravirt", Smpsafe = "smpsafe" }
}

/// One timer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// Which.
    pub name: TimerName,
    /// Whether it is there.
    pub present: Option<bool>,
    /// What happens to missed ticks.
    pub tick_policy: Option<TickPolicy>,
    /// What it follows.
    pub track: Option<TimerTrack>,
    /// How fast, in Hz.
    pub frequency: Option<u64>,
    /// How a time stamp counter works.
    pub mode: Option<TimerMode>,
    /// How missed ticks are caught up.
    pub catchup: Option<Catchup>,
}

/// How missed ticks are caught up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Catchup {
    /// From how many missed ticks on.
    pub threshold: Option<u32>,
    /// How fast at most.
    pub slew: Option<u32>,
    /// How many at most.
    pub limit: Option<u32>,
}
