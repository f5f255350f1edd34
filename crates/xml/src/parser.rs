//! Reading a document the way libxml2 does: same order of checks, same words for the first mistake.
//!
//! Nothing here recurses, and nothing is expanded: time and memory grow with the text only.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::limits::{MAX_DECLARATIONS, MAX_DEPTH, MAX_NODES};
use crate::prolog;
use crate::reference;
use crate::scanner::{Scanner, Step, is_allowed};
use crate::tree::{Attribute, Declaration, Kind, Name, Node, NodeId, Tree};

/// Parses a whole document.
pub(crate) fn parse(text: &str) -> Step<Tree<'_>> {
    let mut scanner = Scanner::new(text);
    scanner.eat("\u{feff}");
    if scanner.is_at_end() {
        return Err(scanner.malformed("Document is empty"));
    }
    let lenient = prolog::read(&mut scanner)?;
    if scanner.peek() != b'<' {
        return Err(scanner.malformed("Start tag expected, '<' not found"));
    }
    let tree = Tree { text, ..Tree::default() };
    let mut parser = Parser { scanner, tree, lenient, open: Vec::new(), scopes: HashMap::new(), last: None };
    parser.content()?;
    prolog::miscellany(&mut parser.scanner)?;
    match parser.scanner.is_at_end() {
        true => Ok(parser.tree),
        false => Err(parser.scanner.malformed("Extra content at the end of the document")),
    }
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    tree: Tree<'a>,
    /// The document declares entities of its own.
    lenient: bool,
    /// The elements that are open, outermost first.
    open: Vec<NodeId>,
    /// For each prefix, the declarations that are in force, innermost last.
    scopes: HashMap<&'a str, Vec<usize>>,
    /// The node before the next one, when both have the same parent.
    last: Option<NodeId>,
}

impl<'a> Parser<'a> {
    /// Reads elements and what is in them until the outermost has ended.
    fn content(&mut self) -> Step<()> {
        self.start_tag()?;
        while !self.open.is_empty() {
            let rest = self.scanner.rest();
            if rest.is_empty() {
                return Err(self.premature_end());
            } else if rest.starts_with("</") {
                self.end_tag()?;
            } else if rest.starts_with("<?") || rest.starts_with("<!--") {
                let start = self.scanner.at;
                match rest.starts_with("<?") {
                    true => prolog::processing_instruction(&mut self.scanner)?,
                    false => prolog::comment(&mut self.scanner)?,
                }
                self.push(Kind::Other, start)?;
            } else if rest.starts_with("<![CDATA[") {
                self.cdata()?;
            } else if rest.starts_with('<') {
                self.start_tag()?;
            } else {
                self.text()?;
            }
        }
        Ok(())
    }

    fn premature_end(&self) -> crate::scanner::Malformed {
        let node = self.open.last().and_then(|id| self.tree.node(*id));
        let (name, line) =
            node.map(|node| (name_of(node), self.scanner.line_of(node.range.start))).unwrap_or_default();
        self.scanner.malformed(format!("Premature end of data in tag {} line {line}", local(name)))
    }

    /// Adds a node that ends here to the innermost open element.
    fn push(&mut self, kind: Kind<'a>, start: usize) -> Step<NodeId> {
        let id = NodeId::try_from(self.tree.nodes.len()).ok().filter(|id| *id < MAX_NODES);
        let id = id.ok_or_else(|| self.scanner.malformed_at(start, "too many nodes in document"))?;
        let parent = self.open.last().copied();
        let range = start..self.scanner.at;
        self.tree.nodes.push(Node { kind, parent, next: None, first_child: None, range });
        match (self.last, parent) {
            (Some(last), _) => self.change(last, |node| node.next = Some(id)),
            (None, Some(parent)) => self.change(parent, |node| node.first_child = Some(id)),
            (None, None) => {}
        }
        self.last = Some(id);
        Ok(id)
    }

    fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Node<'a>)) {
        if let Some(node) = self.tree.nodes.get_mut(id as usize) {
            change(node);
        }
    }

    fn start_tag(&mut self) -> Step<()> {
        let start = self.scanner.at;
        if self.open.len() > MAX_DEPTH {
            let what = format!("Excessive depth in document: {MAX_DEPTH} use XML_PARSE_HUGE option");
            return Err(self.scanner.malformed(what));
        }
        self.scanner.at += 1;
        let name = self.scanner.name();
        let name = name.ok_or_else(|| self.scanner.malformed("StartTag: invalid element name"))?;
        let (first, first_declaration) = (self.tree.attributes.len(), self.tree.declarations.len());
        self.attributes()?;
        let attributes = index(first)..index(self.tree.attributes.len());
        let declarations = index(first_declaration)..index(self.tree.declarations.len());
        let empty = self.scanner.eat("/>");
        if !empty && !self.scanner.eat(">") {
            let line = self.scanner.line_of(start);
            return Err(self
                .scanner
                .malformed(format!("Couldn't find end of Start Tag {} line {line}", local(name))));
        }
        for number in first_declaration..self.tree.declarations.len() {
            if let Some(declaration) = self.tree.declarations.get(number) {
                self.scopes.entry(declaration.prefix).or_default().push(number);
            }
        }
        let name = self.resolve(name);
        let id = self.push(Kind::Element { name, attributes, declarations }, start)?;
        match empty {
            true => self.leave_scope(id),
            false => {
                self.open.push(id);
                self.last = None;
            }
        }
        Ok(())
    }

    /// Finds the namespace of an element. A prefix that nobody declared is part of the name.
    fn resolve(&self, qualified: &'a str) -> Name<'a> {
        let (prefix, local) = split(qualified);
        let number = self.scopes.get(prefix).and_then(|numbers| numbers.last());
        let namespace = number.and_then(|number| self.tree.declarations.get(*number));
        match namespace
            .map(|declaration| declaration.namespace.clone())
            .filter(|namespace| !namespace.is_empty())
        {
            Some(namespace) => Name { qualified, local, namespace: Some(namespace) },
            None => Name { qualified, local: qualified, namespace: None },
        }
    }

    /// Ends what an element declared.
    fn leave_scope(&mut self, id: NodeId) {
        for declaration in self.tree.declarations_of(id) {
            if let Some(numbers) = self.scopes.get_mut(declaration.prefix) {
                numbers.pop();
            }
        }
    }

    /// Reads the attributes of a start tag, up to its end.
    fn attributes(&mut self) -> Step<()> {
        let (first, first_declaration) = (self.tree.attributes.len(), self.tree.declarations.len());
        self.scanner.skip_blanks();
        while !matches!(self.scanner.peek(), b'>' | 0) && !self.scanner.rest().starts_with("/>") {
            // Only what may stand in a document at all is taken for the beginning of a name.
            if !self.scanner.rest().chars().next().is_some_and(is_allowed) {
                break;
            }
            let name = self.scanner.name();
            let name = name.ok_or_else(|| self.scanner.malformed("error parsing attribute name"))?;
            self.scanner.skip_blanks();
            if !self.scanner.eat("=") {
                let what = format!("Specification mandates value for attribute {}", local(name));
                return Err(self.scanner.malformed(what));
            }
            self.scanner.skip_blanks();
            let value = self.attribute_value()?;
            self.keep(name, value)?;
            if self.scanner.peek() == b'>' || self.scanner.rest().starts_with("/>") {
                break;
            }
            if !self.scanner.skip_blanks() {
                return Err(self.scanner.malformed("attributes construct error"));
            }
        }
        let attributes = self.tree.attributes.get(first..).unwrap_or_default();
        let declarations = self.tree.declarations.get(first_declaration..).unwrap_or_default();
        let name =
            repeated(attributes.iter().map(|attribute| attribute.name)).map(str::to_owned).or_else(|| {
                repeated(declarations.iter().map(|d| d.prefix)).map(|prefix| match prefix {
                    "" => "xmlns".to_owned(),
                    _ => format!("xmlns:{prefix}"),
                })
            });
        match name {
            Some(name) => Err(self.scanner.malformed(format!("Attribute {name} redefined"))),
            None => Ok(()),
        }
    }

    /// Keeps an attribute, or the namespace that it declares.
    fn keep(&mut self, name: &'a str, value: Cow<'a, str>) -> Step<()> {
        let prefix = match name.strip_prefix("xmlns") {
            Some("") => Some(""),
            Some(rest) => rest.strip_prefix(':').filter(|prefix| !prefix.is_empty()),
            None => None,
        };
        match prefix {
            None => self.tree.attributes.push(Attribute { name, value }),
            Some(_) if self.tree.declarations.len() == MAX_DECLARATIONS => {
                return Err(self.scanner.malformed("too many namespaces in document"));
            }
            Some(prefix) => self.tree.declarations.push(Declaration { prefix, namespace: value }),
        }
        Ok(())
    }

    /// Reads a value between quotes: references resolved, blanks made spaces.
    fn attribute_value(&mut self) -> Step<Cow<'a, str>> {
        let quote = self.scanner.peek();
        if !matches!(quote, b'"' | b'\'') {
            return Err(self.scanner.malformed("AttValue: \" or ' expected"));
        }
        self.scanner.at += 1;
        let start = self.scanner.at;
        let mut value: Option<String> = None;
        loop {
            let rest = self.scanner.rest();
            let special = |c: char| {
                c == char::from(quote) || matches!(c, '<' | '&' | '\t' | '\n' | '\r') || !is_allowed(c)
            };
            let plain = rest.find(special).unwrap_or(rest.len());
            let (plain_text, special) = (rest.get(..plain).unwrap_or_default(), rest.as_bytes().get(plain));
            if let Some(value) = &mut value {
                value.push_str(plain_text);
            }
            self.scanner.at += plain;
            let so_far = || self.scanner.text.get(start..self.scanner.at).unwrap_or_default();
            match special {
                Some(b) if *b == quote => {
                    let value = value.map_or_else(|| Cow::Borrowed(so_far()), Cow::Owned);
                    self.scanner.at += 1;
                    return Ok(value);
                }
                None => {
                    // Whatever the quote, libxml2 names this one.
                    return Err(self.scanner.malformed("AttValue: ' expected"));
                }
                Some(b'<') => {
                    let what = "Unescaped '<' not allowed in attributes values";
                    return Err(self.scanner.malformed(what));
                }
                Some(b'&') => {
                    let mut owned = value.unwrap_or_else(|| so_far().to_owned());
                    owned.extend(reference::read(&mut self.scanner, self.lenient)?);
                    value = Some(owned);
                }
                Some(b'\t' | b'\n' | b'\r') => {
                    let mut owned = value.unwrap_or_else(|| so_far().to_owned());
                    owned.push(' ');
                    value = Some(owned);
                    // A line may end with two characters.
                    if !self.scanner.eat("\r\n") {
                        self.scanner.at += 1;
                    }
                }
                Some(_) => return Err(self.scanner.malformed("invalid character in attribute value")),
            }
        }
    }

    fn end_tag(&mut self) -> Step<()> {
        self.scanner.at += 2;
        let name = self.scanner.name();
        self.scanner.skip_blanks();
        if !self.scanner.eat(">") {
            return Err(self.scanner.malformed("expected '>'"));
        }
        let end = self.scanner.at;
        let Some(id) = self.open.pop() else { return Ok(()) };
        let Some(node) = self.tree.node(id) else { return Ok(()) };
        let expected = name_of(node);
        if name != Some(expected) {
            let line = self.scanner.line_of(node.range.start);
            let (expected, found) = (local(expected), name.unwrap_or("unparsable"));
            let what = format!("Opening and ending tag mismatch: {expected} line {line} and {found}");
            return Err(self.scanner.malformed(what));
        }
        self.change(id, |node| node.range.end = end);
        self.leave_scope(id);
        self.last = Some(id);
        Ok(())
    }

    fn cdata(&mut self) -> Step<()> {
        let start = self.scanner.at;
        self.scanner.eat("<![CDATA[");
        let rest = self.scanner.rest();
        match self.scanner.until("]]>") {
            Some(content) => self.push(Kind::CData(content), start).map(|_| ()),
            None => {
                self.scanner.at = self.scanner.text.len();
                let shown: Vec<char> = rest.chars().collect();
                if shown.len() < 2 {
                    return Err(self.scanner.malformed("Unregistered error message"));
                }
                // What is shown of it lacks the characters that could have begun the end.
                let shown: String = shown.iter().take(shown.len() - 2).take(50).collect();
                Err(self.scanner.malformed(format!("CData section not finished\n{shown}")))
            }
        }
    }

    /// Reads characters up to the next tag.
    fn text(&mut self) -> Step<()> {
        let start = self.scanner.at;
        let mut owned: Option<String> = None;
        let mut run = start;
        loop {
            let rest = self.scanner.rest();
            let special = |c: char| matches!(c, '<' | '&' | '\r' | ']') || !is_allowed(c);
            let plain = rest.find(special).unwrap_or(rest.len());
            self.scanner.at += plain;
            let flush = |owned: &mut Option<String>, at: usize, run: usize| {
                let text = self.scanner.text.get(run..at).unwrap_or_default();
                owned.get_or_insert_default().push_str(text);
            };
            match rest.get(plain..).and_then(|rest| rest.chars().next()) {
                None | Some('<') => break,
                Some(']') if rest.get(plain..).is_some_and(|rest| rest.starts_with("]]>")) => {
                    return Err(self.scanner.malformed("Sequence ']]>' not allowed in content"));
                }
                Some(']') => self.scanner.at += 1,
                Some('&') => {
                    flush(&mut owned, self.scanner.at, run);
                    let c = reference::read(&mut self.scanner, self.lenient)?;
                    owned.get_or_insert_default().extend(c);
                    run = self.scanner.at;
                }
                Some('\r') => {
                    flush(&mut owned, self.scanner.at, run);
                    self.scanner.at += 1;
                    // A line ends with one character, however it was written.
                    if self.scanner.peek() != b'\n' {
                        owned.get_or_insert_default().push('\n');
                    }
                    run = self.scanner.at;
                }
                Some(c) if u32::from(c) < 0x20 => {
                    return Err(self
                        .scanner
                        .malformed(format!("PCDATA invalid Char value {}", u32::from(c))));
                }
                Some(c) => {
                    let what = format!("Char 0x{:X} out of allowed range", u32::from(c));
                    return Err(self.scanner.malformed(what));
                }
            }
        }
        let tail = self.scanner.text.get(run..self.scanner.at).unwrap_or_default();
        let text = match owned {
            Some(owned) => Cow::Owned(owned + tail),
            None => Cow::Borrowed(tail),
        };
        self.push(Kind::Text(text), start).map(|_| ())
    }
}

fn name_of<'a>(node: &Node<'a>) -> &'a str {
    match &node.kind {
        Kind::Element { name, .. } => name.qualified,
        _ => "",
    }
}

/// A name without its prefix, as complaints have it.
fn local(name: &str) -> &str {
    split(name).1
}

/// The prefix (empty for none) and the rest of a name.
fn split(name: &str) -> (&str, &str) {
    match name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.is_empty() => (prefix, local),
        _ => ("", name),
    }
}

/// The first name that stands a second time.
fn repeated<'n>(names: impl ExactSizeIterator<Item = &'n str> + Clone) -> Option<&'n str> {
    if names.len() < 16 {
        let before = |(at, name)| names.clone().take(at).any(|other| other == name).then_some(name);
        return names.clone().enumerate().find_map(before);
    }
    // Many attributes must not cost their square.
    let mut seen = HashSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
