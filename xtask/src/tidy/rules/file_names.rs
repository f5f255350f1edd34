//! A file is named by its idea; these names are what is written when there is none.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

const NO_IDEA: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc", "imp", "impl", "stuff"];

/// Complains about files and folders named by no idea.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let rust = tree.files.iter().filter(|file| file.source.is_some());
    rust.filter(|file| file.path.split('/').any(|part| NO_IDEA.contains(&part.trim_end_matches(".rs"))))
        .map(|file| Complaint::about(&file.path, "name it by the idea that it holds"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_an_idea_pass() {
        assert_eq!(check(&Tree::of(&[("crates/vm/src/state.rs", ""), ("docs/common.md", "")])), []);
    }

    #[test]
    fn names_without_one_fail() {
        for path in ["crates/vm/src/utils.rs", "crates/vm/src/helpers/mod.rs", "tests/e2e/tests/common.rs"] {
            assert_eq!(check(&Tree::of(&[(path, "")])).len(), 1, "{path}");
        }
    }
}
