//! `unsafe` stands only in `host`, and nobody else switches the lint off.

use crate::tidy::complaint::Complaint;
use crate::tidy::source::lines_with_word;
use crate::tidy::tree::Tree;

/// Complains about `unsafe` outside `host`, tests included.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| !file.is_in(&["host"])) {
        let Some(source) = &file.source else { continue };
        for word in ["unsafe", "unsafe_code"] {
            for line in lines_with_word(&source.code_with_tests, word) {
                complaints.push(Complaint::at(
                    &file.path,
                    line,
                    "unsafe code stands only in `host`, behind a safe function",
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_and_mere_words_pass() {
        let tree = Tree::of(&[
            ("crates/host/src/fd.rs", "#![allow(unsafe_code)]\nfn f() { unsafe { g() } }\n"),
            ("crates/vm/src/a.rs", "// unsafe to call twice\nfn unsafely() { say(\"unsafe\") }\n"),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn elsewhere_fails_in_tests_as_well() {
        for text in [
            "fn f() { unsafe { g() } }",
            "#[cfg(test)]\nmod tests { unsafe fn f() {} }",
            "#![allow(unsafe_code)]",
        ] {
            assert_eq!(check(&Tree::of(&[("crates/vm/src/a.rs", text)])).len(), 1, "{text}");
        }
    }
}
