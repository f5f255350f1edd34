//! Sibling folders use the same role names: who knows one device kind knows where to look in all.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Where a folder is a device kind, which files it may have, and which it must.
const ROLES: &[(&str, &[&str], &[&str])] = &[
    ("crates/model/src/device/", &["mod.rs", "types.rs", "parse.rs", "format.rs"], &["mod.rs", "types.rs"]),
    ("crates/prepare/src/device/", &["mod.rs", "defaults.rs", "validate.rs"], &["mod.rs"]),
    ("crates/launch/src/device/", &["mod.rs", "args.rs", "hotplug.rs"], &["mod.rs"]),
];

/// Complains about a device kind's files under other names, and about missing ones.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (folder, may, must) in ROLES {
        let inside = |path: &str| path.strip_prefix(folder).and_then(|rest| rest.split_once('/')).is_some();
        let of_kind =
            |path: &str| path.strip_prefix(folder)?.split_once('/').map(|(kind, _)| kind.to_owned());
        let mut kinds: Vec<String> = tree.files.iter().filter_map(|file| of_kind(&file.path)).collect();
        kinds.dedup();
        for file in tree.files.iter().filter(|file| inside(&file.path) && !file.is_test()) {
            let depth = file.path[folder.len()..].matches('/').count();
            if depth == 1 && !may.contains(&file.name()) {
                let text = format!("a device kind's files here are {}", may.join(", "));
                complaints.push(Complaint::about(&file.path, text));
            }
        }
        for kind in kinds {
            let has =
                |name: &str| tree.files.iter().any(|file| file.path == format!("{folder}{kind}/{name}"));
            for name in must.iter().filter(|name| !has(name)) {
                complaints.push(Complaint::about(&format!("{folder}{kind}"), format!("`{name}` is missing")));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_names_in_every_kind_pass() {
        let tree = Tree::of(&[
            ("crates/model/src/device/disk/mod.rs", ""),
            ("crates/model/src/device/disk/types.rs", ""),
            ("crates/model/src/device/disk/parse.rs", ""),
            ("crates/model/src/device/mod.rs", ""),
            ("crates/launch/src/device/disk/mod.rs", ""),
            ("crates/launch/src/device/disk/args.rs", ""),
            ("crates/launch/src/device/order.rs", ""),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn another_name_and_a_missing_role_fail() {
        let tree = Tree::of(&[
            ("crates/model/src/device/disk/mod.rs", ""),
            ("crates/model/src/device/disk/reader.rs", ""),
        ]);
        let complaints: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints[0].contains("reader.rs") && complaints[1].contains("types.rs"), "{complaints:?}");
    }
}
