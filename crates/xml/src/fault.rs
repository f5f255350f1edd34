//! What is wrong with a document's content, and where.

use std::fmt;

use errors::{Code, Domain, Error};

/// A place in a document; both count from 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Position {
    /// The place of a byte of `text`.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Self { line: number(line), column: number(column) }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// libvirt's error about a document, with the place that libvirt itself does not tell.
///
/// Converts into the plain [`errors::Error`] that clients get, so `?` works in both worlds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Code, domain and text as a client sees them.
    pub error: Box<Error>,
    /// Where the element with the mistake begins, if the mistake has a place.
    pub position: Option<Position>,
}

/// A value, or what is wrong with the document.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

impl Fault {
    /// A mistake without a place, about a domain's definition.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self::of(Domain::Domain, code, detail)
    }

    /// A mistake without a place, noticed by another part.
    pub fn of(domain: Domain, code: Code, detail: impl Into<String>) -> Self {
        Self { error: Box::new(Error::new(code, domain, detail)), position: None }
    }

    /// The same mistake, at a place; one that is already known stays, since it is nearer to the cause.
    pub fn at(mut self, position: Position) -> Self {
        self.position.get_or_insert(position);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(f, "{position}: {}", self.error),
            None => self.error.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        *fault.error
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { error: Box::new(error), position: None }
    }
}
