//! From what a schema writes to patterns.

use std::sync::Arc;

use crate::grammar::Grammar;
use crate::pattern::{EMPTY, Id, NOT_ALLOWED, Pattern, Patterns, TEXT};
use crate::syntax::Syntax;

impl Patterns {
    /// The pattern of what is written; contents of elements wait until one is met.
    pub(crate) fn compile(&mut self, grammar: &Grammar, syntax: &Arc<Syntax>) -> Id {
        let fold =
            |patterns: &mut Self, parts: &[Arc<Syntax>], join: fn(&mut Self, Id, Id) -> Id, unit: Id| {
                parts.iter().rev().fold(unit, |rest, part| {
                    let part = patterns.compile(grammar, part);
                    join(patterns, part, rest)
                })
            };
        match syntax.as_ref() {
            Syntax::Empty => EMPTY,
            Syntax::NotAllowed => NOT_ALLOWED,
            Syntax::Text => TEXT,
            Syntax::Choice(parts) => fold(self, parts, Self::choice, NOT_ALLOWED),
            Syntax::Interleave(parts) => fold(self, parts, Self::interleave, EMPTY),
            Syntax::Group(parts) => fold(self, parts, Self::group, EMPTY),
            Syntax::OneOrMore(inner) => {
                let inner = self.compile(grammar, inner);
                self.one_or_more(inner)
            }
            Syntax::Ref(name) => self.definition(grammar, name),
            Syntax::Element(..) => {
                let index = self.write(syntax);
                self.element(index)
            }
            Syntax::Attribute(_, value) => {
                let index = self.write(syntax);
                let value = self.compile(grammar, value);
                self.attribute(index, value)
            }
            Syntax::Value { .. } | Syntax::Data { .. } => {
                let index = self.write(syntax);
                self.leaf(index)
            }
        }
    }

    fn definition(&mut self, grammar: &Grammar, name: &str) -> Id {
        if let Some(known) = self.definitions.get(name) {
            return *known;
        }
        // A definition that is itself, with no element between, means nothing.
        self.definitions.insert(name.to_owned(), NOT_ALLOWED);
        let compiled =
            grammar.definitions.get(name).map_or(NOT_ALLOWED, |syntax| self.compile(grammar, syntax));
        self.definitions.insert(name.to_owned(), compiled);
        compiled
    }

    /// What an element holds.
    pub(crate) fn content(&mut self, grammar: &Grammar, index: usize) -> Id {
        if let Some(known) = self.contents.get(&index) {
            return *known;
        }
        let written = self.written.get(index).map(Arc::clone);
        let content = match written.as_deref() {
            Some(Syntax::Element(_, content)) => self.compile(grammar, content),
            _ => NOT_ALLOWED,
        };
        self.contents.insert(index, content);
        content
    }

    /// Does a text fulfil a value or a type?
    pub(crate) fn leaf_allows(&self, index: usize, text: &str) -> bool {
        fn allows(syntax: &Syntax, text: &str) -> bool {
            match syntax {
                Syntax::Value { text: wanted, exact: true } => wanted == text,
                Syntax::Value { text: wanted, exact: false } => {
                    wanted.split_whitespace().eq(text.split_whitespace())
                }
                Syntax::Data { datatype, except } => {
                    datatype.allows(text) && !except.as_ref().is_some_and(|except| allows(except, text))
                }
                Syntax::Choice(parts) => parts.iter().any(|part| allows(part, text)),
                _ => false,
            }
        }
        self.written.get(index).is_some_and(|syntax| allows(syntax, text))
    }

    /// Whether a pattern wants an element of that name anywhere, in whatever order.
    pub(crate) fn mentions(&self, pattern: Id, namespace: &str, local: &str) -> bool {
        match self.get(pattern) {
            Pattern::Element(index) => {
                self.names(index).is_some_and(|names| names.contains(namespace, local))
            }
            Pattern::Choice(a, b) | Pattern::Interleave(a, b) | Pattern::Group(a, b) => {
                self.mentions(a, namespace, local) || self.mentions(b, namespace, local)
            }
            Pattern::After(inner, _) | Pattern::OneOrMore(inner) => self.mentions(inner, namespace, local),
            _ => false,
        }
    }
}
