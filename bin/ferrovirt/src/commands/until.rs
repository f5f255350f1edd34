//! Days on the command line.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// When a day such as 2027-03-31 is over in UTC, in ms since the Unix epoch.
///
/// # Errors
/// What is wrong with it, for a person.
pub fn end_of_day_ms(text: &str) -> Result<u64, String> {
    let is_written_out =
        text.len() == "2027-03-31".len() && text.starts_with(|first: char| first.is_ascii_digit());
    let day = text.parse::<Date>().ok().filter(|_| is_written_out);
    let end = day.and_then(|day| TimeZone::UTC.to_timestamp(day.tomorrow().ok()?.at(0, 0, 0, 0)).ok());
    end.and_then(|end| u64::try_from(end.as_millisecond()).ok())
        .ok_or_else(|| "expected a day such as 2027-03-31".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_to_its_end() {
        for (text, end) in [
            ("1970-01-01", Some(86_400_000)),
            ("2000-02-29", Some(951_868_800_000)),
            ("2026-12-31", Some(1_798_761_600_000)),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("2026-1-1", None),
            ("1969-12-30", None),
            ("+026-01-01", None),
            ("tomorrow", None),
        ] {
            assert_eq!(end_of_day_ms(text).ok(), end, "{text}");
        }
    }
}
