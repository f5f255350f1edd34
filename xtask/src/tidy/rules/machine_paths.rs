//! No path of one person's machine: the tree must mean the same everywhere.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Top folders that only somebody's own machine has (or in which people live).
const PRIVATE: &[&str] = &["work", "root", "home", "Users", "farm"];
/// Whose home may stand in an example.
const ANYBODY: &[&str] = &["u", "user", "you"];

/// Complains about absolute paths into private folders, in any text file.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| !file.path.ends_with(".lock")) {
        for (at, line) in file.text.lines().enumerate() {
            if let Some(folder) = PRIVATE.iter().find(|folder| names_folder(line, folder)) {
                let text = format!("a path below `{}{folder}/` means nothing elsewhere", '/');
                complaints.push(Complaint::at(&file.path, at + 1, text));
            }
        }
    }
    complaints
}

fn names_folder(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        // What follows a name, a dot or a brace is the middle of some other path.
        let inside = before.is_some_and(|c| c.is_alphanumeric() || "_.-~*}$)".contains(c));
        let owner = line[at + path.len()..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let example = folder == "home" && ANYBODY.contains(&owner);
        !inside && !example
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_every_machine_has_pass() {
        let text = "/var/lib/x /etc/y ../work/z {dir}/root/x https://example.org/home/a /home/u/.cache\n";
        assert_eq!(check(&Tree::of(&[("docs/a.md", text)])), []);
    }

    #[test]
    fn somebodys_own_paths_fail() {
        for folder in PRIVATE {
            for line in [format!("see /{folder}/me/x"), format!("\"/{folder}/me\"")] {
                assert_eq!(check(&Tree::of(&[("docs/a.md", &line)])).len(), 1, "{line}");
            }
        }
    }
}
