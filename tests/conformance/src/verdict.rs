//! What became of the cases of one section.

use std::fmt;

/// One case and, if it does not agree, the first difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The case's name: its file without the suffix.
    pub case: String,
    /// Nothing when the case agrees.
    pub difference: Option<String>,
}

/// All cases of one section; prints as `NAME N/M` with one line for each difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The section's name.
    pub name: &'static str,
    /// One verdict for each case, in the order of the cases' names.
    pub verdicts: Vec<Verdict>,
    /// What is to be told of every case, whether it agrees or not.
    pub table: Vec<String>,
}

impl Section {
    /// A section that has no cases yet.
    pub const fn empty(name: &'static str) -> Self {
        Self { name, verdicts: Vec::new(), table: Vec::new() }
    }

    /// How many cases agree.
    pub fn passed(&self) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.difference.is_none()).count()
    }

    /// All cases agree, and there is at least one.
    pub fn agrees(&self) -> bool {
        !self.verdicts.is_empty() && self.passed() == self.verdicts.len()
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", self.name, self.passed(), self.verdicts.len())?;
        for line in &self.table {
            write!(f, "\n  {line}")?;
        }
        for verdict in &self.verdicts {
            if let Some(difference) = &verdict.difference {
                write!(f, "\n  {}: {difference}", verdict.case)?;
            }
        }
        Ok(())
    }
}
