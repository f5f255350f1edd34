//! Some knowledge has one home: XDR, QEMU's command line, the monitor.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Where the wire's encoding may be spoken of.
const KNOW_XDR: &[&str] = &["wire", "server", "client"];
/// Where QEMU's device options are written.
const KNOW_ARGV: &[&str] = &["launch"];
/// Options that only a guest's command line has (a prober asks with others).
const GUEST_OPTIONS: &[&str] = &["-device", "-blockdev", "-netdev", "-drive"];

/// Complains about knowledge outside its home.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (file, source) in tree.shipped() {
        if !file.is_in(KNOW_XDR) {
            for (at, line) in file.text.lines().enumerate() {
                if line
                    .to_ascii_lowercase()
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| word == "xdr")
                {
                    let text = "only `wire`, `server` and `client` know XDR";
                    complaints.push(Complaint::at(&file.path, at + 1, text));
                }
            }
        }
        if !file.is_in(KNOW_ARGV) {
            for option in GUEST_OPTIONS {
                for line in whole_literals(source, option) {
                    let text = format!("only `launch` writes QEMU's `{option}`");
                    complaints.push(Complaint::at(&file.path, line, text));
                }
            }
        }
    }
    complaints
}

/// The lines where the option is a string literal's whole inside.
fn whole_literals(source: &crate::tidy::source::Source, option: &str) -> Vec<usize> {
    let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let bytes = source.texts.as_bytes();
    source
        .texts
        .match_indices(option)
        .filter(|(at, _)| blank(at.checked_sub(1).and_then(|before| bytes.get(before))))
        .filter(|(at, _)| blank(bytes.get(at + option.len())))
        .map(|(at, _)| crate::tidy::source::line_at(&source.texts, at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knowledge_at_home_passes() {
        let tree = Tree::of(&[
            ("crates/wire/src/a.rs", "//! XDR here\n"),
            ("crates/launch/src/a.rs", "fn f() { arg(\"-device\") }\n"),
            ("crates/vm/src/a.rs", "fn f() { hide(\"virtio-device\"); say(\"-devices\") }\n"),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn knowledge_elsewhere_fails() {
        assert_eq!(check(&Tree::of(&[("crates/engine/src/a.rs", "// pads like XDR\n")])).len(), 1);
        assert_eq!(check(&Tree::of(&[("crates/vm/src/a.rs", "fn f() { arg(\"-device\") }\n")])).len(), 1);
    }
}
