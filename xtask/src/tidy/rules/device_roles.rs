//! Sibling folders use the same role names: who knows one device kind knows where to look in all.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Where a folder is a device kind: the roles' files, and those that no kind can do without. A kind may have
/// more files, each with an idea of its own.
const ROOMS: &[(&str, &[&str], &[&str])] = &[
    ("crates/model/src/device/", &["types", "parse", "format"], &["types"]),
    ("crates/prepare/src/device/", &["defaults", "validate"], &[]),
    ("crates/launch/src/device/", &["args", "hotplug"], &[]),
];

/// Other names that a role's file has elsewhere in the world, and the role here.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("type", "types"),
    ("structs", "types"),
    ("value", "types"),
    ("model", "types"),
    ("parser", "parse"),
    ("reader", "parse"),
    ("read", "parse"),
    ("from_xml", "parse"),
    ("formatter", "format"),
    ("writer", "format"),
    ("write", "format"),
    ("to_xml", "format"),
    ("default", "defaults"),
    ("complete", "defaults"),
    ("validation", "validate"),
    ("validator", "validate"),
    ("check", "validate"),
    ("checks", "validate"),
    ("arguments", "args"),
    ("options", "args"),
    ("cmdline", "args"),
    ("command_line", "args"),
    ("hot_plug", "hotplug"),
    ("plug", "hotplug"),
];

/// Complains about roles under other names, about a kind without what every kind needs, and about one that is
/// read and not written or written and not read.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    ROOMS.iter().flat_map(|(folder, roles, needed)| of_room(tree, folder, roles, needed)).collect()
}

fn of_room(tree: &Tree, folder: &str, roles: &[&str], needed: &[&str]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    let files = tree.files.iter().filter(|file| !file.is_test());
    for (file, kind, name) in files.filter_map(|file| {
        let (kind, name) = file.path.strip_prefix(folder)?.split_once('/')?;
        Some((file, kind, name.strip_suffix(".rs")?))
    }) {
        kinds.push(kind);
        let role = OTHER_NAMES.iter().find(|(other, role)| *other == name && roles.contains(role));
        if let Some((_, role)) = role {
            complaints.push(Complaint::about(
                &file.path,
                format!("in every device kind this is called `{role}.rs`"),
            ));
        }
    }
    kinds.dedup();
    for kind in kinds {
        let path = format!("{folder}{kind}");
        let has = |name: &str| tree.files.iter().any(|file| file.path == format!("{path}/{name}.rs"));
        for name in needed.iter().filter(|name| !has(name)) {
            complaints.push(Complaint::about(&path, format!("`{name}.rs` is missing")));
        }
        if has("parse") != has("format") {
            complaints.push(Complaint::about(&path, "what is read must be written, and the other way round"));
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
            ("crates/model/src/device/disk/format.rs", ""),
            ("crates/model/src/device/mod.rs", ""),
            ("crates/launch/src/device/disk/mod.rs", ""),
            ("crates/launch/src/device/disk/args.rs", ""),
            ("crates/launch/src/device/disk/cache.rs", ""),
            ("crates/launch/src/device/order.rs", ""),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn another_name_a_missing_role_and_half_a_pair_fail() {
        for (files, complaint) in [
            (&["types.rs", "reader.rs"][..], "this is called `parse.rs`"),
            (&["parse.rs", "format.rs"], "`types.rs` is missing"),
            (&["types.rs", "parse.rs"], "what is read must be written"),
        ] {
            let paths: Vec<String> =
                files.iter().map(|name| format!("crates/model/src/device/disk/{name}")).collect();
            let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
            let complaints = check(&Tree::of(&files));
            assert_eq!(complaints.len(), 1, "{complaints:?}");
            assert!(complaints[0].text.contains(complaint), "{complaints:?}");
        }
    }
}
