//! A parsed document.

use crate::limits::{MAX_BYTES, MAX_DEPTH, MAX_NODES, too_deep};
use crate::{Element, SyntaxError};

/// A well-formed document over the text it was parsed from.
#[derive(Debug)]
pub struct Document<'a> {
    tree: roxmltree::Document<'a>,
}

impl<'a> Document<'a> {
    /// Parses `text`, in time and memory proportional to its length.
    ///
    /// # Errors
    /// What is not well-formed, and what is hostile: a document type (so no entity is ever expanded),
    /// nesting deeper than 256, more than 16 MiB or a million nodes.
    pub fn parse(text: &'a str) -> Result<Self, SyntaxError> {
        if text.len() > MAX_BYTES {
            return Err(SyntaxError::whole("document is too long".into()));
        }
        if let Some(offset) = too_deep(text) {
            let why = format!("Excessive depth in document: {MAX_DEPTH}");
            return Err(SyntaxError::at_offset(text, offset, why));
        }
        let options = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..Default::default() };
        match roxmltree::Document::parse_with_options(text, options) {
            Ok(tree) => Ok(Self { tree }),
            Err(error) => Err(SyntaxError::from_parser(text, &error)),
        }
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element::new(self.tree.root_element())
    }
}
