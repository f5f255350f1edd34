//! The types of text: those of XML Schema that libvirt's schemas use.

use regex_lite::Regex;
use xml::Element;

use crate::syntax::parts;

/// A type with its limits.
#[derive(Debug)]
pub(crate) struct Datatype {
    /// The least and the most of a number; `None` for other texts.
    range: Option<(i128, i128)>,
    /// Whether blanks count.
    exact: bool,
    patterns: Vec<Regex>,
}

impl Datatype {
    /// Of a `<data>`.
    pub(crate) fn read(e: &Element<'_>) -> Result<Self, String> {
        let name = e.attribute("type").unwrap_or_default();
        let range = match name {
            "byte" => Some((i128::from(i8::MIN), i128::from(i8::MAX))),
            "short" => Some((i128::from(i16::MIN), i128::from(i16::MAX))),
            "int" => Some((i128::from(i32::MIN), i128::from(i32::MAX))),
            "long" => Some((i128::from(i64::MIN), i128::from(i64::MAX))),
            "unsignedByte" => Some((0, i128::from(u8::MAX))),
            "unsignedShort" => Some((0, i128::from(u16::MAX))),
            "unsignedInt" => Some((0, i128::from(u32::MAX))),
            "unsignedLong" => Some((0, i128::from(u64::MAX))),
            "integer" => Some((i128::MIN, i128::MAX)),
            "nonNegativeInteger" => Some((0, i128::MAX)),
            "positiveInteger" => Some((1, i128::MAX)),
            _ => None,
        };
        let mut datatype = Self { range, exact: name == "string", patterns: Vec::new() };
        for param in parts(e).filter(|part| part.name() == "param") {
            let text = param.text();
            match (param.attribute("name"), &mut datatype.range) {
                (Some("pattern"), _) => datatype.patterns.push(regex(&text)?),
                (Some("minInclusive"), Some((least, _))) => *least = number(text.trim()).unwrap_or(*least),
                (Some("maxInclusive"), Some((_, most))) => *most = number(text.trim()).unwrap_or(*most),
                _ => {}
            }
        }
        Ok(datatype)
    }

    pub(crate) fn allows(&self, text: &str) -> bool {
        let trimmed = if self.exact { text } else { text.trim() };
        let in_range = self
            .range
            .is_none_or(|(least, most)| number(trimmed).is_some_and(|value| (least..=most).contains(&value)));
        in_range && self.patterns.iter().all(|pattern| pattern.is_match(trimmed))
    }
}

fn number(text: &str) -> Option<i128> {
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

/// XML Schema's expressions stand for the whole text, and know no anchors.
fn regex(text: &str) -> Result<Regex, String> {
    let (mut out, mut in_class, mut escaped) = (String::from("^(?:"), false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if in_class => out.push('\\'),
            '[' => in_class = true,
            ']' => in_class = false,
            '$' | '^' if !in_class => out.push('\\'),
            // Two of them would be an operator between classes.
            '&' | '~' if in_class => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out.push_str(")$");
    Regex::new(&out).map_err(|why| format!("the pattern {text} is not understood: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datatype(text: &str) -> Datatype {
        let text = format!("<data xmlns='http://relaxng.org/ns/structure/1.0' {text}</data>");
        Datatype::read(&xml::Document::parse(&text).unwrap().root()).unwrap()
    }

    #[test]
    fn numbers_have_their_range() {
        for (text, value, allowed) in [
            ("type='unsignedInt'>", " 7 ", true),
            ("type='unsignedInt'>", "-1", false),
            ("type='short'>", "40000", false),
            ("type='int'><param name='maxInclusive'>9</param>", "10", false),
            ("type='positiveInteger'>", "0", false),
            ("type='string'>", "anything at all", true),
        ] {
            assert_eq!(datatype(text).allows(value), allowed, "{text} {value}");
        }
    }

    #[test]
    fn patterns_stand_for_the_whole_text_and_have_no_anchors() {
        let pattern =
            |pattern: &str| datatype(&format!("type='string'><param name='pattern'>{pattern}</param>"));
        for (expression, value, allowed) in [
            ("a|b", "ab", false),
            ("$[ ]*[a-z]+", "$ x", true),
            ("[^,]{2}", "a,", false),
            ("[&#x20;-&#x7E;]{0,3}", "a z", true),
            ("[!#$%&amp;'*+\\-.0-9A-Z\\^_`a-z|~]+", "x&y", true),
        ] {
            assert_eq!(pattern(expression).allows(value), allowed, "{expression} {value}");
        }
    }
}
