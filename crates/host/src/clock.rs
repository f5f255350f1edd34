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
        let (days, second) = (self.seconds().div_euclid(86_400), self.seconds().rem_euclid(86_400));
        let (year, month, day) = civil_date(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let millisecond = self.milliseconds.rem_euclid(1000);
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{millisecond:03}+0000")
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
#[expect(unsafe_code, reason = "the standard library knows no time zones")]
pub fn utc_offset_s() -> i64 {
    let now: libc::time_t = Timestamp::now().seconds();
    let mut local = std::mem::MaybeUninit::<libc::tm>::zeroed();
    // SAFETY: both pointers are to values that live for the whole call; `localtime_r` keeps neither.
    let found = unsafe { libc::localtime_r(&raw const now, local.as_mut_ptr()) };
    if found.is_null() {
        return 0;
    }
    // SAFETY: it is all zeros, which is a `tm` (its only pointer may be null), and has been filled since.
    unsafe { local.assume_init() }.tm_gmtoff
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
///
/// Counted in eras of 400 years, which all have the same 146097 days, and in years that begin in March, so
/// that the leap day is a year's last and month lengths follow one formula.
fn civil_date(days: i64) -> (i64, i64, i64) {
    const DAYS_TO_YEAR_0: i64 = 719_468; // 0000-03-01 to 1970-01-01
    let day = days.saturating_add(DAYS_TO_YEAR_0);
    let (era, day_of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        /// Each day is the one after the day before.
        #[test]
        fn days_follow_each_other(days in -1_000_000i64..1_000_000) {
            let (year, month, day) = civil_date(days);
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month { 2 if leap => 29, 2 => 28, 4 | 6 | 9 | 11 => 30, _ => 31 };
            let next = match (month, day) {
                (12, 31) => (year + 1, 1, 1),
                (_, day) if day == last => (year, month + 1, 1),
                _ => (year, month, day + 1),
            };
            prop_assert!((1..=12).contains(&month) && (1..=last).contains(&day));
            prop_assert_eq!(civil_date(days + 1), next);
        }
    }
}
