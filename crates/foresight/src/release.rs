//! QEMU's releases, and what its rule for versioned machine types makes of them.
//!
//! The rule (QEMU's documentation, "About QEMU: Deprecated features", versioned machine types): deprecated after three
//! years, deleted after six. There are three releases a year, X.0 to X.2, and a new major number every year, so that
//! the same minor number three (six) majors later is the first release in which it holds.

use std::fmt;

use caps::Version;
use serde::{Serialize, Serializer};

/// How many majors after its own a machine type is deprecated.
const DEPRECATED_AFTER: u32 = 3;

/// How many majors after its own a machine type is deleted.
const DELETED_AFTER: u32 = 6;

/// A release of QEMU, such as 10.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// First number.
    pub major: u32,
    /// Second number.
    pub minor: u32,
}

impl Release {
    /// The first release that marks machine types deprecated by the rule.
    pub const MARKS: Self = Self { major: 9, minor: 1 };

    /// The first release that deletes machine types by the rule.
    pub const DELETES: Self = Self { major: 10, minor: 1 };

    /// The release of a version; a development build counts as the release that it began with.
    pub const fn of(version: Version) -> Self {
        Self { major: version.major, minor: version.minor }
    }

    /// The release that a text such as `11.1` or `11.1.3` names.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse::<u32>().ok());
        let (major, minor) = (numbers.next()??, numbers.next()??);
        let rest: Option<Vec<u32>> = numbers.collect();
        (rest?.len() <= 1).then_some(Self { major, minor })
    }

    /// The first release that marks the machine types of this one deprecated.
    pub fn deprecates(self) -> Self {
        self.later(DEPRECATED_AFTER).max(Self::MARKS)
    }

    /// The first release that does not have the machine types of this one any more.
    pub fn deletes(self) -> Self {
        self.later(DELETED_AFTER).max(Self::DELETES)
    }

    /// The first release that is at least so many years later. A major had more minors once (2.12).
    fn later(self, majors: u32) -> Self {
        const LAST_MINOR: u32 = 2;
        let major = self.major.saturating_add(majors);
        if self.minor > LAST_MINOR {
            return Self { major: major.saturating_add(1), minor: 0 };
        }
        Self { major, minor: self.minor }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Serialize for Release {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn release(text: &str) -> Release {
        Release::from_text(text).unwrap()
    }

    #[test]
    fn three_years_and_six() {
        for (of, deprecated, deleted) in [
            ("2.4", "9.1", "10.1"),
            ("2.12", "9.1", "10.1"),
            ("4.1", "9.1", "10.1"),
            ("4.2", "9.1", "10.2"),
            ("6.1", "9.1", "12.1"),
            ("6.2", "9.2", "12.2"),
            ("10.0", "13.0", "16.0"),
        ] {
            let of = release(of);
            assert_eq!((of.deprecates(), of.deletes()), (release(deprecated), release(deleted)), "{of}");
        }
    }

    #[test]
    fn texts_that_are_no_release() {
        for text in ["", "10", "ten.one", "10.1.2.3", "10.", "-1.0"] {
            assert_eq!(Release::from_text(text), None, "{text}");
        }
        assert_eq!(Release::from_text("11.1.3"), Some(Release { major: 11, minor: 1 }));
    }

    proptest! {
        #[test]
        fn nothing_is_deleted_that_was_not_deprecated_before(major in 0u32..40, minor in 0u32..15) {
            let of = Release { major, minor };
            prop_assert!(of.deprecates() <= of.deletes() && of < of.deletes());
        }
    }
}
