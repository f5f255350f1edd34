//! Colours, only where a person sees them: on a terminal, and never with `NO_COLOR`.

use std::io::IsTerminal as _;

/// Whether to paint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint(bool);

impl Paint {
    /// As standard output is.
    pub fn of_standard_output() -> Self {
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self(std::io::stdout().is_terminal() && !forbidden && !dumb)
    }

    /// Never.
    #[cfg(test)]
    pub const NONE: Self = Self(false);

    /// A heading.
    pub fn heading(self, text: &str) -> String {
        self.with("1", text)
    }

    /// A cell, by what it says.
    pub fn cell(self, padded: &str, cell: &str) -> String {
        match cell {
            "danger" | "💣" | "cannot start" | "not asked" => self.with("31", padded),
            "warning" | "!" => self.with("33", padded),
            _ => padded.to_owned(),
        }
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
