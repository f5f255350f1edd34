//! The findings' catalogue: Rust entries and the page for people, from the one table.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// The table's path below the workspace.
pub const TABLE: &str = "crates/findings/catalogue.toml";
/// The entries' path below the workspace.
pub const ENTRIES: &str = "crates/findings/src/catalogue/entries.rs";
/// The page's path below the workspace.
pub const PAGE: &str = "docs/findings.md";

const CLASSES: [(&str, &str); 5] = [
    ("taint", "Somebody did or configured what makes the guest hard to support."),
    ("deprecation", "The guest, or a client, uses what its QEMU says will go away."),
    ("io-error", "A disk could not be read or written."),
    ("forecast", "What will be true of the guest the next time it starts."),
    ("runtime-warning", "QEMU itself complained, in the guest's log."),
];

const SEVERITIES: [&str; 3] = ["info", "warning", "danger"];

/// The checked table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    finding: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    #[serde(default)]
    only_running: bool,
    class: String,
    severity: String,
    taint: Option<String>,
    message: String,
    title: String,
    meaning: String,
    harm: String,
    remedy: String,
}

impl Catalogue {
    /// Reads the table.
    pub fn parse(text: &str) -> Result<Self> {
        let catalogue: Self = toml::from_str(text).context(TABLE)?;
        for entry in &catalogue.finding {
            let known = CLASSES.iter().any(|(class, _)| *class == entry.class);
            ensure!(known, "{}: unknown class {}", entry.code, entry.class);
            let known = SEVERITIES.contains(&entry.severity.as_str());
            ensure!(known, "{}: unknown severity {}", entry.code, entry.severity);
        }
        Ok(catalogue)
    }

    /// The Rust source of the entries, unformatted.
    pub fn entries(&self) -> String {
        let mut out = String::from(
            "//! What `cargo xtask codegen` makes of `catalogue.toml`.\n\n\
             use super::Entry; use crate::{Class, Severity, Taint};\n\n",
        );
        let names: Vec<String> = self.finding.iter().map(|entry| constant(&entry.code)).collect();
        out += &format!(
            "/// Every entry, in the order of the page.\npub(crate) const CATALOGUE: &[Entry] = &[{}];\n\n",
            names.join(", ")
        );
        for (entry, name) in self.finding.iter().zip(&names) {
            let taint = entry
                .taint
                .as_ref()
                .map_or_else(|| "None".to_owned(), |word| format!("Some(Taint::{})", camel(word)));
            out += &format!(
                "/// {title}.\npub(crate) const {name}: Entry = Entry {{ code: {code:?}, class: Class::{class}, \
                 severity: Severity::{severity}, taint: {taint}, title: {title:?}, meaning: {meaning:?}, \
                 harm: {harm:?}, remedy: {remedy:?} }};\n\n",
                code = entry.code,
                class = camel(&entry.class),
                severity = camel(&entry.severity),
                title = entry.title,
                meaning = entry.meaning,
                harm = entry.harm,
                remedy = entry.remedy,
            );
        }
        out
    }

    /// The page for people.
    pub fn page(&self) -> String {
        let mut out = String::from(PREFACE);
        for (class, what) in CLASSES {
            out += &format!("\n## {class}\n\n{what}\n");
            for entry in self.finding.iter().filter(|entry| entry.class == class) {
                let message = match entry.message.as_str() {
                    "nothing" => "nothing; only our own clients see it".to_owned(),
                    message if entry.only_running => format!("`{message}`"),
                    message => format!("`{message}`{}", expected(message)),
                };
                let flag = entry
                    .taint
                    .as_ref()
                    .map_or_else(String::new, |word| format!(" Taint flag in logs: `{word}`."));
                out += &format!(
                    "\n### `{}`\n\n**{}.** Severity: {}.{flag}\n\n- Clients of libvirt see: {message}\n\
                     - What it means: {}\n- How bad it is: {}\n- What to do: {}\n",
                    entry.code, entry.title, entry.severity, entry.meaning, entry.harm, entry.remedy
                );
            }
        }
        out
    }
}

/// The same of a guest that is shut off.
fn expected(message: &str) -> String {
    let forecast = if let Some(sentence) = message.strip_prefix("tainted: ") {
        format!("is marked for this: {sentence}")
    } else if let Some(what) = message.strip_prefix("deprecated configuration: ") {
        format!("uses deprecated {what}")
    } else {
        return String::new();
    };
    format!("; shut off: `forecast: its next start {forecast}`")
}

const PREFACE: &str = include_str!("findings_preface.md");

fn constant(code: &str) -> String {
    code.replace(['-', '.'], "_").to_uppercase()
}

fn camel(word: &str) -> String {
    super::names::type_name(&word.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[finding]]\ncode = 'a.b-c'\nclass = 'io-error'\nseverity = 'info'\nmessage = 'nothing'\n\
                       title = 'T'\nmeaning = 'M'\nharm = 'H'\nremedy = 'R'\n";

    #[test]
    fn an_entry_becomes_a_constant_and_a_section() {
        let catalogue = Catalogue::parse(ONE).unwrap();
        assert!(
            catalogue
                .entries()
                .contains("const A_B_C: Entry = Entry { code: \"a.b-c\", class: Class::IoError")
        );
        assert!(catalogue.page().contains("\n### `a.b-c`\n\n**T.** Severity: info.\n"));
    }

    #[test]
    fn unknown_words_are_refused() {
        assert!(Catalogue::parse(&ONE.replace("io-error", "odd")).is_err());
        assert!(Catalogue::parse(&ONE.replace("info", "odd")).is_err());
        assert!(Catalogue::parse(&ONE.replace("harm", "odd")).is_err());
    }
}
