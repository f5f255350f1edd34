//! An element as libxml2 would print it: what a daemon shows of XML that it keeps for others.

use crate::Element;

impl Element<'_> {
    /// The element as XML: blanks between elements dropped, two blanks of indentation per level beginning
    /// at `level` (the first line itself is not indented), double quotes, mixed content as it is.
    ///
    /// Namespaces that are declared further out are not declared again.
    pub fn dump(&self, level: usize) -> String {
        self.dump_as(level, Naming::Kept)
    }

    /// The same without one namespace: its elements lose their prefix, its declarations go.
    pub fn dump_without(&self, namespace: &str) -> String {
        self.dump_as(0, Naming::Without(namespace))
    }

    /// The same with elements that had no namespace moved to one; it is declared on the outermost.
    pub fn dump_moved(&self, prefix: &str, namespace: &str) -> String {
        self.dump_as(0, Naming::Moved { prefix, namespace })
    }

    fn dump_as(&self, level: usize, naming: Naming<'_>) -> String {
        let mut out = String::new();
        Dump { out: &mut out, naming, outermost: true }.element(self.node(), level, true);
        out
    }

    /// Whether the start tag itself declares `prefix`.
    pub fn declares(&self, prefix: &str) -> bool {
        declared(self.node()).any(|known| known == prefix)
    }

    /// The prefixes that this element and those in it use without declaring them, with their namespaces.
    pub fn outer_namespaces(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for node in self.node().descendants().filter(roxmltree::Node::is_element) {
            let names = node.attributes().map(|a| source(node, a.range_qname())).chain([name(node)]);
            for prefix in names.filter_map(|name| Some(name.split_once(':')?.0)) {
                let within = node
                    .ancestors()
                    .take_while(|n| n.parent().map(|p| p.id()) != self.node().parent().map(|p| p.id()));
                let mut within = within.chain([self.node()]);
                let declared = within.any(|n| declared(n).any(|known| known == prefix));
                let uri = node.lookup_namespace_uri(Some(prefix));
                if let Some(uri) = uri.filter(|_| !declared && prefix != "xml")
                    && found.iter().all(|(known, _)| known != prefix)
                {
                    found.push((prefix.to_owned(), uri.to_owned()));
                }
            }
        }
        found
    }
}

type Node<'a> = roxmltree::Node<'a, 'a>;

/// What becomes of names and declarations.
#[derive(Clone, Copy)]
enum Naming<'a> {
    Kept,
    Without(&'a str),
    Moved { prefix: &'a str, namespace: &'a str },
}

struct Dump<'a> {
    out: &'a mut String,
    naming: Naming<'a>,
    /// The next element is the outermost.
    outermost: bool,
}

impl Dump<'_> {
    fn element(&mut self, node: Node<'_>, level: usize, indented: bool) {
        self.out.push('<');
        self.name(node);
        self.declarations(node);
        for attribute in node.attributes() {
            self.attribute(source(node, attribute.range_qname()), attribute.value());
        }
        let children: Vec<Node<'_>> = node.children().filter(|child| !is_dropped(*child)).collect();
        if children.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        // Once there is text between elements, blanks mean something.
        let indented = indented && !children.iter().any(Node::is_text);
        for child in children {
            self.line(level + 1, indented);
            self.child(child, level + 1, indented);
        }
        self.line(level, indented);
        self.out.push_str("</");
        self.name(node);
        self.out.push('>');
    }

    fn name(&mut self, node: Node<'_>) {
        let local = node.tag_name().name();
        match (self.naming, node.tag_name().namespace()) {
            (Naming::Without(dropped), Some(namespace)) if dropped == namespace => self.out.push_str(local),
            (Naming::Moved { prefix, .. }, None) => {
                self.out.push_str(prefix);
                self.out.push(':');
                self.out.push_str(local);
            }
            _ => self.out.push_str(name(node)),
        }
    }

    fn child(&mut self, node: Node<'_>, level: usize, indented: bool) {
        let text = source(node, node.range());
        match node.node_type() {
            roxmltree::NodeType::Element => self.element(node, level, indented),
            roxmltree::NodeType::Text if !text.starts_with("<![CDATA[") => {
                escape(node.text().unwrap_or_default(), false, self.out);
            }
            _ => self.out.push_str(text),
        }
    }

    fn declarations(&mut self, node: Node<'_>) {
        let outermost = std::mem::take(&mut self.outermost);
        for prefix in declared(node) {
            let key = Some(prefix).filter(|prefix| !prefix.is_empty());
            let namespace = node.lookup_namespace_uri(key).unwrap_or_default();
            if !matches!(self.naming, Naming::Without(dropped) if dropped == namespace) {
                self.declaration(prefix, namespace);
            }
        }
        if let Naming::Moved { prefix, namespace } = self.naming
            && outermost
        {
            self.declaration(prefix, namespace);
        }
    }

    fn declaration(&mut self, prefix: &str, namespace: &str) {
        match prefix {
            "" => self.attribute("xmlns", namespace),
            _ => self.attribute(&format!("xmlns:{prefix}"), namespace),
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, true, self.out);
        self.out.push('"');
    }

    fn line(&mut self, level: usize, indented: bool) {
        if indented {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", level));
        }
    }
}

fn source<'a>(node: Node<'a>, range: std::ops::Range<usize>) -> &'a str {
    node.document().input_text().get(range).unwrap_or_default()
}

/// The name as it stands in the document, prefix included.
fn name(node: Node<'_>) -> &str {
    let tag = source(node, node.range()).trim_start_matches('<');
    let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
    &tag[..end]
}

/// The prefixes that a start tag declares, empty for the default namespace.
fn declared<'a>(node: Node<'a>) -> impl Iterator<Item = &'a str> {
    let text = if node.is_element() { source(node, node.range()) } else { "" };
    let mut rest = text.get(1 + name(node).len()..).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_ascii_start();
            let equals = rest.find(['=', '>']).filter(|at| rest.as_bytes().get(*at) == Some(&b'='))?;
            let name = rest.get(..equals)?.trim_ascii();
            let value = rest.get(equals + 1..)?.trim_ascii_start();
            let quote = value.chars().next()?;
            rest = value.get(1..)?.split_once(quote)?.1;
            match name.strip_prefix("xmlns") {
                Some("") => return Some(""),
                Some(prefix) => return prefix.strip_prefix(':').or(Some(prefix)),
                None => {}
            }
        }
    })
}

/// Whether libxml2 takes a text for mere indentation: blank, not the only content, and no text before it.
fn is_dropped(node: Node<'_>) -> bool {
    let blank = node.is_text() && node.text().is_none_or(|text| text.trim_ascii().is_empty());
    let alone = node.prev_sibling().is_none() && node.next_sibling().is_none();
    let after_text = node.parent().and_then(|p| p.first_child()).is_some_and(|first| {
        first.id() != node.id() && first.is_text() && first.text().is_some_and(|t| !t.trim_ascii().is_empty())
    });
    blank && !alone && !after_text
}

fn escape(text: &str, attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#13;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Document;

    fn dump(xml: &str) -> String {
        Document::parse(xml).unwrap().root().dump(0)
    }

    #[test]
    fn elements_are_indented_and_mixed_content_is_not() {
        for (xml, expected) in [
            ("<a:x xmlns:a='u'><i>x</i> </a:x>", "<a:x xmlns:a=\"u\">\n  <i>x</i>\n</a:x>"),
            (
                "<x q='1'  xmlns:b='v' b:z = '2'>te<i>x</i>t</x>",
                "<x xmlns:b=\"v\" q=\"1\" b:z=\"2\">te<i>x</i>t</x>",
            ),
            ("<x></x>", "<x/>"),
            ("<x> </x>", "<x> </x>"),
            ("<x><p>  <q/> <r> </r></p></x>", "<x>\n  <p>\n    <q/>\n    <r> </r>\n  </p>\n</x>"),
            ("<x><!-- a --> <!-- b --></x>", "<x>\n  <!-- a -->\n  <!-- b -->\n</x>"),
            ("<x><i/><![CDATA[a<b]]></x>", "<x><i/><![CDATA[a<b]]></x>"),
            ("<x k='&#10;\"&lt;&apos;'>\"&gt;'</x>", "<x k=\"&#10;&quot;&lt;'\">\"&gt;'</x>"),
            (
                "<x xmlns='u'><y xmlns='u' a='&gt;'/></x>",
                "<x xmlns=\"u\">\n  <y xmlns=\"u\" a=\"&gt;\"/>\n</x>",
            ),
        ] {
            assert_eq!(dump(xml), expected, "{xml}");
        }
    }

    #[test]
    fn namespaces_from_further_out_are_known() {
        let document =
            Document::parse("<d xmlns:a='u' xmlns:b='v'><a:x><a:y xmlns:b='w' b:z=''/></a:x></d>").unwrap();
        let x = document.root().all_children().next().unwrap();
        assert_eq!(x.outer_namespaces(), [("a".to_owned(), "u".to_owned())]);
        assert_eq!(x.dump(0), "<a:x>\n  <a:y xmlns:b=\"w\" b:z=\"\"/>\n</a:x>");
    }

    #[test]
    fn elements_move_between_namespaces() {
        let document = Document::parse("<x><y/><q:z xmlns:q='q'/></x>").unwrap();
        let moved = document.root().dump_moved("p", "urn:p");
        assert_eq!(moved, "<p:x xmlns:p=\"urn:p\">\n  <p:y/>\n  <q:z xmlns:q=\"q\"/>\n</p:x>");
        let document = Document::parse(&moved).unwrap();
        assert_eq!(document.root().dump_without("urn:p"), "<x>\n  <y/>\n  <q:z xmlns:q=\"q\"/>\n</x>");
        assert!(document.root().declares("p") && !document.root().declares("q"));
    }
}
