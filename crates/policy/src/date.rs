//! A day, as a policy file writes it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the Gregorian calendar, in UTC: `2026-12-31`. Earlier days are less than later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// The day that a text such as `2026-12-31` names; what follows it (a time) is left alone. `None` for what is no
    /// day.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.splitn(3, '-');
        let (year, month, day) =
            (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
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
            Written::Toml(moment) => {
                moment.date.map(|date| Self { year: date.year, month: date.month, day: date.day })
            }
        };
        date.ok_or_else(|| de::Error::custom("a day is written as 2026-12-31"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_ordered_and_written_as_they_are_read() {
        let day = Date::from_text("2026-12-31 21:00").unwrap();
        assert!(Date::from_text("2026-02-28").unwrap() < day && day < Date::from_text("2027-01-01").unwrap());
        assert_eq!(day.to_string(), "2026-12-31");
        for wrong in ["2026-13-01", "2026-00-01", "today", "2026-1-1", ""] {
            assert_eq!(Date::from_text(wrong), None, "{wrong}");
        }
    }
}
