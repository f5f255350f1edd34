//! An element as libxml2 would print it: what a daemon shows of XML that it keeps for others.

use crate::Element;
use crate::tree::{Kind, NodeId, Tree};

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
        Dump { tree: self.tree, out: &mut out, naming, outermost: true }.element(self.id, level, true);
        out
    }

    /// Whether the start tag itself declares `prefix`.
    pub fn declares(&self, prefix: &str) -> bool {
        self.tree.declares(self.id, prefix)
    }

    /// The prefixes that this element and those in it use without declaring them, with their namespaces.
    pub fn outer_namespaces(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        let tree = self.tree;
        for id in tree.descendants(self.id) {
            let attributes = tree.attributes_of(id).iter().map(|attribute| attribute.name);
            let names = attributes.chain([Dump::qualified(tree, id)]);
            for prefix in names.filter_map(|name| Some(name.split_once(':')?.0)) {
                let mut within = tree.ancestors(id).take_while(|id| *id >= self.id);
                let declared = within.any(|id| tree.declares(id, prefix));
                if let Some(uri) = tree.namespace(id, prefix).filter(|_| !declared)
                    && found.iter().all(|(known, _)| known != prefix)
                {
                    found.push((prefix.to_owned(), uri.to_owned()));
                }
            }
        }
        found
    }
}

/// What becomes of names and declarations.
#[derive(Clone, Copy)]
enum Naming<'a> {
    Kept,
    Without(&'a str),
    Moved { prefix: &'a str, namespace: &'a str },
}

struct Dump<'a, 'o> {
    tree: &'a Tree<'a>,
    out: &'o mut String,
    naming: Naming<'o>,
    /// The next element is the outermost.
    outermost: bool,
}

impl<'a> Dump<'a, '_> {
    fn element(&mut self, id: NodeId, level: usize, indented: bool) {
        self.out.push('<');
        self.name(id);
        self.declarations(id);
        for attribute in self.tree.attributes_of(id) {
            self.attribute(attribute.name, &attribute.value);
        }
        let children: Vec<NodeId> = self.tree.children(id).filter(|child| !self.is_dropped(*child)).collect();
        if children.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        // Once there is text between elements, blanks mean something.
        let indented = indented && !children.iter().any(|child| self.text(*child).is_some());
        for child in children {
            self.line(level + 1, indented);
            self.child(child, level + 1, indented);
        }
        self.line(level, indented);
        self.out.push_str("</");
        self.name(id);
        self.out.push('>');
    }

    fn qualified(tree: &'a Tree<'a>, id: NodeId) -> &'a str {
        match tree.node(id).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => name.qualified,
            _ => "",
        }
    }

    fn name(&mut self, id: NodeId) {
        let Some(Kind::Element { name, .. }) = self.tree.node(id).map(|node| &node.kind) else { return };
        match (self.naming, name.namespace.as_deref()) {
            (Naming::Without(dropped), Some(namespace)) if dropped == namespace => {
                self.out.push_str(name.local)
            }
            (Naming::Moved { prefix, .. }, None) => {
                self.out.push_str(prefix);
                self.out.push(':');
                self.out.push_str(name.local);
            }
            _ => self.out.push_str(name.qualified),
        }
    }

    fn child(&mut self, id: NodeId, level: usize, indented: bool) {
        let Some(node) = self.tree.node(id) else { return };
        match &node.kind {
            Kind::Element { .. } => self.element(id, level, indented),
            Kind::Text(text) => escape(text, false, self.out),
            Kind::CData(_) | Kind::Other => {
                self.out.push_str(self.tree.text.get(node.range.clone()).unwrap_or_default());
            }
        }
    }

    fn declarations(&mut self, id: NodeId) {
        let outermost = std::mem::take(&mut self.outermost);
        for declaration in self.tree.declarations_of(id) {
            if !matches!(self.naming, Naming::Without(dropped) if dropped == declaration.namespace) {
                self.declaration(declaration.prefix, &declaration.namespace);
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

    /// The characters of a text or CDATA section.
    fn text(&self, id: NodeId) -> Option<&'a str> {
        match &self.tree.node(id)?.kind {
            Kind::Text(text) => Some(text),
            Kind::CData(text) => Some(text),
            Kind::Element { .. } | Kind::Other => None,
        }
    }

    /// Whether libxml2 takes a text for mere indentation: blank, not the only content, and no text before it.
    fn is_dropped(&self, id: NodeId) -> bool {
        let Some(node) = self.tree.node(id) else { return true };
        let Kind::Text(text) = &node.kind else { return false };
        let first =
            node.parent.and_then(|parent| self.tree.node(parent)).and_then(|parent| parent.first_child);
        let alone = first == Some(id) && node.next.is_none();
        let is_blank = |text: &str| text.trim_ascii().is_empty();
        let after_text = first.filter(|first| *first != id).and_then(|first| self.text(first));
        is_blank(text) && !alone && after_text.is_none_or(is_blank)
    }
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
