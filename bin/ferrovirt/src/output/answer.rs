//! What a command found out, for every format.

use serde_json::Value;

use super::{Paint, Table, csv};
use crate::cli::Format;
use crate::verdict::Verdict;

/// What a command found out.
#[derive(Debug, Default)]
pub struct Answer {
    /// The whole of it, for programs.
    pub document: Value,
    /// For people, before the tables: what is no table, such as a diff.
    pub prose: String,
    /// For people: each table, with a title above it where it has one.
    pub tables: Vec<Table>,
    /// For spreadsheets; `None`: the first of the tables.
    pub csv: Option<Table>,
    /// For code scanners; `None` when the command finds nothing of that kind.
    pub sarif: Option<Value>,
    /// What could not be asked, for the forms that have no place for it.
    pub left_out: Vec<String>,
}

impl Answer {
    /// One that has nothing more to say.
    pub fn silent() -> Self {
        Self::default()
    }

    /// Writes it to standard output.
    pub fn print(&self, format: Format) -> Verdict {
        if self.document.is_null() {
            return Verdict::Clean;
        }
        let Some(text) = self.text(format, Paint::of_standard_output()) else {
            eprintln!("error: this command finds nothing that SARIF could tell: use --format json");
            return Verdict::Usage;
        };
        if matches!(format, Format::Csv | Format::Sarif) {
            // These forms have no place for it.
            for note in &self.left_out {
                eprintln!("{note}");
            }
        }
        use std::io::Write as _;
        // Whoever reads it may have had enough (`| head`).
        let _ = std::io::stdout().write_all(text.as_bytes());
        Verdict::Clean
    }

    /// The text in a format; `None` when there is none.
    pub fn text(&self, format: Format, paint: Paint) -> Option<String> {
        Some(match format {
            Format::Table => {
                let tables = self.tables.iter().map(|table| table.text(paint));
                std::iter::once(self.prose.clone()).chain(tables).collect()
            }
            Format::Json => pretty(&self.document),
            Format::Csv => self.csv.as_ref().or(self.tables.first()).map(csv::text).unwrap_or_default(),
            Format::Sarif => pretty(self.sarif.as_ref()?),
        })
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
