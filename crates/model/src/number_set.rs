//! Sets of small numbers: host CPUs, NUMA nodes, virtual CPUs.

use std::collections::BTreeSet;
use std::fmt;

use errors::{Code, Domain};
use xml::{Element, Fault, Result};

/// Largest number that a set can hold.
const MAX: u32 = 16_383;

/// A set such as `1-4,^3,6`. Written as libvirt writes it: `1-2,4,6`.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct NumberSet(BTreeSet<u32>);

impl NumberSet {
    /// Reads single numbers, ranges, and exclusions (`^`) of what stands before them; `None` for
    /// anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut set = BTreeSet::new();
        for part in text.split(',').map(str::trim_ascii) {
            if let Some(excluded) = part.strip_prefix('^') {
                set.remove(&number(excluded)?);
                continue;
            }
            match part.split_once('-') {
                Some((first, last)) => {
                    let (first, last) = (number(first)?, number(last)?);
                    if first > last {
                        return None;
                    }
                    set.extend(first..=last);
                }
                None => {
                    set.insert(number(part)?);
                }
            }
        }
        Some(Self(set))
    }

    /// Reads the set in an attribute; `None` when it is not given.
    pub(crate) fn attribute(element: &Element<'_>, name: &str) -> Result<Option<Self>> {
        element.attribute(name).map(|text| Self::of(element, text)).transpose()
    }

    /// Reads the set in `text`, part of `element`, with libvirt's words for what is none.
    pub(crate) fn of(element: &Element<'_>, text: &str) -> Result<Self> {
        Self::parse(text).ok_or_else(|| {
            let what = format!("Failed to parse bitmap '{text}'");
            Fault::of(Domain::None, Code::InvalidArg, what).at(element.position())
        })
    }

    /// The numbers in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `number` is one of them.
    pub fn contains(&self, number: u32) -> bool {
        self.0.contains(&number)
    }

    /// The largest number.
    pub fn last(&self) -> Option<u32> {
        self.0.last().copied()
    }

    /// The runs of consecutive numbers, each as first and last.
    pub fn ranges(&self) -> Vec<(u32, u32)> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for number in self.iter() {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => ranges.push((number, number)),
            }
        }
        ranges
    }
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim_ascii();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|n| *n <= MAX)
}

impl FromIterator<u32> for NumberSet {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().collect())
    }
}

impl fmt::Display for NumberSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.ranges().into_iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            match first == last {
                true => write!(f, "{comma}{first}")?,
                false => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for NumberSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

impl xml::Value for NumberSet {
    fn put(&self, out: &mut String) -> bool {
        use fmt::Write as _;
        write!(out, "{self}").is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_normalised() {
        for (text, expected) in [
            ("0", Some("0")),
            ("1-4,^3,6", Some("1-2,4,6")),
            ("0,1,2", Some("0-2")),
            ("3, 1", Some("1,3")),
            ("5-5", Some("5")),
            ("^1", Some("")),
            ("1-2,^3", Some("1-2")),
            ("1,^1", Some("")),
            ("aaa", None),
            ("", None),
            ("4-1", None),
            ("1,,2", None),
            ("99999", None),
        ] {
            let set = NumberSet::parse(text).map(|s| s.to_string());
            assert_eq!(set.as_deref(), expected, "{text:?}");
        }
    }
}
