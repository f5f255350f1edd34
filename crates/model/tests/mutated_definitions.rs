//! Whatever is done to a definition, reading it ends in a value or in a refusal with a place and a reason; and what
//! was written is written the same when it was read again.
//!
//! The corpus is the shapes that the end-to-end tests start.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;
use std::sync::OnceLock;

use model::{Domain, Format, Parse};
use proptest::prelude::*;
use proptest::sample::Index;
use xml::{Document, Element};

/// Values that are wrong nearly everywhere, each in another way. No control characters: libvirt writes those in
/// attributes as they are, and they read as spaces.
const ODD: &[&str] =
    &["", " ", "-1", "0", "1e9", "0x", "4294967296", "99999999999999999999", "yes", "none", "%s%n", "&lt;é"];

/// Bytes that mean something in XML.
const MARKS: &[u8] = b"<>/='\"&;!?-[] \n\0a";

/// Every shape, by name.
fn corpus() -> &'static [(String, String)] {
    static CORPUS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/e2e/tests/shapes");
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut shapes: Vec<_> = paths
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read_to_string(path).unwrap())
            })
            .collect();
        shapes.sort();
        shapes
    })
}

/// Something done to a document; which place it hits is decided when the document is there.
#[derive(Debug, Clone)]
enum Mutation {
    DeleteAttribute,
    DuplicateAttribute,
    ReplaceValue(Index),
    TakeValue(Index),
    DeleteElement,
    DuplicateElement,
    TakeElement(Index, Index),
    ReplaceText(Index),
    ReplaceByte(Index),
    DeleteBytes(Index),
    InsertByte(Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let index = any::<Index>;
    prop_oneof![
        Just(Mutation::DeleteAttribute),
        Just(Mutation::DuplicateAttribute),
        index().prop_map(Mutation::ReplaceValue),
        index().prop_map(Mutation::TakeValue),
        Just(Mutation::DeleteElement),
        Just(Mutation::DuplicateElement),
        (index(), index()).prop_map(|(shape, place)| Mutation::TakeElement(shape, place)),
        index().prop_map(Mutation::ReplaceText),
        index().prop_map(Mutation::ReplaceByte),
        index().prop_map(Mutation::DeleteBytes),
        index().prop_map(Mutation::InsertByte),
    ]
}

/// What leaves the document well-formed.
fn gentle() -> impl Strategy<Value = Mutation> {
    let index = any::<Index>;
    prop_oneof![
        Just(Mutation::DeleteAttribute),
        index().prop_map(Mutation::ReplaceValue),
        index().prop_map(Mutation::TakeValue),
        Just(Mutation::DeleteElement),
        Just(Mutation::DuplicateElement),
        (index(), index()).prop_map(|(shape, place)| Mutation::TakeElement(shape, place)),
        index().prop_map(Mutation::ReplaceText),
    ]
}

/// The shape with all of that done to it, one after the other.
fn mutated(shape: &Index, mutations: &[(Mutation, Index)]) -> String {
    let mut text = shape.get(corpus()).1.clone();
    for (mutation, place) in mutations {
        text = mutation.apply(&text, place).unwrap_or(text);
    }
    text
}

impl Mutation {
    /// The changed text; nothing where there is no such place.
    fn apply(&self, text: &str, place: &Index) -> Option<String> {
        let attributes = attributes(text);
        let elements = elements(text);
        let attribute = || (!attributes.is_empty()).then(|| *place.get(&attributes));
        let element = || (!elements.is_empty()).then(|| place.get(&elements).clone());
        let value = |(start, equals, end): (usize, usize, usize)| (equals + 2, end - 1, &text[start..end]);
        let odd = |index: &Index| (*index.get(ODD)).to_owned();
        let (from, to, new) = match self {
            Self::DeleteAttribute => attribute().map(|(start, _, end)| (start, end, String::new()))?,
            Self::DuplicateAttribute => {
                attribute().map(|(start, _, end)| (end, end, text[start..end].to_owned()))?
            }
            Self::ReplaceValue(index) => {
                attribute().map(value).map(|(from, to, _)| (from, to, odd(index)))?
            }
            Self::TakeValue(index) => {
                let (from, to, _) = attribute().map(value)?;
                let (_, equals, end) = *index.get(&attributes);
                (from, to, text[equals + 2..end - 1].to_owned())
            }
            Self::DeleteElement => element().map(|range| (range.start, range.end, String::new()))?,
            Self::DuplicateElement => {
                element().map(|range| (range.end, range.end, text[range].to_owned()))?
            }
            Self::TakeElement(shape, index) => {
                let range = element()?;
                let other = &shape.get(corpus()).1;
                (range.start, range.end, other[index.get(&self::elements(other)).clone()].to_owned())
            }
            Self::ReplaceText(index) => {
                let range = element()?;
                let start = range.start + text[range.clone()].find('>')? + 1;
                let end = start + text[start..].find('<')?;
                (start, end, odd(index))
            }
            Self::ReplaceByte(index) => return bytes(text, place, 1, &[*index.get(MARKS)]),
            Self::DeleteBytes(index) => return bytes(text, place, 1 + index.index(40), &[]),
            Self::InsertByte(index) => return bytes(text, place, 0, &[*index.get(MARKS)]),
        };
        Some(format!("{}{new}{}", &text[..from], &text[to..]))
    }
}

/// The text with so many bytes replaced.
fn bytes(text: &str, place: &Index, count: usize, new: &[u8]) -> Option<String> {
    let mut all = text.as_bytes().to_vec();
    let start = (!all.is_empty()).then(|| place.index(all.len()))?;
    let end = (start + count).min(all.len());
    all.splice(start..end, new.iter().copied());
    Some(String::from_utf8_lossy(&all).into_owned())
}

/// Where each element but the root is.
fn elements(text: &str) -> Vec<std::ops::Range<usize>> {
    fn below(element: Element<'_>, found: &mut Vec<std::ops::Range<usize>>) {
        for child in element.all_children() {
            found.push(child.range());
            below(child, found);
        }
    }
    let mut found = Vec::new();
    if let Ok(document) = Document::parse(text) {
        below(document.root(), &mut found);
    }
    found
}

/// Where each attribute is: the space before it, its `=`, behind its quote.
fn attributes(text: &str) -> Vec<(usize, usize, usize)> {
    let ends = text.match_indices("='").filter_map(|(equals, _)| {
        let start = text[..equals].rfind(' ')?;
        let end = equals + 2 + text[equals + 2..].find('\'')? + 1;
        Some((start, equals, end))
    });
    ends.collect()
}

/// Every way to write a definition.
fn formats() -> impl Iterator<Item = Format> {
    (0..16).map(|bits| Format {
        inactive: bits & 1 > 0,
        secure: bits & 2 > 0,
        migratable: bits & 4 > 0,
        status: bits & 8 > 0,
    })
}

#[test]
fn a_definition_that_was_written_reads_the_same_and_is_written_the_same() {
    assert!(corpus().len() >= 40);
    for (name, text) in corpus() {
        let domain = Domain::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = domain.format(Format::STORED);
        let again = Domain::parse(&written).unwrap();
        assert_eq!(again, domain, "{name}");
        assert_eq!(again.format(Format::STORED), written, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_refusal_has_a_place_and_a_reason(
        shape in any::<Index>(),
        mutations in prop::collection::vec((mutation(), any::<Index>()), 1..6),
    ) {
        let text = mutated(&shape, &mutations);
        let malformed = Document::parse(&text).is_err();
        for how in [Parse::INACTIVE, Parse::LIVE] {
            match Domain::parse_located(&text, how) {
                Ok(domain) => {
                    prop_assert!(!malformed);
                    for format in formats() {
                        prop_assert!(domain.format(format).starts_with("<domain"));
                    }
                }
                Err(fault) => {
                    let reason = &fault.error.message;
                    prop_assert!(!reason.is_empty());
                    if malformed {
                        let line = reason.strip_prefix("at line ").and_then(|rest| rest.split_once(": "));
                        let (line, reason) = line.expect(reason);
                        prop_assert!(line.parse::<usize>().unwrap() <= text.lines().count() + 1, "{}", line);
                        prop_assert!(!reason.is_empty());
                    } else {
                        prop_assert!(fault.position.is_some(), "{}\n{}", reason, text);
                    }
                }
            }
        }
    }

    #[test]
    fn writing_again_what_was_written_changes_nothing(
        shape in any::<Index>(),
        mutations in prop::collection::vec((gentle(), any::<Index>()), 1..4),
    ) {
        let text = mutated(&shape, &mutations);
        if let Ok(domain) = Domain::parse(&text) {
            let written = domain.format(Format::STORED);
            let again = Domain::parse(&written)
                .map_err(|error| TestCaseError::fail(format!("{error}\n{text}\n{written}")))?;
            // The values may differ: libvirt, too, writes nothing of a part in which it understood nothing.
            prop_assert_eq!(again.format(Format::STORED), written);
        }
    }
}
