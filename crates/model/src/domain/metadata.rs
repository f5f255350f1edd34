//! What applications keep with a domain: kept as XML, shown the way libxml2 prints it.

use errors::{Code, Domain};
use xml::{Document, Element, Fault, Result, Writer};

use super::{Metadata, MetadataEntry};

/// How deep an entry stands inside a definition.
const DEPTH: usize = 2;

impl Metadata {
    /// Reads `<metadata>`. Of each namespace the first element counts; elements without one are dropped.
    pub(crate) fn parse(element: &Element<'_>) -> Option<Self> {
        let mut metadata = Self::default();
        for child in element.all_children() {
            let Some(namespace) = child.namespace() else { continue };
            if metadata.get(namespace).is_some() {
                continue;
            }
            metadata.entries.push(MetadataEntry::new(namespace, &child));
            for declaration in child.outer_namespaces() {
                if !metadata.outer_namespaces.contains(&declaration) {
                    metadata.outer_namespaces.push(declaration);
                }
            }
        }
        (!metadata.entries.is_empty()).then_some(metadata)
    }

    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("metadata", |w| {
            for (prefix, namespace) in &self.outer_namespaces {
                w.double_quoted(&format!("xmlns:{prefix}"), namespace);
            }
            for entry in &self.entries {
                w.verbatim(&entry.indented);
            }
        });
    }

    /// One application's element, as XML without that namespace.
    pub fn get(&self, namespace: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.namespace == namespace).map(|entry| entry.xml.as_str())
    }

    /// Puts one application's element in place of the one it had. What has no namespace in `xml` is moved
    /// to `namespace`, under `prefix`.
    ///
    /// # Errors
    /// XML that is not well-formed, or that uses `prefix` already.
    pub fn set(&mut self, prefix: &str, namespace: &str, xml: &str) -> Result<()> {
        let document = Document::parse(xml)?;
        if document.root().declares(prefix) {
            let what = "failed to create a new XML namespace";
            return Err(Fault::of(Domain::Xml, Code::InternalError, what));
        }
        let moved = document.root().dump_moved(prefix, namespace);
        let document = Document::parse(&moved)?;
        let entry = MetadataEntry::new(document.root().namespace().unwrap_or_default(), &document.root());
        self.remove(namespace);
        self.entries.push(entry);
        Ok(())
    }

    /// Takes one application's element away; tells whether there was one.
    pub fn remove(&mut self, namespace: &str) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.namespace != namespace);
        self.entries.len() < before
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl MetadataEntry {
    fn new(namespace: &str, element: &Element<'_>) -> Self {
        Self {
            namespace: namespace.to_owned(),
            xml: element.dump_without(namespace),
            indented: element.dump(DEPTH),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(xml: &str) -> Option<String> {
        let document = Document::parse(xml).unwrap();
        let metadata = Metadata::parse(&document.root().child("metadata").unwrap())?;
        let mut w = Writer::at_depth(1);
        metadata.format(&mut w);
        Some(w.finish())
    }

    #[test]
    fn one_element_of_each_namespace_is_kept() {
        let xml = "<d><metadata>text<a xmlns='urn:a'>\n <b>x\n y</b></a><!-- c --><b:x xmlns:b='urn:b'/><b:y xmlns:b='urn:b'/><n/></metadata></d>";
        let expected = "  <metadata>\n    <a xmlns=\"urn:a\">\n      <b>x\n y</b>\n    </a>\n    <b:x xmlns:b=\"urn:b\"/>\n  </metadata>\n";
        assert_eq!(shown(xml).as_deref(), Some(expected));
        assert_eq!(shown("<d><metadata><n/></metadata></d>"), None);
    }

    #[test]
    fn declarations_from_further_out_move_to_the_metadata_element() {
        let xml = "<d xmlns:a='urn:a'><metadata><a:x>1</a:x></metadata></d>";
        let expected = "  <metadata xmlns:a=\"urn:a\">\n    <a:x>1</a:x>\n  </metadata>\n";
        assert_eq!(shown(xml).as_deref(), Some(expected));
    }

    #[test]
    fn entries_are_set_replaced_and_removed() {
        let mut metadata = Metadata::default();
        metadata.set("p", "urn:p", "<x><y/></x>").unwrap();
        assert_eq!(metadata.get("urn:p"), Some("<x>\n  <y/>\n</x>"));
        metadata.set("p", "urn:p", "<z/>").unwrap();
        assert_eq!(metadata.get("urn:p"), Some("<z/>"));
        assert!(metadata.set("p", "urn:p", "<z>").is_err());
        assert!(metadata.set("p", "urn:p", "<p:z xmlns:p='urn:q'/>").is_err());
        assert!(metadata.remove("urn:p") && !metadata.remove("urn:p") && metadata.is_empty());
    }
}
