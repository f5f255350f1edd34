//! A parsed document.

use crate::limits::MAX_BYTES;
use crate::parser;
use crate::tree::Tree;
use crate::{Element, SyntaxError};

/// A well-formed document over the text it was parsed from.
#[derive(Debug)]
pub struct Document<'a> {
    tree: Tree<'a>,
}

impl<'a> Document<'a> {
    /// Parses `text`, in time and memory proportional to its length.
    ///
    /// A prefix that nobody declared is part of the name, as libxml2 takes it. A document type is stepped
    /// over; entities that it declares stand for nothing.
    ///
    /// # Errors
    /// What is not well-formed, and what is hostile: nesting deeper than 256, more than 16 MiB or a
    /// million nodes.
    pub fn parse(text: &'a str) -> Result<Self, SyntaxError> {
        if text.len() > MAX_BYTES {
            return Err(SyntaxError::new(text, 0, "document is too long".to_owned()));
        }
        match parser::parse(text) {
            Ok(tree) => Ok(Self { tree }),
            Err(malformed) => Err(SyntaxError::new(text, malformed.offset, malformed.message)),
        }
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element::new(&self.tree, 0)
    }
}
