//! Knowledge flows one way: each room names the rooms that it may know.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// Who may depend on whom, outside tests. A new crate gets its row here and its line in the architecture.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("errors", &[]),
    ("wire", &["errors"]),
    ("xml", &["errors"]),
    ("model", &["errors", "xml"]),
    ("cpu", &["errors", "xml", "model"]),
    ("relaxng", &["xml"]),
    ("images", &["errors", "xml", "model"]),
    ("caps", &["errors", "xml", "model", "cpu"]),
    ("prepare", &["errors", "xml", "model", "cpu", "caps"]),
    ("findings", &["errors", "xml", "model", "cpu", "caps"]),
    ("policy", &["errors", "findings"]),
    ("launch", &["errors", "model", "cpu", "caps", "prepare"]),
    ("foresight", &["errors", "xml", "model", "cpu", "caps", "prepare", "findings", "launch"]),
    ("host", &["errors"]),
    ("qmp", &["errors"]),
    ("prober", &["errors", "caps", "host", "qmp"]),
    (
        "vm",
        &[
            "errors", "xml", "model", "cpu", "images", "caps", "prepare", "findings", "policy", "launch",
            "host", "qmp",
        ],
    ),
    (
        "engine",
        &[
            "errors", "xml", "model", "cpu", "caps", "prepare", "findings", "policy", "launch", "host",
            "prober", "vm", "relaxng",
        ],
    ),
    ("server", &["errors", "wire", "xml", "model", "caps", "findings", "host", "vm", "engine"]),
    ("client", &["errors", "wire"]),
    ("ferrovirtd", &["errors", "host", "engine", "server"]),
    ("ferrovirt", &["errors", "xml", "caps", "findings", "foresight", "host", "prober", "client"]),
    ("xtask", &[]),
    ("support", &[]),
    ("clients", &["support"]),
    ("e2e", &["support"]),
    (
        "conformance",
        &[
            "support",
            "errors",
            "wire",
            "xml",
            "model",
            "cpu",
            "caps",
            "prepare",
            "findings",
            "foresight",
            "launch",
        ],
    ),
];

/// Complains about every dependency that the table does not allow, and every crate it does not know.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let own: Vec<&str> = tree.crates.iter().map(|room| room.name.as_str()).collect();
    let mut complaints = Vec::new();
    for room in &tree.crates {
        let manifest = format!("{}/Cargo.toml", room.folder);
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(name, _)| *name == room.name) else {
            complaints.push(Complaint::about(
                &manifest,
                format!("`{}` has no row in tidy's direction table", room.name),
            ));
            continue;
        };
        for dependency in &room.dependencies {
            if own.contains(&dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                complaints.push(Complaint::about(
                    &manifest,
                    format!("`{}` must not know `{dependency}`: knowledge flows the other way", room.name),
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
    fn the_house_as_drawn_passes() {
        let tree = Tree::of(&[])
            .with_crate("errors", &[])
            .with_crate("xml", &["errors", "roxmltree"])
            .with_crate("model", &["xml", "errors"]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn knowing_the_right_hand_side_fails() {
        let tree = Tree::of(&[]).with_crate("model", &["engine"]).with_crate("engine", &["model"]);
        let complaints = check(&tree);
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].text.contains("`model` must not know `engine`"), "{}", complaints[0]);
    }

    #[test]
    fn a_crate_without_a_row_fails() {
        assert_eq!(check(&Tree::of(&[]).with_crate("attic", &[])).len(), 1);
    }

    #[test]
    fn the_table_itself_flows_one_way() {
        for (at, (name, allowed)) in MAY_KNOW.iter().enumerate() {
            let earlier: Vec<&str> = MAY_KNOW[..at].iter().map(|(name, _)| *name).collect();
            assert!(allowed.iter().all(|known| earlier.contains(known)), "{name} knows a later row");
        }
    }
}
