//! A cursor on one element.

use std::borrow::Cow;

use errors::Code;

use crate::{Fault, Position, Result};

/// One element of a [`Document`](crate::Document): cheap to copy, knows where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    node: roxmltree::Node<'a, 'a>,
}

impl<'a> Element<'a> {
    pub(crate) fn new(node: roxmltree::Node<'a, 'a>) -> Self {
        Self { node }
    }

    /// The name without a namespace prefix.
    pub fn name(&self) -> &'a str {
        self.node.tag_name().name()
    }

    /// The namespace that the name belongs to.
    pub fn namespace(&self) -> Option<&'a str> {
        self.node.tag_name().namespace()
    }

    /// Where the element begins.
    pub fn position(&self) -> Position {
        let at = self.node.document().text_pos_at(self.node.range().start);
        Position { line: at.row, column: at.col }
    }

    /// The value of an attribute that has no namespace.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.node.attribute_node(name).map(|found| found.value())
    }

    /// The same as text of its own.
    pub fn string(&self, name: &str) -> Option<String> {
        self.attribute(name).map(str::to_owned)
    }

    /// All attributes without a namespace, as name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.node.attributes().filter(|a| a.namespace().is_none()).map(|a| (a.name(), a.value()))
    }

    /// The child elements that have no namespace, in document order.
    pub fn children(&self) -> Children<'a> {
        Children { inner: self.node.children(), namespace: None }
    }

    /// The child elements of one namespace, in document order.
    pub fn children_in(&self, namespace: &'a str) -> Children<'a> {
        Children { inner: self.node.children(), namespace: Some(namespace) }
    }

    /// All child elements whatever their namespace, in document order.
    pub fn all_children(&self) -> impl Iterator<Item = Element<'a>> {
        self.node.children().filter(roxmltree::Node::is_element).map(Element::new)
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<Element<'a>> {
        self.children().find(|child| child.name() == name)
    }

    /// All children of that name.
    pub fn children_named(&self, name: &'a str) -> impl Iterator<Item = Element<'a>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The element at the end of a path of first children.
    pub fn descend(&self, path: &[&str]) -> Option<Element<'a>> {
        path.iter().try_fold(*self, |element, name| element.child(name))
    }

    /// The text of the element and everything in it, entities resolved.
    pub fn text(&self) -> Cow<'a, str> {
        let mut texts = self.node.descendants().filter(roxmltree::Node::is_text).filter_map(|n| n.text());
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => Cow::Owned([first, second].into_iter().chain(texts).collect()),
        }
    }

    /// The text of the first child of that name, unless there is none or it is empty.
    pub fn child_text(&self, name: &str) -> Option<String> {
        self.child(name).map(|child| child.text().into_owned()).filter(|text| !text.is_empty())
    }

    /// The element as it stands in the document, from `<` to `>`.
    pub fn source(&self) -> &'a str {
        self.node.document().input_text().get(self.node.range()).unwrap_or_default()
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

    pub(crate) fn node(&self) -> roxmltree::Node<'a, 'a> {
        self.node
    }
}

/// The child elements of one namespace.
#[derive(Debug, Clone)]
pub struct Children<'a> {
    inner: roxmltree::Children<'a, 'a>,
    namespace: Option<&'a str>,
}

impl<'a> Iterator for Children<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let namespace = self.namespace;
        self.inner
            .find(|node| node.is_element() && node.tag_name().namespace() == namespace)
            .map(Element::new)
    }
}
