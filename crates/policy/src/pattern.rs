//! Patterns for names: `*` for any characters, `?` for one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A pattern for codes or guests: `*` stands for any characters, `?` for one, the rest for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pattern(String);

impl Pattern {
    /// The pattern of a text; every text is one.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether the whole of `name` is what the pattern stands for.
    pub fn matches(&self, name: &str) -> bool {
        // Only the last `*` ever needs another try, so the time is at most the product of both lengths.
        let (pattern, name): (Vec<char>, Vec<char>) = (self.0.chars().collect(), name.chars().collect());
        let (mut at, mut read) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        while read < name.len() {
            match pattern.get(at) {
                Some('*') => {
                    star = Some((at, read));
                    at += 1;
                }
                Some(&one) if one == '?' || one == name[read] => (at, read) = (at + 1, read + 1),
                _ => match star {
                    Some((from, taken)) => {
                        star = Some((from, taken + 1));
                        (at, read) = (from + 1, taken + 1);
                    }
                    None => return false,
                },
            }
        }
        pattern[at..].iter().all(|one| *one == '*')
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, name, expected) in [
            ("custom-argv", "custom-argv", true),
            ("custom-argv", "custom-argv2", false),
            ("custom-*", "custom-argv", true),
            ("*.machine-type", "deprecated-config.machine-type", true),
            ("*", "", true),
            ("?", "", false),
            ("db-?", "db-1", true),
            ("db-?", "db-12", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("", "", true),
            ("", "x", false),
        ] {
            assert_eq!(Pattern::new(pattern).matches(name), expected, "{pattern} {name}");
        }
    }

    proptest! {
        #[test]
        fn a_name_with_some_of_it_left_out_still_matches(name in "[a-z?*]{0,12}", from in 0usize..12, to in 0usize..12) {
            let (from, to) = (from.min(to).min(name.len()), to.max(from).min(name.len()));
            let pattern = Pattern::new(format!("{}*{}", &name[..from], &name[to..]));
            prop_assert!(pattern.matches(&name));
        }
    }
}
