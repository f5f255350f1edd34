//! Comma-separated values (RFC 4180), with a header.

use super::Table;

/// The table's columns and rows.
pub fn text(table: &Table) -> String {
    let mut out = String::new();
    for row in std::iter::once(&table.columns).chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out += &cells.join(",");
        out += "\r\n";
    }
    out
}

fn quoted(cell: &str) -> String {
    // A cell that begins like a formula is one for spreadsheets; guests' owners choose names.
    let tame = match cell.chars().next() {
        Some('=' | '+' | '@') => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    match tame.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", tame.replace('"', "\"\"")),
        false => tame,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotes_gets_them() {
        let mut table = Table::new(&["a", "b"]);
        table.row(["x,y".into(), "say \"no\"".into()]);
        table.row(["=1+1".into(), String::new()]);
        assert_eq!(text(&table), "a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n'=1+1,\r\n");
    }
}
