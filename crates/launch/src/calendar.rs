//! Seconds since 1970 as date and time of day.

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

/// The date and time in UTC, as `-rtc base=` takes it: `2009-02-15T09:49:06`. What lies before the year -9999 or
/// after 9999 is written as the nearest second in between.
pub(crate) fn date_time(seconds: i64) -> String {
    let nearest = if seconds < 0 { DateTime::MIN } else { date(9999, 12, 31).at(23, 59, 59, 0) };
    let since_1970 = SignedDuration::from_secs(seconds);
    date(1970, 1, 1).at(0, 0, 0, 0).checked_add(since_1970).unwrap_or(nearest).to_string()
}

#[cfg(test)]
mod tests {
    use super::date_time;

    #[test]
    fn dates_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00"),
            (-1, "1969-12-31T23:59:59"),
            (951_782_400, "2000-02-29T00:00:00"),
            (1_234_567_890, "2009-02-13T23:31:30"),
            (253_402_300_799, "9999-12-31T23:59:59"),
            (i64::MAX, "9999-12-31T23:59:59"),
        ] {
            assert_eq!(date_time(seconds), text);
        }
    }
}
