//! Definitions held against libvirt's schemas, where the host has them (`--validate`).

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use relaxng::{Grammar, Invalid, Reason, Schema};

/// The file with the grammar of definitions.
const DOMAIN: &str = "domain.rng";

/// The largest file of a schema that is read, in bytes.
const MAX_FILE: u64 = 8 << 20;

/// The schema of definitions; read when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct DomainSchema(Mutex<Option<Schema>>);

impl DomainSchema {
    /// Holds a definition against the schema in `directory`, or, where there is none, against what this daemon
    /// understands.
    ///
    /// # Errors
    /// 92 for what the schema does not describe; 1 for a schema that cannot be used; 27 for text that is no XML.
    pub(crate) fn validate(&self, directory: &Path, text: &str) -> Result<()> {
        let document = xml::Document::parse(text)?;
        let path = directory.join(DOMAIN);
        if !path.exists() {
            return crate::strict::check(text);
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let schema = match &mut *known {
            Some(schema) => schema,
            empty => empty.insert(load(directory)?),
        };
        schema.validate(document.root()).map_err(|why| {
            let detail = format!("Unable to validate doc against {}\n{}\n", path.display(), words(&why));
            Error::new(Code::XmlInvalidSchema, ErrorDomain::Xml, detail)
        })
    }
}

fn load(directory: &Path) -> Result<Schema> {
    let mut read = |name: &str| {
        if name.contains('/') {
            return Err(format!("{name} is outside of the schemas' directory"));
        }
        host::files::read_text_bounded(&directory.join(name), MAX_FILE).map_err(|why| why.to_string())
    };
    Grammar::load(DOMAIN, &mut read).map(Schema::new).map_err(|why| {
        let detail = format!("Unable to parse RNG {}: {}", directory.join(DOMAIN).display(), why.0);
        Error::internal(ErrorDomain::Xml, detail)
    })
}

/// What is wrong, as libxml2 says it, with the innermost mistake first.
fn words(why: &Invalid) -> String {
    let (Some(root), Some(wrong)) = (why.path.first(), why.path.last()) else { return String::new() };
    let outer = why.path.len() > 2
        || why.path.len() == 2 && !matches!(why.reason, Reason::Unexpected { known: false });
    let mut lines = match &why.reason {
        Reason::Unexpected { .. } if why.path.len() == 1 => {
            return format!("Expecting element domain, got {wrong}");
        }
        Reason::Unexpected { known: false } if why.path.len() == 2 => {
            vec![format!("Element {root} has extra content: {wrong}")]
        }
        Reason::Unexpected { .. } => {
            vec![format!("Did not expect element {wrong} there (line {})", why.line)]
        }
        Reason::Attribute(name) => {
            vec![format!("Invalid attribute {name} for element {wrong} (line {})", why.line)]
        }
        Reason::Attributes => {
            vec![format!("Element {wrong} failed to validate attributes (line {})", why.line)]
        }
        Reason::Content => vec![format!("Element {wrong} failed to validate content (line {})", why.line)],
    };
    if let (true, Some(child)) = (outer, why.path.get(1)) {
        lines.push(format!("Extra element {child} in interleave"));
        lines.push(format!("Element {root} failed to validate content"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_in_libxml2s_words() {
        let invalid = |path: &str, reason| Invalid {
            path: path.split(' ').map(str::to_owned).collect(),
            reason,
            line: 3,
        };
        for (why, expected) in [
            (invalid("guest", Reason::Unexpected { known: false }), "Expecting element domain, got guest"),
            (
                invalid("domain bogus", Reason::Unexpected { known: false }),
                "Element domain has extra content: bogus",
            ),
            (
                invalid("domain devices disk", Reason::Attribute("foo".into())),
                "Invalid attribute foo for element disk (line 3)\nExtra element devices in interleave\n\
                 Element domain failed to validate content",
            ),
            (invalid("domain", Reason::Content), "Element domain failed to validate content (line 3)"),
        ] {
            assert_eq!(words(&why), expected);
        }
    }
}
