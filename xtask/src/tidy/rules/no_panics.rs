//! Bad input is a typed error; the daemon never dies of it. Clippy denies the same; this rule also sees
//! whoever switches Clippy off.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Signs that end the process, as they stand in code.
const PANICS: &[&str] = &[
    ".unwrap()",
    ".expect(",
    ".unwrap_err()",
    ".expect_err(",
    "panic!",
    "unreachable!",
    "todo!",
    "unimplemented!",
];
/// Lints that hold them back.
const LINTS: &[&str] = &[
    "clippy::unwrap_used",
    "clippy::expect_used",
    "clippy::panic",
    "clippy::unreachable",
    "clippy::todo",
    "clippy::unimplemented",
];

/// Complains about panics outside tests.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (file, source) in tree.shipped() {
        for (at, line) in source.code.lines().enumerate() {
            for sign in PANICS.iter().filter(|sign| stands_in(line, sign)) {
                complaints.push(Complaint::at(
                    &file.path,
                    at + 1,
                    format!("`{sign}` outside tests: return an error"),
                ));
            }
            for lint in LINTS.iter().filter(|lint| stands_in(line, lint)) {
                complaints.push(Complaint::at(
                    &file.path,
                    at + 1,
                    format!("`{lint}` stays on outside tests"),
                ));
            }
        }
    }
    complaints
}

/// Whether the sign stands in the line as a whole word: `assert_panic!` is no `panic!`, `panic_x` no `panic`.
fn stands_in(line: &str, sign: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(sign).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + sign.len()..].chars().next();
        (sign.starts_with('.') || !before.is_some_and(name))
            && (!sign.ends_with(name) || !after.is_some_and(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_tests_pass() {
        let tree = Tree::of(&[
            ("crates/vm/src/a.rs", "fn f() { x.unwrap_or(1); y.expected(); say(\"panic!\") }\n"),
            ("crates/vm/src/b.rs", "#[cfg(test)]\nmod tests { fn t() { x.unwrap() } }\n"),
            ("crates/vm/tests/c.rs", "fn t() { x.unwrap() }\n"),
            ("tests/e2e/src/d.rs", "fn t() { panic!() }\n"),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn panics_in_the_daemon_fail() {
        for text in [
            "fn f() { x.unwrap() }",
            "fn f() { x.expect(\"never\") }",
            "fn f() { panic!(\"no\") }",
            "fn f() { unreachable!() }",
            "#![allow(clippy::unwrap_used)]",
        ] {
            assert_eq!(check(&Tree::of(&[("bin/ferrovirtd/src/main.rs", text)])).len(), 1, "{text}");
        }
    }
}
