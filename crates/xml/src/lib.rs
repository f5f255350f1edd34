//! XML as libvirt reads and writes it: a cursor that knows line and column over a parsed document, and
//! a writer in libvirt's exact style.
//!
//! Reading: [`Document::parse`] refuses what is malformed (or hostile: nesting, size, entities) with a
//! [`SyntaxError`] that reads like libvirt's; [`Element`] then walks the tree, and its typed attribute
//! readers answer mistakes with a [`Fault`]: libvirt's error plus the place in the document.
//! Writing: [`Writer`].

mod document;
mod dump;
mod element;
mod fault;
mod limits;
mod number;
mod parser;
mod prolog;
mod reference;
mod scanner;
mod syntax;
mod tree;
mod typed;
mod word;
mod writer;

pub use document::Document;
pub use element::Element;
pub use fault::{Fault, Position, Result};
pub use number::Number;
pub use syntax::SyntaxError;
pub use word::Word;
pub use writer::{Value, Writer};
