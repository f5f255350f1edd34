//! Every crate says at its top what it is, and the architecture has a line for it.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

const MAP: &str = "docs/ARCHITECTURE.md";

/// Complains about crates without a module doc or without a line on the map.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let map =
        tree.files.iter().find(|file| file.path == MAP).map(|file| file.text.as_str()).unwrap_or_default();
    for room in &tree.crates {
        let tops = ["src/lib.rs", "src/main.rs"].map(|name| format!("{}/{name}", room.folder));
        for file in tree.files.iter().filter(|file| tops.contains(&file.path)) {
            if !file.text.trim_start().starts_with("//!") {
                complaints.push(Complaint::about(&file.path, "say at the top what this crate is (`//!`)"));
            }
        }
        if !map.contains(&format!("`{}`", room.folder)) {
            complaints.push(Complaint::about(MAP, format!("`{}` is not on the map", room.folder)));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON_MAP: (&str, &str) = (MAP, "| `crates/vm` | one guest, one task |\n");

    #[test]
    fn a_crate_that_says_what_it_is_passes() {
        let tree =
            Tree::of(&[("crates/vm/src/lib.rs", "//! One guest, one task.\n"), ON_MAP]).with_crate("vm", &[]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_silent_or_unmapped_crate_fails() {
        let silent = Tree::of(&[("crates/vm/src/lib.rs", "mod a;\n"), ON_MAP]).with_crate("vm", &[]);
        assert_eq!(check(&silent).len(), 1);
        let unmapped = Tree::of(&[("crates/vm/src/lib.rs", "//! x\n")]).with_crate("vm", &[]);
        assert_eq!(check(&unmapped).len(), 1);
    }
}
