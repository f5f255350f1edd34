//! What makes a document malformed, told the way libvirt tells it.

use std::fmt;

use errors::{Code, Domain, Error};

use crate::Position;

/// Longest part of a source line that is quoted back, in characters.
const MAX_QUOTE: usize = 80;

/// A document that is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where the parser stopped.
    pub position: Position,
    /// What it did not like, in libxml2's words where they are known.
    pub message: String,
    /// The source line (cut to a sane length), and a line with a caret under the place.
    pub excerpt: String,
}

impl SyntaxError {
    /// An error that concerns the document as a whole.
    pub(crate) fn whole(message: String) -> Self {
        Self { position: Position { line: 1, column: 1 }, message, excerpt: "\n^".into() }
    }

    pub(crate) fn at_offset(text: &str, offset: usize, message: String) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        let position = Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        };
        Self { position, message, excerpt: excerpt(text, line_start, column) }
    }

    pub(crate) fn from_parser(text: &str, error: &roxmltree::Error) -> Self {
        let at = error.pos();
        // An empty text has no line at all, and the parser's row is then one too many.
        let row = at.row.saturating_sub(1) as usize;
        let line_start: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
        let line =
            text.get(line_start..).and_then(|rest| rest.split_inclusive('\n').next()).unwrap_or_default();
        let column = line.char_indices().nth(at.col.saturating_sub(1) as usize);
        let offset = line_start + column.map_or(line.len(), |(at, _)| at);
        Self::at_offset(text, offset, error.to_string())
    }
}

/// The line that starts at `line_start`, and a caret under its character `column`.
fn excerpt(text: &str, line_start: usize, column: usize) -> String {
    let line = text[line_start..].lines().next().unwrap_or_default();
    let skipped = column.saturating_sub(MAX_QUOTE);
    let quote: String = line.chars().skip(skipped).take(MAX_QUOTE).collect();
    format!("{quote}\n{}^", " ".repeat(column - 1 - skipped))
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

#[cfg(test)]
mod tests {
    use crate::Document;

    /// Found by the fuzzer: a place was sought in a text that has none.
    #[test]
    fn a_text_without_anything_is_refused_at_its_beginning() {
        for text in ["", "\n", "\n\n", " "] {
            let error = Document::parse(text).unwrap_err();
            assert!(error.position.line >= 1 && error.position.column >= 1, "{text:?}: {error:?}");
        }
    }
}
