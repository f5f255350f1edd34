//! A parsed document as a flat list of nodes.

use std::borrow::Cow;
use std::ops::Range;

/// The number of a node.
pub(crate) type NodeId = u32;

/// All nodes of a document, in document order; the outermost element is the first.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    pub(crate) text: &'a str,
    pub(crate) nodes: Vec<Node<'a>>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) declarations: Vec<Declaration<'a>>,
}

/// One node, and its place among the others.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) parent: Option<NodeId>,
    pub(crate) next: Option<NodeId>,
    pub(crate) first_child: Option<NodeId>,
    /// Where it stands in the text, in bytes.
    pub(crate) range: Range<usize>,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    Element {
        name: Name<'a>,
        /// Its attributes among all.
        attributes: Range<u32>,
        /// The namespaces that it declares, among all that are declared.
        declarations: Range<u32>,
    },
    /// Characters, references resolved.
    Text(Cow<'a, str>),
    /// A CDATA section: its content.
    CData(&'a str),
    /// A comment or processing instruction.
    Other,
}

/// A name, and the namespace that its prefix stands for.
#[derive(Debug, Clone)]
pub(crate) struct Name<'a> {
    /// As it stands in the document.
    pub(crate) qualified: &'a str,
    /// Without the prefix, if that is declared.
    pub(crate) local: &'a str,
    pub(crate) namespace: Option<Cow<'a, str>>,
}

#[derive(Debug)]
pub(crate) struct Attribute<'a> {
    /// As it stands in the document.
    pub(crate) name: &'a str,
    pub(crate) value: Cow<'a, str>,
}

/// What a prefix stands for, from an element on downwards.
#[derive(Debug)]
pub(crate) struct Declaration<'a> {
    /// Empty for the default namespace.
    pub(crate) prefix: &'a str,
    pub(crate) namespace: Cow<'a, str>,
}

impl<'a> Tree<'a> {
    pub(crate) fn node(&self, id: NodeId) -> Option<&Node<'a>> {
        self.nodes.get(id as usize)
    }

    /// The attributes of an element; none of other nodes.
    pub(crate) fn attributes_of(&self, id: NodeId) -> &[Attribute<'a>] {
        match self.node(id).map(|node| &node.kind) {
            Some(Kind::Element { attributes, .. }) => part(&self.attributes, attributes),
            _ => &[],
        }
    }

    /// The namespaces that an element declares; none of other nodes.
    pub(crate) fn declarations_of(&self, id: NodeId) -> &[Declaration<'a>] {
        match self.node(id).map(|node| &node.kind) {
            Some(Kind::Element { declarations, .. }) => part(&self.declarations, declarations),
            _ => &[],
        }
    }

    /// Whether an element itself declares a prefix.
    pub(crate) fn declares(&self, id: NodeId, prefix: &str) -> bool {
        self.declarations_of(id).iter().any(|declaration| declaration.prefix == prefix)
    }

    /// The node's children, in document order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let first = self.node(id).and_then(|node| node.first_child);
        std::iter::successors(first, |id| self.node(*id)?.next)
    }

    /// The node and what it stands in, from inside out.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), |id| self.node(*id)?.parent)
    }

    /// The node and all below it: they follow it without a gap.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.node(id).map_or(0, |node| node.range.end);
        (id..).take_while(move |id| self.node(*id).is_some_and(|node| node.range.start < end))
    }

    /// What a prefix stands for at an element.
    pub(crate) fn namespace(&self, id: NodeId, prefix: &str) -> Option<&str> {
        let declared = |id| {
            let mut declarations = self.declarations_of(id).iter();
            declarations
                .find(|declaration| declaration.prefix == prefix)
                .map(|found| found.namespace.as_ref())
        };
        self.ancestors(id).find_map(declared)
    }
}

fn part<'t, T>(all: &'t [T], range: &Range<u32>) -> &'t [T] {
    all.get(range.start as usize..range.end as usize).unwrap_or_default()
}
