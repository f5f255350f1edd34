//! What makes a document malformed, told the way libvirt tells it.

use std::fmt;

use errors::{Code, Domain, Error};

use crate::Position;

/// Longest source line that is quoted back whole, in bytes.
const MAX_QUOTE: usize = 4096;

/// A document that is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where the parser stopped.
    pub position: Position,
    /// What it did not like, in libxml2's words.
    pub message: String,
    /// The source line (cut to a sane length), and a line with a caret under the place.
    pub excerpt: String,
}

impl SyntaxError {
    pub(crate) fn new(text: &str, offset: usize, message: String) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        Self { position: Position::of(text, offset), message, excerpt: excerpt(text, before) }
    }
}

/// The line that `before` ends in, and a caret under what follows it.
///
/// At the end of the text, the last line with something in it is shown.
fn excerpt(text: &str, before: &str) -> String {
    if text.is_empty() {
        return "(null)\n^".to_owned();
    }
    let ends_line = ['\n', '\r'];
    let at_end = before.len() == text.len() || text[before.len()..].starts_with(ends_line);
    let before = if at_end { before.trim_end_matches(ends_line) } else { before };
    let start = before.rfind(ends_line).map_or(0, |at| at + 1);
    let line = text[start..].split(ends_line).next().unwrap_or_default();
    let (line, lead) = around(line, before.len() - start);
    let dashes: String = lead.bytes().map(|byte| if byte == b'\t' { '\t' } else { '-' }).collect();
    format!("{line}\n{dashes}^")
}

/// As much of a line as is worth showing, and what of it stands before its byte `at`.
fn around(line: &str, at: usize) -> (&str, &str) {
    let floor = |mut index: usize| {
        while !line.is_char_boundary(index) {
            index -= 1;
        }
        index
    };
    let at = floor(at.min(line.len()));
    let start = if line.len() > MAX_QUOTE { floor(at.saturating_sub(MAX_QUOTE / 2)) } else { 0 };
    let end = floor((start + MAX_QUOTE).min(line.len()));
    (&line[start..end], &line[start..at])
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at line {}: {}\n{}", self.position.line, self.message, self.excerpt)
    }
}

impl std::error::Error for SyntaxError {}

impl From<SyntaxError> for Error {
    fn from(error: SyntaxError) -> Self {
        Error::new(Code::XmlDetail, Domain::Domain, error.to_string())
    }
}

impl From<SyntaxError> for crate::Fault {
    fn from(error: SyntaxError) -> Self {
        let position = error.position;
        Self::from(Error::from(error)).at(position)
    }
}
