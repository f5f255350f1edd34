//! Rows for people, as virsh writes them.

use unicode_width::UnicodeWidthStr as _;

use super::Paint;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands above it.
    pub title: Option<String>,
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// What stands below it.
    pub notes: Vec<String>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|&name| name.to_owned()).collect(), ..Self::default() }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The table as text. What a guest's owner wrote cannot move the cursor: control characters are shown.
    pub fn text(&self, paint: Paint) -> String {
        let mut out = String::new();
        if let Some(title) = &self.title {
            out += &format!("{}\n", paint.heading(title));
        }
        let rows: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(|cell| visible(cell)).collect()).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = rows.iter().filter_map(|row| row.get(at)).chain(self.columns.get(at));
                cells.map(|cell| cell.width()).max().unwrap_or(0)
            })
            .collect();
        if self.columns.iter().any(|name| !name.is_empty()) {
            out += &paint.heading(&line(&self.columns, &widths, |padded, _| padded.to_owned()));
            out.push('\n');
            let length: usize = widths.iter().map(|width| width + 3).sum();
            out += &"-".repeat(length.saturating_sub(1));
            out.push('\n');
        }
        for row in &rows {
            out += &line(row, &widths, |padded, cell| paint.cell(padded, cell));
            out.push('\n');
        }
        for note in &self.notes {
            out += &format!("{}\n", visible(note));
        }
        out.push('\n');
        out
    }
}

fn line(cells: &[String], widths: &[usize], paint: impl Fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    for (at, cell) in cells.iter().enumerate() {
        let width = widths.get(at).copied().unwrap_or(0);
        let is_last = at + 1 == cells.len();
        let padding = if is_last { 0 } else { width.saturating_sub(cell.width()) + 2 };
        out.push(' ');
        out += &paint(cell, cell);
        out += &" ".repeat(padding);
    }
    out
}

fn visible(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_whatever_their_width() {
        let mut table = Table::new(&["", "Name", "State"]);
        table.row(["💣".into(), "a".into(), "running".into()]);
        table.row([String::new(), "long-name\x1b".into(), "shut off".into()]);
        let text = table.text(Paint::NONE);
        let at = |line: usize, word: &str| {
            let line = text.lines().nth(line).unwrap();
            line[..line.find(word).unwrap()].width()
        };
        assert_eq!(at(0, "State"), at(2, "running"));
        assert_eq!(at(2, "running"), at(3, "shut off"));
        assert!(!text.contains('\x1b'));
    }
}
