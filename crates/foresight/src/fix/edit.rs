//! One attribute's value in a text, replaced; every other byte stays.

use std::ops::Range;

use xml::Document;

/// Where in the text of a `<domain>` the value of `os/type/@machine` stands, without its quotes.
pub(super) fn machine_value(text: &str) -> Option<Range<usize>> {
    let document = Document::parse(text).ok()?;
    let root = document.root();
    let element = (root.name() == "domain").then(|| root.descend(&["os", "type"])).flatten()?;
    let tag = element.range();
    let within = attribute_value(text.get(tag.clone())?, "machine")?;
    Some(tag.start + within.start..tag.start + within.end)
}

/// Where in a well-formed element that begins with its opening tag the value of an attribute stands.
fn attribute_value(element: &str, name: &str) -> Option<Range<usize>> {
    let bytes = element.as_bytes();
    let mut at = element.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')?;
    loop {
        let skip = |mut at: usize, is: fn(u8) -> bool| {
            while bytes.get(at).copied().is_some_and(is) {
                at += 1;
            }
            at
        };
        let is_space = |byte: u8| byte.is_ascii_whitespace();
        at = skip(at, is_space);
        let begin = at;
        at = skip(at, |byte| !byte.is_ascii_whitespace() && !b"=>/".contains(&byte));
        if at == begin {
            return None;
        }
        let found = element.get(begin..at)?;
        at = skip(skip(at, is_space) + 1, is_space);
        let quote = *bytes.get(at)?;
        let value = at + 1;
        let end = value + bytes.get(value..)?.iter().position(|byte| *byte == quote)?;
        if found == name {
            return Some(value..end);
        }
        at = end + 1;
    }
}

/// The text with another value there. Machine types have no characters that XML would have to escape.
pub(super) fn replaced(text: &str, value: Range<usize>, with: &str) -> Option<String> {
    Some([text.get(..value.start)?, with, text.get(value.end..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_value_is_found_whatever_stands_around_it() {
        for text in [
            "<domain><os><type arch='x86_64' machine='M'>hvm</type></os></domain>",
            "<domain><os><type machine=\"M\" >hvm</type></os></domain>",
            "<domain>\n<!-- machine='x' --><os firmware='efi'><type\n a = 'machine=\"y\"'\n machine = 'M'/></os></domain>",
        ] {
            let value = machine_value(text).unwrap();
            assert_eq!(&text[value.clone()], "M", "{text}");
            let other = replaced(text, value, "pc-q35-10.0").unwrap();
            assert_eq!(other.replace("pc-q35-10.0", "M"), text);
        }
        for text in ["<domain><os><type>hvm</type></os></domain>", "<domain/>", "<network/>", "no XML", ""] {
            assert_eq!(machine_value(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_else_changes(title in "[a-z='\" ]{0,30}", space in "[ \n\t]{1,3}", machine in "[a-z0-9.-]{1,20}") {
            let title = title.replace('\'', "&apos;");
            let text = format!("<domain><title a='{title}'/><os><type{space}machine{space}={space}'{machine}'/></os></domain>");
            let value = machine_value(&text).unwrap();
            prop_assert_eq!(&text[value.clone()], &machine);
            let back = replaced(&replaced(&text, value.clone(), "x").unwrap(), value.start..value.start + 1, &machine);
            prop_assert_eq!(back, Some(text));
        }
    }
}
