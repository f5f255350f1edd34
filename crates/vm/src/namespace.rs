//! Taking an application's element out of its namespace. Pure.
//!
//! Applications hand over `<a>b</a>`; a definition keeps `<key:a xmlns:key="uri">b</key:a>`; asked for it, they
//! get `<a>b</a>` back.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use roxmltree::{Document, Node};

/// The element with the prefix of that namespace taken from every element, and its declaration gone.
///
/// # Errors
/// 27 for text that is not one well-formed element.
pub(crate) fn take_out(xml: &str, uri: &str) -> Result<String> {
    let document = parse(xml)?;
    let mut out = String::new();
    let root = document.root_element();
    write(root, &mut out, &|node| match node.tag_name().namespace() {
        Some(namespace) if namespace != uri => root.lookup_prefix(namespace),
        _ => None,
    });
    Ok(out)
}

fn parse(xml: &str) -> Result<Document<'_>> {
    Document::parse(xml)
        .map_err(|why| Error::new(Code::XmlError, ErrorDomain::Domain, format!("(metadata_xml): {why}")))
}

/// Writes a node as it was, but with the prefix that `prefix` gives.
fn write<'a>(node: Node<'a, 'a>, out: &mut String, prefix: &dyn Fn(&Node<'a, 'a>) -> Option<&'a str>) {
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        return escape(text, out);
    }
    if node.is_comment() {
        out.push_str("<!--");
        out.push_str(node.text().unwrap_or_default());
        return out.push_str("-->");
    }
    if !node.is_element() {
        return;
    }
    let name = match prefix(&node) {
        Some(prefix) => format!("{prefix}:{}", node.tag_name().name()),
        None => node.tag_name().name().to_owned(),
    };
    out.push('<');
    out.push_str(&name);
    for given in node.attributes() {
        let prefix = given.namespace().and_then(|namespace| node.lookup_prefix(namespace));
        match prefix {
            Some(prefix) => attribute(&format!("{prefix}:{}", given.name()), given.value(), out),
            None => attribute(given.name(), given.value(), out),
        }
    }
    if node.has_children() {
        out.push('>');
        for child in node.children() {
            write(child, out, prefix);
        }
        out.push_str("</");
        out.push_str(&name);
        out.push('>');
    } else {
        out.push_str("/>");
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for character in value.chars() {
        match character {
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            other => escape(other.encode_utf8(&mut [0; 4]), out),
        }
    }
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_gets_back_what_it_gave() {
        let table = [
            ("<k:a xmlns:k=\"u\">b</k:a>", "<a>b</a>"),
            ("<k:a xmlns:k='u' x='1 &amp; 2'><k:b/>t<!--c--></k:a>", "<a x=\"1 &amp; 2\"><b/>t<!--c--></a>"),
            ("<a xmlns='u'/>", "<a/>"),
        ];
        for (kept, given) in table {
            assert_eq!(take_out(kept, "u").unwrap(), given);
        }
    }
}
