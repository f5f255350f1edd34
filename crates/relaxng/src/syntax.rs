//! A schema as it is written: one value for each element of RELAX NG.

use std::sync::Arc;

use xml::Element;

use crate::datatype::Datatype;

/// RELAX NG's own namespace.
const RELAXNG: &str = "http://relaxng.org/ns/structure/1.0";

/// A pattern as it is written.
#[derive(Debug)]
pub(crate) enum Syntax {
    Empty,
    NotAllowed,
    Text,
    Choice(Vec<Arc<Syntax>>),
    Interleave(Vec<Arc<Syntax>>),
    Group(Vec<Arc<Syntax>>),
    OneOrMore(Arc<Syntax>),
    Ref(String),
    Element(NameClass, Arc<Syntax>),
    Attribute(NameClass, Arc<Syntax>),
    /// A text; blanks count only when `exact`.
    Value {
        text: String,
        exact: bool,
    },
    Data {
        datatype: Datatype,
        except: Option<Arc<Syntax>>,
    },
}

/// Which names are meant.
#[derive(Debug)]
pub(crate) enum NameClass {
    /// Any but those.
    Any(Vec<NameClass>),
    /// Any of a namespace.
    Namespace(String),
    /// One.
    Name { namespace: String, local: String },
    /// One of several.
    Choice(Vec<NameClass>),
}

impl NameClass {
    pub(crate) fn contains(&self, namespace: &str, local: &str) -> bool {
        match self {
            Self::Any(except) => !except.iter().any(|class| class.contains(namespace, local)),
            Self::Namespace(own) => own == namespace,
            Self::Name { namespace: own, local: name } => own == namespace && name == local,
            Self::Choice(classes) => classes.iter().any(|class| class.contains(namespace, local)),
        }
    }

    /// Of a `<name>`, `<anyName>`, `<nsName>` or `<choice>`.
    fn read(e: &Element<'_>, inherited: &str) -> Option<Self> {
        let namespace = e.attribute("ns").unwrap_or(inherited);
        let each = |e: &Element<'_>| parts(e).filter_map(|part| Self::read(&part, namespace)).collect();
        Some(match e.name() {
            "name" => Self::Name { namespace: namespace.to_owned(), local: e.text().trim().to_owned() },
            "anyName" => Self::Any(
                parts(e).find(|part| part.name() == "except").map(|part| each(&part)).unwrap_or_default(),
            ),
            "nsName" => Self::Namespace(namespace.to_owned()),
            "choice" => Self::Choice(each(e)),
            _ => return None,
        })
    }
}

/// The children that are RELAX NG's.
pub(crate) fn parts<'a>(e: &Element<'a>) -> impl Iterator<Item = Element<'a>> + use<'a> {
    e.all_children().filter(|child| child.namespace() == Some(RELAXNG))
}

impl Syntax {
    /// The pattern that an element writes; `Err` with its name when it is not one that is understood.
    pub(crate) fn read(e: &Element<'_>, namespace: &str) -> Result<Arc<Self>, String> {
        let namespace = e.attribute("ns").unwrap_or(namespace);
        let all = || parts(e).map(|part| Self::read(&part, namespace)).collect::<Result<Vec<_>, _>>();
        let group = || Self::sequence(e, namespace, 0);
        let optional = |inner| Self::Choice(vec![inner, Arc::new(Self::Empty)]);
        Ok(Arc::new(match e.name() {
            "empty" => Self::Empty,
            "notAllowed" => Self::NotAllowed,
            "text" => Self::Text,
            "choice" => Self::Choice(all()?),
            "interleave" => Self::Interleave(all()?),
            "group" => return group(),
            "optional" => optional(group()?),
            "oneOrMore" => Self::OneOrMore(group()?),
            "zeroOrMore" => optional(Arc::new(Self::OneOrMore(group()?))),
            "mixed" => Self::Interleave(vec![group()?, Arc::new(Self::Text)]),
            "ref" => Self::Ref(e.attribute("name").unwrap_or_default().trim().to_owned()),
            "element" => {
                let (names, skip) = Self::names(e, namespace)?;
                Self::Element(names, Self::sequence(e, namespace, skip)?)
            }
            "attribute" => {
                // Attributes have no namespace unless they say so themselves.
                let (names, skip) = Self::names(e, e.attribute("ns").unwrap_or_default())?;
                let any = parts(e).nth(skip).is_none();
                let content = if any { Arc::new(Self::Text) } else { Self::sequence(e, namespace, skip)? };
                Self::Attribute(names, content)
            }
            "value" => {
                Self::Value { text: e.text().into_owned(), exact: e.attribute("type") == Some("string") }
            }
            "data" => {
                let except = parts(e).find(|part| part.name() == "except");
                let except = except.map(|part| {
                    let choices = parts(&part).map(|part| Self::read(&part, namespace));
                    choices.collect::<Result<Vec<_>, _>>().map(|all| Arc::new(Self::Choice(all)))
                });
                Self::Data { datatype: Datatype::read(e)?, except: except.transpose()? }
            }
            other => return Err(format!("<{other}> is not understood")),
        }))
    }

    /// All patterns in an element but the first `skip`, one after the other.
    pub(crate) fn sequence(e: &Element<'_>, namespace: &str, skip: usize) -> Result<Arc<Self>, String> {
        let mut all =
            parts(e).skip(skip).map(|part| Self::read(&part, namespace)).collect::<Result<Vec<_>, _>>()?;
        Ok(match all.len() {
            0 => Arc::new(Self::Empty),
            1 => all.remove(0),
            _ => Arc::new(Self::Group(all)),
        })
    }

    /// The names of an element or attribute, and how many of its children say them.
    fn names(e: &Element<'_>, namespace: &str) -> Result<(NameClass, usize), String> {
        if let Some(name) = e.attribute("name") {
            let (namespace, local) = (namespace.to_owned(), name.trim().to_owned());
            return Ok((NameClass::Name { namespace, local }, 0));
        }
        let first = parts(e).next();
        let class = first.and_then(|first| NameClass::read(&first, namespace));
        class.map(|class| (class, 1)).ok_or_else(|| format!("an {} has no name", e.name()))
    }
}
