//! Days on the command line.

/// When a day such as 2027-03-31 is over in UTC, in ms since the Unix epoch.
///
/// # Errors
/// What is wrong with it, for a person.
pub fn end_of_day_ms(text: &str) -> Result<u64, String> {
    parse(text)
        .and_then(|(year, month, day)| {
            u64::try_from((days_since_1970(year, month, day) + 1) * 86_400_000).ok()
        })
        .ok_or_else(|| "expected a day such as 2027-03-31".to_owned())
}

fn parse(text: &str) -> Option<(i64, i64, i64)> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let is_written_out = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let number =
        |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i64>().ok()).flatten();
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(is_leap_year),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (is_written_out && (1..=last).contains(&day)).then_some((year, month, day))
}

/// Years that begin in March have their leap day at the end, and months of one pattern.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
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
