//! RELAX NG: is a document what a schema describes?
//!
//! The XML syntax of RELAX NG, as far as libvirt's schemas use it, checked by derivatives of patterns (James Clark,
//! "An algorithm for RELAX NG validation", 2002): what a pattern still wants after each tag is a pattern again.
//!
//! | module | holds |
//! |---|---|
//! | `syntax` | a schema as it is written |
//! | `grammar` | definitions by name, of a file and of those that it includes |
//! | `datatype` | the types of XML Schema that text can have |
//! | `pattern` | patterns as they are derived, each kept once |
//! | `compile` | from syntax to patterns, an element's content when it is first met |
//! | `derivative` | what a pattern still wants after a tag, an attribute or text |
//! | `validate` | a document, walked through |
//!
//! Text between elements is one text, wherever it stands. Files that a schema includes are asked for by name: nothing is read here.

mod compile;
mod datatype;
mod derivative;
mod grammar;
mod pattern;
mod syntax;
mod validate;

pub use grammar::{Grammar, GrammarError};
pub use validate::{Invalid, Reason, Schema};
