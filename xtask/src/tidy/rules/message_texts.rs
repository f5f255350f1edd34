//! Only `findings` decides what is tainted or deprecated, so only it holds the words for it.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// The beginnings of libvirt's messages about a guest.
const TEXTS: &[&str] = &["tainted: ", "deprecated configuration: "];

/// Complains about the texts outside `findings`.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (file, source) in tree.shipped().filter(|(file, _)| !file.is_in(&["findings"])) {
        for text in TEXTS {
            for line in source.lines_with_text(text) {
                complaints.push(Complaint::at(&file.path, line, format!("only `findings` may say `{text}`")));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAYS: &str = "fn f() -> &'static str { \"is tainted: {flag}\" }\n";

    #[test]
    fn the_home_of_the_texts_and_the_tests_pass() {
        let in_a_test = format!("#[cfg(test)]\nmod tests {{ {SAYS} }}");
        let tree = Tree::of(&[
            ("crates/findings/src/log.rs", SAYS),
            ("crates/vm/src/log.rs", &in_a_test),
            ("tests/e2e/tests/taint.rs", SAYS),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn the_texts_elsewhere_fail() {
        assert_eq!(check(&Tree::of(&[("crates/vm/src/log.rs", SAYS)])).len(), 1);
        let other = "const M: &str = r\"deprecated configuration: x\";";
        assert_eq!(check(&Tree::of(&[("crates/server/src/m.rs", other)])).len(), 1);
    }
}
