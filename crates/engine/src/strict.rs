//! The strict reading of a definition where no schema is installed: what would be lost is an error.
//!
//! A definition is read and written again. Every element and attribute that this daemon understands is written
//! somewhere; a name that has gone was not understood. What stands in `<metadata>` or in a namespace is its owner's.

use std::collections::BTreeSet;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::{Domain, Format};
use xml::Element;

/// Names that are read and then written in another way, or only as what they mean.
const REPLACED: [&str; 6] = ["unit", "dump", "relabel", "managed", "type", "name"];

/// Checks that nothing of a definition is lost.
///
/// # Errors
/// 92 with the element or attribute that is not understood; 27 for text that is no XML.
pub(crate) fn check(text: &str) -> Result<()> {
    let document = xml::Document::parse(text)?;
    let written = Domain::parse(text)?.format(Format::STATUS);
    let written = xml::Document::parse(&written)?;
    let known = names(written.root(), String::new());
    let unknown = names(document.root(), String::new()).into_iter().find(|name| {
        let plain = name.rsplit(['/', '@']).next().unwrap_or_default();
        !known.contains(name) && !REPLACED.contains(&plain)
    });
    unknown.map_or(Ok(()), |name| {
        let detail = format!("{name} is not understood");
        Err(Error::new(Code::XmlInvalidSchema, ErrorDomain::Xml, detail))
    })
}

/// The paths of all elements, and of their attributes.
fn names(e: Element<'_>, above: String) -> BTreeSet<String> {
    let path = format!("{above}/{}", e.name());
    let mut all: BTreeSet<String> = e.attributes().map(|(name, _)| format!("{path}@{name}")).collect();
    if e.name() != "metadata" {
        for child in e.children() {
            all.extend(names(child, path.clone()));
        }
    }
    all.insert(path);
    all
}
