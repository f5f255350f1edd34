//! The time, and how a log writes it.

use std::fmt;
use std::time::{Duration, Instant, SystemTime};

/// A moment on the wall clock: milliseconds since 1970-01-01 00:00:00 UTC, earlier ones below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Milliseconds.
    pub milliseconds: i64,
}

impl Timestamp {
    /// This moment.
    #[must_use]
    pub fn now() -> Self {
        let (elapsed, sign) = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => (since, 1),
            Err(before) => (before.duration(), -1),
        };
        Self { milliseconds: i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX) * sign }
    }

    /// Whole seconds since 1970.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.milliseconds.div_euclid(1000)
    }
}

/// As libvirt's logs have it: `2026-11-23 21:25:20.759+0000`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nearest = if self.milliseconds < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        let moment = jiff::Timestamp::from_millisecond(self.milliseconds).unwrap_or(nearest);
        write!(f, "{}+0000", moment.strftime("%Y-%m-%d %H:%M:%S.%3f"))
    }
}

/// Time since some moment of this process's life, which no change of the wall clock disturbs.
#[must_use]
pub fn monotonic() -> Duration {
    static BEGIN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(Instant::now).elapsed()
}

/// How far the host's local time is ahead of UTC now, in s; 0 when it does not say.
#[must_use]
pub fn utc_offset_s() -> i64 {
    let now = jiff::Timestamp::now();
    jiff::tz::TimeZone::system().to_offset(now).seconds().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for (milliseconds, text) in [
            (0, "1970-01-01 00:00:00.000+0000"),
            (-1, "1969-12-31 23:59:59.999+0000"),
            (951_782_399_999, "2000-02-28 23:59:59.999+0000"),
            (951_782_400_000, "2000-02-29 00:00:00.000+0000"),
            (1_795_469_120_759, "2026-11-23 21:25:20.759+0000"),
            (4_107_542_400_000, "2100-03-01 00:00:00.000+0000"),
        ] {
            assert_eq!(Timestamp { milliseconds }.to_string(), text);
        }
        let _ = Timestamp { milliseconds: i64::MIN }.to_string();
        let _ = Timestamp { milliseconds: i64::MAX }.to_string();
    }

    #[test]
    fn now_is_now() {
        assert!(Timestamp::now() > Timestamp { milliseconds: 1_700_000_000_000 });
        assert!(monotonic() <= monotonic());
        assert!((-12 * 3600..=14 * 3600).contains(&utc_offset_s()));
    }
}
