//! A cursor on one element.

use std::borrow::Cow;

use errors::Code;

use crate::tree::{Kind, Name, NodeId, Tree};
use crate::{Fault, Position, Result};

/// One element of a [`Document`](crate::Document): cheap to copy, knows where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) id: NodeId,
}

impl<'a> Element<'a> {
    pub(crate) fn new(tree: &'a Tree<'a>, id: NodeId) -> Self {
        Self { tree, id }
    }

    fn full_name(&self) -> Option<&'a Name<'a>> {
        match &self.tree.node(self.id)?.kind {
            Kind::Element { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The name without a namespace prefix.
    pub fn name(&self) -> &'a str {
        self.full_name().map_or("", |name| name.local)
    }

    /// The namespace that the name belongs to.
    pub fn namespace(&self) -> Option<&'a str> {
        self.full_name().and_then(|name| name.namespace.as_deref())
    }

    /// Where the element begins.
    pub fn position(&self) -> Position {
        let start = self.tree.node(self.id).map_or(0, |node| node.range.start);
        Position::of(self.tree.text, start)
    }

    /// The value of an attribute that has no namespace.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.tree.attributes_of(self.id).iter().find(|a| a.name == name).map(|a| a.value.as_ref())
    }

    /// The same as text of its own.
    pub fn string(&self, name: &str) -> Option<String> {
        self.attribute(name).map(str::to_owned)
    }

    /// All attributes as name and value; declarations of namespaces are none.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        self.tree.attributes_of(self.id).iter().map(|attribute| (attribute.name, attribute.value.as_ref()))
    }

    /// The child elements that have no namespace, in document order.
    pub fn children(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.all_children().filter(|child| child.namespace().is_none())
    }

    /// The child elements of one namespace, in document order.
    pub fn children_in(&self, namespace: &'a str) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.all_children().filter(move |child| child.namespace() == Some(namespace))
    }

    /// All child elements whatever their namespace, in document order.
    pub fn all_children(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let tree = self.tree;
        let elements = tree.children(self.id).map(move |id| Self { tree, id });
        elements.filter(|child| child.full_name().is_some())
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<Element<'a>> {
        self.children().find(|child| child.name() == name)
    }

    /// All children of that name.
    pub fn children_named(&self, name: &'a str) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The element at the end of a path of first children.
    pub fn descend(&self, path: &[&str]) -> Option<Element<'a>> {
        path.iter().try_fold(*self, |element, name| element.child(name))
    }

    /// The text of the element and everything in it, references resolved.
    pub fn text(&self) -> Cow<'a, str> {
        let tree = self.tree;
        let text_of = move |id: NodeId| match &tree.node(id)?.kind {
            Kind::Text(text) => Some(text.as_ref()),
            Kind::CData(text) => Some(*text),
            Kind::Element { .. } | Kind::Other => None,
        };
        let mut texts = tree.descendants(self.id).filter_map(text_of);
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => Cow::Owned([first, second].into_iter().chain(texts).collect()),
        }
    }

    /// Whether there is text beside the child elements, other than blanks.
    pub fn has_stray_text(&self) -> bool {
        let tree = self.tree;
        let is_blank = |text: &str| text.chars().all(char::is_whitespace);
        tree.children(self.id).any(|id| match tree.node(id).map(|node| &node.kind) {
            Some(Kind::Text(text)) => !is_blank(text),
            Some(Kind::CData(text)) => !is_blank(text),
            _ => false,
        })
    }

    /// The text of the first child of that name, unless there is none or it is empty.
    pub fn child_text(&self, name: &str) -> Option<String> {
        self.child(name).map(|child| child.text().into_owned()).filter(|text| !text.is_empty())
    }

    /// Where the element stands in the document, in bytes, from `<` to behind `>`.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.tree.node(self.id).map(|node| node.range.clone()).unwrap_or_default()
    }

    /// The element as it stands in the document, from `<` to `>`.
    pub fn source(&self) -> &'a str {
        self.tree.text.get(self.range()).unwrap_or_default()
    }

    /// What `parse` makes of every child of that name.
    ///
    /// # Errors
    /// The first that `parse` returns.
    pub fn each<T>(&self, name: &'a str, parse: impl FnMut(&Element<'a>) -> Result<T>) -> Result<Vec<T>> {
        let children: Vec<Element<'a>> = self.children_named(name).collect();
        children.iter().map(parse).collect()
    }

    /// What `parse` makes of the first child of that name, if there is one.
    ///
    /// # Errors
    /// What `parse` returns.
    pub fn maybe<T>(&self, name: &str, parse: impl FnOnce(&Element<'a>) -> Result<T>) -> Result<Option<T>> {
        self.child(name).as_ref().map(parse).transpose()
    }

    /// A mistake that this element makes.
    pub fn fault(&self, code: Code, detail: impl Into<String>) -> Fault {
        Fault::new(code, detail).at(self.position())
    }
}
