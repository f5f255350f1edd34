//! `lib.rs` and `mod.rs` say what is here and name it; what it does stands in files of their own.

use crate::tidy::complaint::Complaint;
use crate::tidy::source::line_at;
use crate::tidy::tree::Tree;

/// Complains about anything but documentation, modules and re-exports in those files.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let facades =
        tree.shipped().filter(|(file, _)| matches!(file.name(), "lib.rs" | "mod.rs") && !file.is_generated());
    facades
        .flat_map(|(file, source)| {
            items(&source.code)
                .into_iter()
                .filter(|(_, item)| !is_facade_item(item))
                .map(|(line, item)| {
                    let shown: String = item.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
                    Complaint::at(
                        &file.path,
                        line,
                        format!("`{shown} ..` belongs into a file named by its idea"),
                    )
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn is_facade_item(item: &str) -> bool {
    match keyword(item) {
        Some("use" | "extern") => true,
        Some("mod") => item.ends_with(';'),
        _ => false,
    }
}

/// The word that says what the item is, past its visibility.
fn keyword(item: &str) -> Option<&str> {
    item.split_whitespace().find(|word| !word.starts_with("pub"))
}

/// The top-level items, attributes taken off, each with its line.
fn items(code: &str) -> Vec<(usize, String)> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in code.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let attribute_ends = c == ']' && code[start..].trim_start().starts_with('#');
        // The braces of a `use` tree are not the item's end; its `;` is.
        let item_ends = c == ';' || (c == '}' && keyword(&code[start..at]) != Some("use"));
        if depth == 0 && (attribute_ends || item_ends) {
            let text = code[start..=at].trim();
            if !attribute_ends {
                let offset = start + (code[start..].len() - code[start..].trim_start().len());
                items.push((line_at(code, offset), text.to_owned()));
            }
            start = at + 1;
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_and_names_pass() {
        let text = "//! What is here.\n#![warn(missing_docs)]\n\nmod a;\npub(crate) mod b;\n#[rustfmt::skip]\nmod c;\n\n\
                    pub use a::{One, Two};\nuse b::Three;\n#[cfg(test)]\nmod tests { fn t() {} }\n";
        assert_eq!(
            check(&Tree::of(&[("crates/vm/src/lib.rs", text), ("crates/vm/src/a.rs", "fn f() {}")])),
            []
        );
    }

    #[test]
    fn code_in_a_facade_fails() {
        for text in [
            "mod a;\n\nfn f() {}\n",
            "pub struct S { a: u8 }",
            "pub struct S;",
            "const N: usize = 1;",
            "mod inline { fn f() {} }",
            "macro_rules! m { () => {} }",
        ] {
            assert_eq!(check(&Tree::of(&[("crates/vm/src/x/mod.rs", text)])).len(), 1, "{text}");
        }
    }
}
