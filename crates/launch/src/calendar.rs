//! Seconds since 1970 as date and time of day.

use jiff::Timestamp;

/// The date and time in UTC, as `-rtc base=` takes it: `2009-02-15T09:49:06`. What lies before the year -9999 or
/// after 9999 is written as the nearest moment in between.
pub(crate) fn date_time(seconds: i64) -> String {
    let nearest = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(nearest).strftime("%Y-%m-%dT%H:%M:%S").to_string()
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
            (253_402_207_200, "9999-12-30T22:00:00"),
            (i64::MAX, "9999-12-30T22:00:00"),
        ] {
            assert_eq!(date_time(seconds), text);
        }
    }
}
