//! Patterns as they are derived. Equal patterns are one: comparing is cheap, and what was derived once is known.

use std::collections::HashMap;
use std::sync::Arc;

use crate::syntax::{NameClass, Syntax};

/// A pattern's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(u32);

/// What is never fulfilled, what wants nothing more, and any text: always there.
pub(crate) const NOT_ALLOWED: Id = Id(0);
pub(crate) const EMPTY: Id = Id(1);
pub(crate) const TEXT: Id = Id(2);

/// A pattern. Indices of `Element`, `Attribute`, `Data` and `Value` stand for what the schema writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pattern {
    NotAllowed,
    Empty,
    Text,
    Choice(Id, Id),
    Interleave(Id, Id),
    Group(Id, Id),
    OneOrMore(Id),
    Element(usize),
    Attribute(usize, Id),
    Leaf(usize),
    /// What an element's content still wants, and what comes after the element.
    After(Id, Id),
}

/// All patterns that have come up.
#[derive(Debug)]
pub(crate) struct Patterns {
    all: Vec<(Pattern, bool)>,
    known: HashMap<Pattern, Id>,
    /// What the schema writes, by index.
    pub(crate) written: Vec<Arc<Syntax>>,
    /// The same by address, which stays as long as `written` holds it.
    written_at: HashMap<usize, usize>,
    /// The contents of elements that have been met.
    pub(crate) contents: HashMap<usize, Id>,
    /// Definitions that have been compiled; `NOT_ALLOWED` while one is.
    pub(crate) definitions: HashMap<String, Id>,
    pub(crate) opened: HashMap<(Id, String, String), Id>,
    pub(crate) closed: HashMap<Id, Id>,
}

impl Patterns {
    pub(crate) fn new() -> Self {
        let mut patterns = Self {
            all: Vec::new(),
            known: HashMap::new(),
            written: Vec::new(),
            written_at: HashMap::new(),
            contents: HashMap::new(),
            definitions: HashMap::new(),
            opened: HashMap::new(),
            closed: HashMap::new(),
        };
        for first in [Pattern::NotAllowed, Pattern::Empty, Pattern::Text] {
            patterns.intern(first);
        }
        patterns
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, id: Id) -> Pattern {
        self.all.get(id.0 as usize).map_or(Pattern::NotAllowed, |(pattern, _)| *pattern)
    }

    /// Is it fulfilled as it is?
    pub(crate) fn is_nullable(&self, id: Id) -> bool {
        self.all.get(id.0 as usize).is_some_and(|(_, nullable)| *nullable)
    }

    fn intern(&mut self, pattern: Pattern) -> Id {
        if let Some(id) = self.known.get(&pattern) {
            return *id;
        }
        let nullable = match pattern {
            Pattern::Empty | Pattern::Text => true,
            Pattern::Choice(a, b) => self.is_nullable(a) || self.is_nullable(b),
            Pattern::Interleave(a, b) | Pattern::Group(a, b) => self.is_nullable(a) && self.is_nullable(b),
            Pattern::OneOrMore(inner) => self.is_nullable(inner),
            Pattern::NotAllowed
            | Pattern::Element(_)
            | Pattern::Attribute(..)
            | Pattern::Leaf(_)
            | Pattern::After(..) => false,
        };
        let id = Id(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push((pattern, nullable));
        self.known.insert(pattern, id);
        id
    }

    /// The index of what the schema writes there.
    pub(crate) fn write(&mut self, syntax: &Arc<Syntax>) -> usize {
        let next = self.written.len();
        let index = *self.written_at.entry(Arc::as_ptr(syntax) as usize).or_insert(next);
        if index == next {
            self.written.push(Arc::clone(syntax));
        }
        index
    }

    pub(crate) fn names(&self, index: usize) -> Option<&NameClass> {
        match self.written.get(index).map(AsRef::as_ref) {
            Some(Syntax::Element(names, _) | Syntax::Attribute(names, _)) => Some(names),
            _ => None,
        }
    }

    pub(crate) fn choice(&mut self, a: Id, b: Id) -> Id {
        if a == b || b == NOT_ALLOWED || self.has_branch(a, b) {
            return a;
        }
        if a == NOT_ALLOWED || self.has_branch(b, a) {
            return b;
        }
        self.intern(Pattern::Choice(a.min(b), a.max(b)))
    }

    fn has_branch(&self, of: Id, branch: Id) -> bool {
        match self.get(of) {
            Pattern::Choice(a, b) => {
                a == branch || b == branch || self.has_branch(a, branch) || self.has_branch(b, branch)
            }
            _ => false,
        }
    }

    pub(crate) fn interleave(&mut self, a: Id, b: Id) -> Id {
        match (a, b) {
            (NOT_ALLOWED, _) | (_, NOT_ALLOWED) => NOT_ALLOWED,
            (EMPTY, other) | (other, EMPTY) => other,
            _ => self.intern(Pattern::Interleave(a.min(b), a.max(b))),
        }
    }

    pub(crate) fn group(&mut self, a: Id, b: Id) -> Id {
        match (a, b) {
            (NOT_ALLOWED, _) | (_, NOT_ALLOWED) => NOT_ALLOWED,
            (EMPTY, other) | (other, EMPTY) => other,
            _ => self.intern(Pattern::Group(a, b)),
        }
    }

    pub(crate) fn one_or_more(&mut self, inner: Id) -> Id {
        match inner {
            NOT_ALLOWED | EMPTY => inner,
            _ => self.intern(Pattern::OneOrMore(inner)),
        }
    }

    /// As often as wanted.
    pub(crate) fn any_more(&mut self, inner: Id) -> Id {
        let more = self.one_or_more(inner);
        self.choice(more, EMPTY)
    }

    pub(crate) fn after(&mut self, content: Id, rest: Id) -> Id {
        match (content, rest) {
            (NOT_ALLOWED, _) | (_, NOT_ALLOWED) => NOT_ALLOWED,
            _ => self.intern(Pattern::After(content, rest)),
        }
    }

    pub(crate) fn element(&mut self, index: usize) -> Id {
        self.intern(Pattern::Element(index))
    }

    pub(crate) fn attribute(&mut self, index: usize, value: Id) -> Id {
        if value == NOT_ALLOWED { NOT_ALLOWED } else { self.intern(Pattern::Attribute(index, value)) }
    }

    pub(crate) fn leaf(&mut self, index: usize) -> Id {
        self.intern(Pattern::Leaf(index))
    }
}
