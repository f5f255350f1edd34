//! Definitions and CPUs held against libvirt's schemas, where the host has them (`--validate`).

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use relaxng::{Grammar, Invalid, Reason, Schema};

/// The largest file of a schema that is read, in bytes.
const MAX_FILE: u64 = 8 << 20;

/// The schemas that clients can ask for; each is read when it is first asked for.
#[derive(Debug)]
pub(crate) struct Schemas {
    domain: InstalledSchema,
    cpu: InstalledSchema,
}

impl Default for Schemas {
    fn default() -> Self {
        Self { domain: InstalledSchema::of("domain.rng"), cpu: InstalledSchema::of("cpu.rng") }
    }
}

impl Schemas {
    /// Holds a definition against the schema in `directory`, or, where there is none, against what this daemon
    /// understands.
    ///
    /// # Errors
    /// 92 for what the schema does not describe; 1 for a schema that cannot be used; 27 for text that is no XML.
    pub(crate) fn validate_domain(&self, directory: &Path, text: &str) -> Result<()> {
        let document = xml::Document::parse(text)?;
        if !directory.join(self.domain.file).exists() {
            return crate::strict::check(text);
        }
        self.domain.validate(directory, &document, |why| words(why, true))
    }

    /// Holds a `<cpu>` against the schema in `directory`, where there is one.
    ///
    /// # Errors
    /// As [`validate_domain`](Self::validate_domain).
    pub(crate) fn validate_cpu(&self, directory: &Path, text: &str) -> Result<()> {
        // What is no XML, or another element, is refused by whoever reads it, in words of its own.
        let Ok(document) = xml::Document::parse(text) else { return Ok(()) };
        if document.root().name() != "cpu" || !directory.join(self.cpu.file).exists() {
            return Ok(());
        }
        self.cpu.validate(directory, &document, |why| words(why, false))
    }
}

/// One schema as it is installed.
#[derive(Debug)]
struct InstalledSchema {
    /// The file with its grammar.
    file: &'static str,
    known: Mutex<Option<Schema>>,
}

impl InstalledSchema {
    fn of(file: &'static str) -> Self {
        Self { file, known: Mutex::default() }
    }

    fn validate(
        &self,
        directory: &Path,
        document: &xml::Document<'_>,
        words: impl FnOnce(&Invalid) -> String,
    ) -> Result<()> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let schema = match &mut *known {
            Some(schema) => schema,
            empty => empty.insert(load(directory, self.file)?),
        };
        schema.validate(document.root()).map_err(|why| {
            let path = directory.join(self.file);
            let detail = format!("Unable to validate doc against {}\n{}\n", path.display(), words(&why));
            Error::new(Code::XmlInvalidSchema, ErrorDomain::Xml, detail)
        })
    }
}

fn load(directory: &Path, file: &str) -> Result<Schema> {
    let mut read = |name: &str| {
        if name.contains('/') {
            return Err(format!("{name} is outside of the schemas' directory"));
        }
        host::files::read_text_bounded(&directory.join(name), MAX_FILE).map_err(|why| why.to_string())
    };
    Grammar::load(file, &mut read).map(Schema::new).map_err(|why| {
        let detail = format!("Unable to parse RNG {}: {}", directory.join(file).display(), why.0);
        Error::internal(ErrorDomain::Xml, detail)
    })
}

/// What is wrong, as libxml2 says it, with the innermost mistake first. `placed`: with the line where it is, which a
/// `<cpu>` has lost when libvirt holds it against its schema.
fn words(why: &Invalid, placed: bool) -> String {
    let (Some(root), Some(wrong)) = (why.path.first(), why.path.last()) else { return String::new() };
    let place = if placed { format!(" (line {})", why.line) } else { String::new() };
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
            vec![format!("Did not expect element {wrong} there{place}")]
        }
        Reason::Attribute(name) => {
            vec![format!("Invalid attribute {name} for element {wrong}{place}")]
        }
        Reason::Attributes => {
            vec![format!("Element {wrong} failed to validate attributes{place}")]
        }
        Reason::Content => vec![format!("Element {wrong} failed to validate content{place}")],
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
            assert_eq!(words(&why, true), expected);
        }
    }
}
