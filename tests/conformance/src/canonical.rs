//! XML documents compared by what they say: indentation and the order of attributes do not count.

use xml::{Document, Element};

/// The first thing that differs, as an error that shows both.
///
/// # Errors
/// When a document cannot be parsed, or the two differ.
pub(crate) fn same_xml(expected: &str, actual: &str) -> Result<(), String> {
    let (expected, actual) = (facts(expected)?, facts(actual)?);
    let mut pairs = expected.iter().zip(&actual);
    if let Some((expected, actual)) = pairs.find(|(expected, actual)| expected != actual) {
        return Err(format!("expected {expected}, found {actual}"));
    }
    match (expected.get(actual.len()), actual.get(expected.len())) {
        (Some(missing), _) => Err(format!("expected {missing}, found the end")),
        (_, Some(extra)) => Err(format!("expected the end, found {extra}")),
        _ => Ok(()),
    }
}

/// One line for each element, in document order: path, sorted attributes, text.
fn facts(text: &str) -> Result<Vec<String>, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    collect(document.root(), "", &mut lines);
    Ok(lines)
}

fn collect(element: Element<'_>, path: &str, lines: &mut Vec<String>) {
    let path = format!("{path}/{}", element.name());
    let mut attributes: Vec<String> =
        element.attributes().map(|(name, value)| format!(" {name}='{value}'")).collect();
    attributes.sort();
    let own_text = if element.all_children().next().is_none() { element.text() } else { "".into() };
    lines.push(format!("{path}{} {}", attributes.concat(), own_text.trim()).trim_end().to_owned());
    for child in element.all_children() {
        collect(child, &path, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_counts() {
        let one = "<a x='1' y='2'>\n  <b>t</b>\n</a>";
        assert_eq!(same_xml(one, "<a y='2' x='1'><b> t </b></a>"), Ok(()));
        for (other, part) in [
            ("<a x='1' y='2'><b>u</b></a>", "expected /a/b t, found /a/b u"),
            ("<a x='1' y='2'/>", "found the end"),
            ("<a x='1' y='2'><b>t</b><c/></a>", "expected the end, found /a/c"),
            ("<a x='1'><b>t</b></a>", "expected /a x='1' y='2', found /a x='1'"),
        ] {
            let difference = same_xml(one, other).unwrap_err();
            assert!(difference.contains(part), "{difference}");
        }
    }
}
