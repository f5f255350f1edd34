//! The workspace as plain values: crates with their dependencies, files with their text.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::source::Source;
use crate::command;

/// Everything that the rules look at.
#[derive(Debug, Default)]
pub struct Tree {
    /// The workspace's own crates.
    pub crates: Vec<Room>,
    /// Tracked (and not yet ignored) text files.
    pub files: Vec<File>,
    /// Every package in the dependency graph, ours excluded.
    pub dependencies: Vec<Package>,
}

/// One crate of the workspace.
#[derive(Debug, Clone, Default)]
pub struct Room {
    /// Its name.
    pub name: String,
    /// Its folder, relative to the workspace.
    pub folder: String,
    /// What it depends on outside its tests.
    pub dependencies: Vec<String>,
}

/// A package that somebody else wrote.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its SPDX licence expression; empty when it names none.
    pub license: String,
}

/// One text file.
#[derive(Debug)]
pub struct File {
    /// Its path, relative to the workspace.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Seen as Rust, when it is.
    pub source: Option<Source>,
    /// Whether some other file includes it only for tests.
    only_for_tests: bool,
}

impl File {
    /// A file with this text.
    pub fn new(path: &str, text: &str) -> Self {
        let source = path.ends_with(".rs").then(|| Source::new(text));
        Self { path: path.to_owned(), text: text.to_owned(), source, only_for_tests: false }
    }

    /// The file's own name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether a program wrote it.
    pub fn is_generated(&self) -> bool {
        self.path.contains("/generated/")
            || self.text.lines().take(3).any(|line| line.starts_with("//") && line.contains("@generated"))
    }

    /// Whether it is test code through and through.
    pub fn is_test(&self) -> bool {
        self.only_for_tests
            || self.path.starts_with("tests/")
            || self.path.starts_with("fuzz/")
            || self.path.split('/').any(|part| matches!(part, "tests" | "benches" | "examples" | "tests.rs"))
            || self.name().ends_with("_tests.rs")
    }

    /// Whether it belongs to one of these crates, by folder name.
    pub fn is_in(&self, rooms: &[&str]) -> bool {
        rooms.iter().any(|room| {
            self.path.starts_with(&format!("crates/{room}/"))
                || self.path.starts_with(&format!("bin/{room}/"))
        })
    }
}

impl Tree {
    /// Reads the workspace that this xtask belongs to.
    pub fn read() -> Result<Self> {
        let root = root();
        let metadata = metadata(&root)?;
        let own = own_ids(&metadata);
        let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(Self {
            crates: packages
                .iter()
                .filter(|package| own.contains(&package["id"]))
                .map(|p| room(p, &root))
                .collect(),
            dependencies: packages
                .iter()
                .filter(|package| !own.contains(&package["id"]))
                .map(|package| Package { name: text(&package["name"]), license: text(&package["license"]) })
                .collect(),
            files: files(&root)?,
        })
    }

    /// The non-test Rust files under `crates/` and `bin/`.
    pub fn shipped(&self) -> impl Iterator<Item = (&File, &Source)> {
        self.files
            .iter()
            .filter(|file| {
                (file.path.starts_with("crates/") || file.path.starts_with("bin/")) && !file.is_test()
            })
            .filter_map(|file| file.source.as_ref().map(|source| (file, source)))
    }
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// Marks the files of modules that stand behind `#[cfg(test)] mod name;`.
fn mark_test_modules(mut files: Vec<File>) -> Vec<File> {
    let mut stems = Vec::new();
    for file in &files {
        let Some((folder, name)) = file.path.rsplit_once('/') else { continue };
        let below = match name {
            "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
            other => format!("{folder}/{}", other.trim_end_matches(".rs")),
        };
        let modules = file.source.iter().flat_map(|source| &source.test_modules);
        stems.extend(modules.map(|module| format!("{below}/{module}")));
    }
    for file in &mut files {
        let inside = |stem: &String| {
            file.path.strip_prefix(stem.as_str()).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        file.only_for_tests = stems.iter().any(inside);
    }
    files
}

fn metadata(root: &Path) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut metadata = Command::new(cargo);
    metadata.args(["metadata", "--format-version", "1", "--locked"]).current_dir(root);
    let json =
        command::output(&mut metadata).context("`cargo metadata --locked` failed: is Cargo.lock fresh?")?;
    serde_json::from_str(&json).context("`cargo metadata` printed no JSON")
}

fn own_ids(metadata: &Value) -> Vec<Value> {
    metadata["workspace_members"].as_array().cloned().unwrap_or_default()
}

fn room(package: &Value, root: &Path) -> Room {
    let manifest = text(&package["manifest_path"]);
    let folder = Path::new(&manifest).parent().and_then(|folder| folder.strip_prefix(root).ok());
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    Room {
        name: text(&package["name"]),
        folder: folder.map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default(),
        dependencies: dependencies
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .map(|dependency| text(&dependency["name"]))
            .collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Tracked files and new ones that are not ignored. What is no text is left out.
fn files(root: &Path) -> Result<Vec<File>> {
    let mut list = Command::new("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let paths = command::output(&mut list).context("`git ls-files` failed: tidy needs the git checkout")?;
    let read = |path: &str| std::fs::read_to_string(root.join(path)).ok().map(|text| File::new(path, &text));
    Ok(mark_test_modules(paths.lines().filter_map(read).collect()))
}

#[cfg(test)]
impl Tree {
    /// A made-up tree of files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File::new(path, text)).collect();
        Self { files: mark_test_modules(files), ..Self::default() }
    }

    /// The same with a crate added.
    pub fn with_crate(mut self, name: &str, dependencies: &[&str]) -> Self {
        self.crates.push(Room {
            name: name.to_owned(),
            folder: format!("crates/{name}"),
            dependencies: dependencies.iter().map(|&name| name.to_owned()).collect(),
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_behind_cfg_test_is_a_test() {
        let declares = "#[cfg(test)]\nmod real_qemu;\nmod line;\n";
        let tree = Tree::of(&[
            ("crates/qmp/src/monitor.rs", declares),
            ("crates/qmp/src/monitor/real_qemu.rs", ""),
            ("crates/qmp/src/monitor/real_qemu/more.rs", ""),
            ("crates/qmp/src/monitor/line.rs", ""),
            ("crates/qmp/src/real_qemu.rs", ""),
        ]);
        let tests: Vec<&str> =
            tree.files.iter().filter(|file| file.is_test()).map(|file| file.path.as_str()).collect();
        assert_eq!(
            tests,
            ["crates/qmp/src/monitor/real_qemu.rs", "crates/qmp/src/monitor/real_qemu/more.rs"]
        );
    }
}
