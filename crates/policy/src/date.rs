//! A day, as a policy file writes it.

use std::fmt;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the Gregorian calendar, in UTC: `2026-12-31`. Earlier days are less than later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day that a text such as `2026-12-31` names; what follows it (a time) is left alone. `None` for what is no
    /// day.
    pub fn from_text(text: &str) -> Option<Self> {
        text.get(..10)?.parse().ok().map(Self)
    }

    /// The day in UTC of a moment, in ms since the Unix epoch; one that the calendar has not got is before all days.
    pub fn of_moment(milliseconds: i64) -> Self {
        let moment = Timestamp::from_millisecond(milliseconds);
        Self(moment.map_or(civil::Date::MIN, |moment| TimeZone::UTC.to_datetime(moment).date()))
    }

    /// When it is over, in ms since the Unix epoch; 0 for days before 1970.
    pub fn end_ms(self) -> u64 {
        let next = self.0.tomorrow().and_then(|day| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)));
        next.map_or(0, |next| u64::try_from(next.as_millisecond()).unwrap_or(0))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    /// From TOML's own dates as well as from a text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Toml(toml::value::Datetime),
        }
        let date = match Written::deserialize(deserializer)? {
            Written::Text(text) => Self::from_text(&text),
            // Written as in RFC 3339, whatever of it is there.
            Written::Toml(moment) => Self::from_text(&moment.to_string()),
        };
        date.ok_or_else(|| de::Error::custom("a day is written as 2026-12-31"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_to_its_end() {
        for (text, end) in [
            ("1970-01-01", 86_400_000),
            ("2000-02-29", 951_868_800_000),
            ("2026-12-31", 1_798_761_600_000),
            ("1900-01-01", 0),
        ] {
            assert_eq!(Date::from_text(text).unwrap().end_ms(), end, "{text}");
        }
    }

    #[test]
    fn days_are_ordered_and_written_as_they_are_read() {
        let day = Date::from_text("2026-12-31 21:00").unwrap();
        assert!(Date::from_text("2026-02-28").unwrap() < day && day < Date::from_text("2027-01-01").unwrap());
        assert_eq!(day.to_string(), "2026-12-31");
        assert!(Date::of_moment(i64::MAX) < day && Date::of_moment(i64::MIN) < day);
        assert_eq!(Date::of_moment(-1).to_string(), "1969-12-31");
        for wrong in ["2026-13-01", "2026-00-01", "2026-02-29", "today", "2026-1-1", ""] {
            assert_eq!(Date::from_text(wrong), None, "{wrong}");
        }
    }
}
