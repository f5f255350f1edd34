//! What a rule found wrong, and where.

use std::fmt;

/// One broken invariant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The file, relative to the workspace.
    pub path: String,
    /// The line, counted from 1; 0 when it is about the whole file.
    pub line: usize,
    /// What is wrong and what to do instead.
    pub text: String,
    /// A warning is printed and does not fail the check.
    pub warning: bool,
}

impl Complaint {
    /// About a line.
    pub fn at(path: &str, line: usize, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, text: text.into(), warning: false }
    }

    /// About a whole file or crate.
    pub fn about(path: &str, text: impl Into<String>) -> Self {
        Self::at(path, 0, text)
    }

    /// Worth saying, not worth failing.
    pub fn warn(path: &str, text: impl Into<String>) -> Self {
        Self { warning: true, ..Self::about(path, text) }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weight = if self.warning { "warning: " } else { "" };
        match self.line {
            0 => write!(out, "{}: {weight}{}", self.path, self.text),
            line => write!(out, "{}:{line}: {weight}{}", self.path, self.text),
        }
    }
}
