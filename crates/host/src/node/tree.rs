//! The file tree that facts are read from.

use std::path::{Path, PathBuf};

/// More than any file of `/proc` or `/sys` that is read here has, in bytes.
const LIMIT: u64 = 16 << 20;

/// A machine, as the file tree with its `/proc`, `/sys` and `/etc` tells it.
#[derive(Clone, Debug)]
pub struct Node {
    root: PathBuf,
}

impl Default for Node {
    /// The machine we run on.
    fn default() -> Self {
        Self::at("/")
    }
}

impl Node {
    /// The machine whose files are below `root`.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The content of a file, if it can be read.
    pub(super) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        crate::files::read_bounded(&self.path(path), LIMIT).ok()
    }

    /// The text of a file, without blanks around it.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        Some(String::from_utf8_lossy(&self.bytes(path)?).trim().to_owned())
    }

    /// The number that a file holds.
    pub(super) fn number<T: std::str::FromStr>(&self, path: &str) -> Option<T> {
        self.text(path)?.parse().ok()
    }

    /// The numbers N of the entries `PREFIXN` of a directory, sorted.
    pub(super) fn numbered(&self, directory: &str, prefix: &str) -> Vec<u32> {
        let entries = std::fs::read_dir(self.path(directory)).into_iter().flatten();
        let numbers =
            entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_prefix(prefix)?.parse().ok());
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        numbers
    }

    /// Whether there is anything at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        Path::exists(&self.path(path))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::Node;
    use std::fs;

    /// A made-up machine.
    pub(in crate::node) struct Tree(tempfile::TempDir);

    /// A machine with these files.
    pub(in crate::node) fn tree(files: &[(&str, &str)]) -> Tree {
        let root = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Tree(root)
    }

    impl Tree {
        pub(in crate::node) fn node(&self) -> Node {
            Node::at(self.0.path())
        }
    }
}
