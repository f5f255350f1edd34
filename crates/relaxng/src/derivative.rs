//! What a pattern still wants after a tag, an attribute or text.

use crate::grammar::Grammar;
use crate::pattern::{EMPTY, Id, NOT_ALLOWED, Pattern, Patterns, TEXT};

/// What is made of what comes after an element.
#[derive(Debug, Clone, Copy)]
enum Rest {
    Interleave(Id),
    Group(Id),
    After(Id),
}

impl Patterns {
    /// After the name in a start tag.
    pub(crate) fn open(&mut self, grammar: &Grammar, pattern: Id, namespace: &str, local: &str) -> Id {
        let simple = matches!(self.get(pattern), Pattern::Empty | Pattern::Text | Pattern::NotAllowed);
        if simple {
            return NOT_ALLOWED;
        }
        let key = (pattern, namespace.to_owned(), local.to_owned());
        if let Some(known) = self.opened.get(&key) {
            return *known;
        }
        let opened = match self.get(pattern) {
            Pattern::Choice(a, b) => {
                let (a, b) =
                    (self.open(grammar, a, namespace, local), self.open(grammar, b, namespace, local));
                self.choice(a, b)
            }
            Pattern::Element(index) => {
                if self.names(index).is_some_and(|names| names.contains(namespace, local)) {
                    let content = self.content(grammar, index);
                    self.after(content, EMPTY)
                } else {
                    NOT_ALLOWED
                }
            }
            Pattern::Interleave(a, b) => {
                let (left, right) =
                    (self.open(grammar, a, namespace, local), self.open(grammar, b, namespace, local));
                let left = self.rest(left, Rest::Interleave(b));
                let right = self.rest(right, Rest::Interleave(a));
                self.choice(left, right)
            }
            Pattern::Group(a, b) => {
                let first = self.open(grammar, a, namespace, local);
                let first = self.rest(first, Rest::Group(b));
                if self.is_nullable(a) {
                    let second = self.open(grammar, b, namespace, local);
                    self.choice(first, second)
                } else {
                    first
                }
            }
            Pattern::OneOrMore(inner) => {
                let opened = self.open(grammar, inner, namespace, local);
                let more = self.any_more(inner);
                self.rest(opened, Rest::Group(more))
            }
            Pattern::After(content, rest) => {
                let opened = self.open(grammar, content, namespace, local);
                self.rest(opened, Rest::After(rest))
            }
            _ => NOT_ALLOWED,
        };
        self.opened.insert(key, opened);
        opened
    }

    fn rest(&mut self, pattern: Id, how: Rest) -> Id {
        match self.get(pattern) {
            Pattern::After(content, rest) => {
                let rest = match how {
                    Rest::Interleave(other) => self.interleave(rest, other),
                    Rest::Group(next) => self.group(rest, next),
                    Rest::After(outer) => self.after(rest, outer),
                };
                self.after(content, rest)
            }
            Pattern::Choice(a, b) => {
                let (a, b) = (self.rest(a, how), self.rest(b, how));
                self.choice(a, b)
            }
            _ => NOT_ALLOWED,
        }
    }

    /// After an attribute.
    pub(crate) fn attributed(&mut self, pattern: Id, name: &str, value: &str) -> Id {
        match self.get(pattern) {
            Pattern::After(content, rest) => {
                let content = self.attributed(content, name, value);
                self.after(content, rest)
            }
            Pattern::Choice(a, b) => {
                let (a, b) = (self.attributed(a, name, value), self.attributed(b, name, value));
                self.choice(a, b)
            }
            Pattern::Group(a, b) => {
                let (left, right) = (self.attributed(a, name, value), self.attributed(b, name, value));
                let (left, right) = (self.group(left, b), self.group(a, right));
                self.choice(left, right)
            }
            Pattern::Interleave(a, b) => {
                let (left, right) = (self.attributed(a, name, value), self.attributed(b, name, value));
                let (left, right) = (self.interleave(left, b), self.interleave(a, right));
                self.choice(left, right)
            }
            Pattern::OneOrMore(inner) => {
                let first = self.attributed(inner, name, value);
                let more = self.any_more(inner);
                self.group(first, more)
            }
            Pattern::Attribute(index, wanted) => {
                let named = self.names(index).is_some_and(|names| names.contains("", name));
                let blank = value.trim().is_empty() && self.is_nullable(wanted);
                if named
                    && (blank || {
                        let left = self.texted(wanted, value);
                        self.is_nullable(left)
                    })
                {
                    EMPTY
                } else {
                    NOT_ALLOWED
                }
            }
            _ => NOT_ALLOWED,
        }
    }

    /// After the last attribute.
    pub(crate) fn close(&mut self, pattern: Id) -> Id {
        if let Some(known) = self.closed.get(&pattern) {
            return *known;
        }
        let closed = match self.get(pattern) {
            Pattern::After(content, rest) => {
                let content = self.close(content);
                self.after(content, rest)
            }
            Pattern::Choice(a, b) => {
                let (a, b) = (self.close(a), self.close(b));
                self.choice(a, b)
            }
            Pattern::Group(a, b) => {
                let (a, b) = (self.close(a), self.close(b));
                self.group(a, b)
            }
            Pattern::Interleave(a, b) => {
                let (a, b) = (self.close(a), self.close(b));
                self.interleave(a, b)
            }
            Pattern::OneOrMore(inner) => {
                let inner = self.close(inner);
                self.one_or_more(inner)
            }
            Pattern::Attribute(..) => NOT_ALLOWED,
            _ => pattern,
        };
        self.closed.insert(pattern, closed);
        closed
    }

    /// After text.
    pub(crate) fn texted(&mut self, pattern: Id, text: &str) -> Id {
        match self.get(pattern) {
            Pattern::Choice(a, b) => {
                let (a, b) = (self.texted(a, text), self.texted(b, text));
                self.choice(a, b)
            }
            Pattern::Interleave(a, b) => {
                let (left, right) = (self.texted(a, text), self.texted(b, text));
                let (left, right) = (self.interleave(left, b), self.interleave(a, right));
                self.choice(left, right)
            }
            Pattern::Group(a, b) => {
                let first = self.texted(a, text);
                let first = self.group(first, b);
                if self.is_nullable(a) {
                    let second = self.texted(b, text);
                    self.choice(first, second)
                } else {
                    first
                }
            }
            Pattern::OneOrMore(inner) => {
                let first = self.texted(inner, text);
                let more = self.any_more(inner);
                self.group(first, more)
            }
            Pattern::After(content, rest) => {
                let content = self.texted(content, text);
                self.after(content, rest)
            }
            Pattern::Text => TEXT,
            Pattern::Leaf(index) if self.leaf_allows(index, text) => EMPTY,
            _ => NOT_ALLOWED,
        }
    }

    /// After an end tag.
    pub(crate) fn end(&mut self, pattern: Id) -> Id {
        match self.get(pattern) {
            Pattern::Choice(a, b) => {
                let (a, b) = (self.end(a), self.end(b));
                self.choice(a, b)
            }
            Pattern::After(content, rest) if self.is_nullable(content) => rest,
            _ => NOT_ALLOWED,
        }
    }
}
