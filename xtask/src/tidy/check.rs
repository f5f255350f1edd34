//! Running every rule over the workspace.

use anyhow::{Result, bail};

use super::rules;
use super::tree::Tree;

/// Checks the workspace, prints what is wrong, and fails when anything is.
pub fn run() -> Result<()> {
    let tree = Tree::read()?;
    let mut failures = 0;
    for (name, rule) in rules::ALL {
        for complaint in rule(&tree) {
            println!("{complaint} [{name}]");
            failures += usize::from(!complaint.warning);
        }
    }
    if failures > 0 {
        bail!("tidy: {failures} invariants broken; docs/ARCHITECTURE.md explains each");
    }
    println!("tidy: {} rules hold over {} files", rules::ALL.len(), tree.files.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_workspace_can_be_read() {
        let tree = Tree::read().unwrap();
        assert!(tree.crates.iter().any(|room| room.name == "errors"));
        assert!(tree.files.iter().any(|file| file.path == "xtask/src/tidy/check.rs"));
    }
}
