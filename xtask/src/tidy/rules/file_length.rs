//! A file holds one idea; past a length it surely holds more.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Comfortable up to here.
const COMFORTABLE: usize = 500;
/// Refused beyond.
const MOST: usize = 900;

/// Warns about long files and refuses very long ones, unless a program wrote them.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let written = tree.files.iter().filter(|file| file.source.is_some() && !file.is_generated());
    written
        .filter_map(|file| match file.text.lines().count() {
            lines if lines > MOST => {
                Some(Complaint::about(&file.path, format!("{lines} lines: split it by idea")))
            }
            lines if lines > COMFORTABLE => {
                Some(Complaint::warn(&file.path, format!("{lines} lines: does it still hold one idea?")))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_length(path: &str, lines: usize) -> Vec<Complaint> {
        check(&Tree::of(&[(path, "// x\n".repeat(lines).as_str())]))
    }

    #[test]
    fn comfortable_files_and_generated_ones_pass() {
        assert_eq!(of_length("crates/a/src/b.rs", 500), []);
        assert_eq!(of_length("crates/a/src/generated/b.rs", 5000), []);
        assert_eq!(of_length("docs/b.md", 5000), []);
    }

    #[test]
    fn long_files_warn_and_very_long_ones_fail() {
        assert!(of_length("crates/a/src/b.rs", 501)[0].warning);
        assert!(!of_length("crates/a/src/b.rs", 901)[0].warning);
    }
}
