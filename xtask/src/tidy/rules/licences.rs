//! Everything we link is under a licence that `deny.toml` allows; checked here too, so that it holds where
//! cargo-deny is not installed.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

const POLICY: &str = "deny.toml";

/// Complains about packages whose licence is not allowed.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let Some(policy) = tree.files.iter().find(|file| file.path == POLICY) else {
        return vec![Complaint::about(POLICY, "the licence policy is missing")];
    };
    let allowed = allowed(&policy.text);
    tree.dependencies
        .iter()
        .filter(|package| !is_allowed(&package.license, &allowed))
        .map(|package| {
            let licence = if package.license.is_empty() { "no licence" } else { &package.license };
            Complaint::about(POLICY, format!("`{}` is under {licence}, which is not allowed", package.name))
        })
        .collect()
}

fn allowed(policy: &str) -> Vec<String> {
    let table: toml::Table = policy.parse().unwrap_or_default();
    let list =
        table.get("licenses").and_then(|licenses| licenses.get("allow")).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

/// Whether an SPDX expression can be met: any side of an OR, every side of an AND. `/` is crates.io's old OR.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    words.reverse();
    !words.is_empty() && either(&mut words, allowed) && words.is_empty()
}

fn either(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut met = both(words, allowed);
    while words.pop_if(|word| *word == "OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while words.pop_if(|word| *word == "AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    match words.pop() {
        Some("(") => {
            let met = either(words, allowed);
            words.pop_if(|word| *word == ")");
            met
        }
        Some(licence) => {
            let mut whole = licence.to_owned();
            if words.pop_if(|word| *word == "WITH").is_some() {
                whole = format!("{licence} WITH {}", words.pop().unwrap_or_default());
            }
            allowed.contains(&whole)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::Package;

    const OURS: &str = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Apache-2.0 WITH LLVM-exception\"]\n";

    fn complaints(license: &str) -> Vec<Complaint> {
        let mut tree = Tree::of(&[(POLICY, OURS)]);
        tree.dependencies.push(Package { name: "x".into(), license: license.into() });
        check(&tree)
    }

    #[test]
    fn licences_that_can_be_met_pass() {
        for licence in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "MIT/Unlicense",
            "(GPL-2.0-only OR MIT) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
        ] {
            assert_eq!(complaints(licence), [], "{licence}");
        }
    }

    #[test]
    fn licences_that_cannot_fail() {
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "", "Apache-2.0 WITH Odd-exception"] {
            assert_eq!(complaints(licence).len(), 1, "{licence}");
        }
        assert_eq!(check(&Tree::of(&[])).len(), 1);
    }
}
