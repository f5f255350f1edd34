//! Definitions by name: those of a file, and of the files that it includes.

use std::collections::HashMap;
use std::sync::Arc;

use xml::{Document, Element};

use crate::syntax::{Syntax, parts};

/// How deep files may include each other.
const MAX_DEPTH: usize = 16;

/// A schema that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrammarError(pub String);

/// All definitions of a schema.
#[derive(Debug)]
pub struct Grammar {
    pub(crate) start: Arc<Syntax>,
    pub(crate) definitions: HashMap<String, Arc<Syntax>>,
}

type Load<'a> = dyn FnMut(&str) -> Result<String, String> + 'a;

/// Definitions while they are collected.
#[derive(Default)]
struct Collected {
    start: Option<Arc<Syntax>>,
    definitions: HashMap<String, Arc<Syntax>>,
}

impl Grammar {
    /// The schema in the file of that name; `load` gives the text of a file.
    ///
    /// # Errors
    /// A file that cannot be had or understood.
    pub fn load(name: &str, load: &mut Load<'_>) -> Result<Self, GrammarError> {
        let mut collected = Collected::default();
        collected.file(name, load, MAX_DEPTH).map_err(GrammarError)?;
        let Collected { start, definitions } = collected;
        let start = start.ok_or_else(|| GrammarError(format!("{name} has no start")))?;
        Ok(Self { start, definitions })
    }
}

impl Collected {
    fn file(&mut self, name: &str, load: &mut Load<'_>, depth: usize) -> Result<(), String> {
        if depth == 0 {
            return Err(format!("{name} is included too deep"));
        }
        let text = load(name)?;
        let document = Document::parse(&text).map_err(|why| format!("{name}: {why}"))?;
        self.grammar(&document.root(), load, depth).map_err(|why| format!("{name}: {why}"))
    }

    fn grammar(&mut self, e: &Element<'_>, load: &mut Load<'_>, depth: usize) -> Result<(), String> {
        for part in parts(e) {
            match part.name() {
                "include" => {
                    self.file(part.attribute("href").unwrap_or_default(), load, depth - 1)?;
                    // What an include says itself replaces what the file says.
                    for inner in parts(&part) {
                        if let Some(name) = inner.attribute("name") {
                            self.definitions.remove(name);
                        }
                    }
                    self.grammar(&part, load, depth)?;
                }
                "div" => self.grammar(&part, load, depth)?,
                "start" => {
                    let pattern = Syntax::sequence(&part, "", 0)?;
                    let _ = self.start.get_or_insert(pattern);
                }
                "define" => self.define(&part)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn define(&mut self, e: &Element<'_>) -> Result<(), String> {
        let name = e.attribute("name").unwrap_or_default().trim().to_owned();
        let pattern = Syntax::sequence(e, "", 0).map_err(|why| format!("definition of {name}: {why}"))?;
        let combined = match (self.definitions.remove(&name), e.attribute("combine")) {
            (Some(former), Some("interleave")) => Arc::new(Syntax::Interleave(vec![former, pattern])),
            (Some(former), _) => Arc::new(Syntax::Choice(vec![former, pattern])),
            (None, _) => pattern,
        };
        self.definitions.insert(name, combined);
        Ok(())
    }
}
