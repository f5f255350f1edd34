//! A document, walked through.

use xml::Element;

use crate::grammar::Grammar;
use crate::pattern::{Id, NOT_ALLOWED, Patterns};

/// How many patterns are kept between documents.
const KEPT: usize = 400_000;

/// A schema that documents are held against. What was derived for one document serves the next.
#[derive(Debug)]
pub struct Schema {
    grammar: Grammar,
    patterns: Patterns,
}

/// Where a document is not what the schema describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// The names of the elements around the mistake, from the outermost to the one that is wrong.
    pub path: Vec<String>,
    /// What is wrong with the last of them.
    pub reason: Reason,
    /// The line that it begins in, from 1.
    pub line: u32,
}

/// What is wrong with an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It may not stand there; `known`: another place in the same element is its.
    Unexpected {
        /// Whether it is a name that the element around it knows.
        known: bool,
    },
    /// It may not have this attribute, or not with this value.
    Attribute(String),
    /// It lacks attributes.
    Attributes,
    /// Its text is not allowed, or it lacks elements.
    Content,
}

impl Schema {
    /// A schema of these definitions.
    pub fn new(grammar: Grammar) -> Self {
        Self { grammar, patterns: Patterns::new() }
    }

    /// Holds a document against the schema.
    ///
    /// # Errors
    /// The first place where it is not what the schema describes.
    pub fn validate(&mut self, root: Element<'_>) -> Result<(), Invalid> {
        if self.patterns.len() > KEPT {
            self.patterns = Patterns::new();
        }
        let start = std::sync::Arc::clone(&self.grammar.start);
        let start = self.patterns.compile(&self.grammar, &start);
        self.element(start, &root).map(drop)
    }

    /// What is still wanted after an element.
    fn element(&mut self, before: Id, e: &Element<'_>) -> Result<Id, Invalid> {
        let Self { grammar, patterns } = self;
        let (namespace, name) = (e.namespace().unwrap_or_default(), e.name());
        let fail = |reason| Invalid { path: vec![name.to_owned()], reason, line: e.position().line };
        let mut now = patterns.open(grammar, before, namespace, name);
        if now == NOT_ALLOWED {
            let known = patterns.mentions(before, namespace, name);
            return Err(fail(Reason::Unexpected { known }));
        }
        for (attribute, value) in e.attributes() {
            now = patterns.attributed(now, attribute, value);
            if now == NOT_ALLOWED {
                return Err(fail(Reason::Attribute(attribute.to_owned())));
            }
        }
        now = patterns.close(now);
        if now == NOT_ALLOWED {
            return Err(fail(Reason::Attributes));
        }
        let mut children = e.all_children().peekable();
        if children.peek().is_none() {
            let text = e.text();
            let texted = patterns.texted(now, &text);
            now = if text.trim().is_empty() { patterns.choice(now, texted) } else { texted };
        } else if e.has_stray_text() {
            now = patterns.texted(now, "text");
            if now == NOT_ALLOWED {
                return Err(fail(Reason::Content));
            }
        }
        for child in children {
            now = self.element(now, &child).map_err(|mut why| {
                why.path.insert(0, name.to_owned());
                why
            })?;
        }
        match self.patterns.end(now) {
            NOT_ALLOWED => Err(fail(Reason::Content)),
            after => Ok(after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(text: &str) -> Schema {
        let text = format!("<grammar xmlns='http://relaxng.org/ns/structure/1.0'>{text}</grammar>");
        let part = "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><define name='extra'><notAllowed/></define></grammar>";
        let mut load = |name: &str| match name {
            "main" => Ok(text.clone()),
            "part" => Ok(part.to_owned()),
            other => Err(format!("no {other}")),
        };
        Schema::new(Grammar::load("main", &mut load).unwrap())
    }

    const GUEST: &str = "<include href='part'/><start><ref name='guest'/></start>\
        <define name='guest'><element name='guest'><optional><attribute name='id'><data type='unsignedInt' \
        datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'/></attribute></optional>\
        <interleave><element name='name'><text/></element>\
        <zeroOrMore><ref name='disk'/></zeroOrMore><ref name='extra'/></interleave></element></define>\
        <define name='disk'><element name='disk'><attribute name='type'><choice><value>file</value><value>block</value>\
        </choice></attribute><optional><ref name='guest'/></optional></element></define>\
        <define name='extra' combine='choice'><optional><element name='any'><zeroOrMore>\
        <element><anyName/><text/></element></zeroOrMore></element></optional></define>";

    fn check(text: &str) -> Result<(), (Vec<String>, Reason)> {
        let document = xml::Document::parse(text).unwrap();
        schema(GUEST).validate(document.root()).map_err(|why| (why.path, why.reason))
    }

    #[test]
    fn what_fits_is_accepted_in_any_order() {
        for text in [
            "<guest><name>a</name></guest>",
            "<guest id='7'><disk type='file'/><name/><any><x>1</x><y/></any><disk type=' block '/></guest>",
            "<guest><name/><disk type='file'><guest><name/></guest></disk></guest>",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let path = |names: &str| names.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (text, names, reason) in [
            ("<host/>", "host", Reason::Unexpected { known: false }),
            ("<guest><bogus/></guest>", "guest bogus", Reason::Unexpected { known: false }),
            ("<guest><name/><name/></guest>", "guest name", Reason::Unexpected { known: false }),
            ("<guest id='x'><name/></guest>", "guest", Reason::Attribute("id".into())),
            ("<guest><name/><disk/></guest>", "guest disk", Reason::Attributes),
            ("<guest><disk type='file'/></guest>", "guest", Reason::Content),
            ("<guest><name/><disk type='file'>x</disk></guest>", "guest disk", Reason::Content),
            ("<guest>x<name/></guest>", "guest", Reason::Content),
        ] {
            assert_eq!(check(text), Err((path(names), reason)), "{text}");
        }
    }

    #[test]
    fn a_schema_that_cannot_be_used_says_why() {
        for (text, reason) in [
            ("<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>", "no start"),
            (
                "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><include href='main'/></grammar>",
                "too deep",
            ),
            (
                "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><list/></start></grammar>",
                "<list> is not understood",
            ),
        ] {
            let mut load = |_: &str| Ok(text.to_owned());
            let why = Grammar::load("main", &mut load).unwrap_err();
            assert!(why.0.contains(reason), "{why:?}");
        }
    }
}
