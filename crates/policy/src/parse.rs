//! A policy file's text as decisions, taken whole or not at all.

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use crate::{Act, Action, Pattern, Policy, Rule, Waiver};

/// What is wrong with a policy file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong there.
    pub text: String,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.text)
    }
}

impl std::error::Error for PolicyError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    dry_run: bool,
    #[serde(default, rename = "rule")]
    rules: Vec<FileRule>,
    #[serde(default, rename = "waiver")]
    waivers: Vec<Spanned<Waiver>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    code: Spanned<Pattern>,
    #[serde(default)]
    guests: Vec<Pattern>,
    action: Spanned<Action>,
    #[serde(default)]
    at: Vec<Spanned<Act>>,
    reason: Option<String>,
}

impl Policy {
    /// The decisions that a file's text stands for. `known` are the codes that there are: a pattern that fits none of
    /// them is a slip of the pen, and would silently forbid nothing.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place; nothing of the file counts then.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, PolicyError> {
        let file: File = toml::from_str(text).map_err(|why| {
            let at = why.span().map_or(0, |span| span.start);
            error_at(text, at, why.message().to_owned())
        })?;
        let mut rules = Vec::new();
        for rule in file.rules {
            let span = rule.code.span();
            let code = rule.code.into_inner();
            require_known(text, span.start, &code, known)?;
            if *rule.action.get_ref() == Action::Refuse
                && let Some(pointless) = rule.at.iter().find(|act| is_pointless(&code, *act.get_ref(), known))
            {
                let act = pointless.get_ref().word();
                let why = format!("no finding that '{code}' stands for comes of the act '{act}'");
                return Err(error_at(text, pointless.span().start, why));
            }
            rules.push(Rule {
                line: place(text, span.start).0,
                code,
                guests: rule.guests,
                action: rule.action.into_inner(),
                at: rule.at.into_iter().map(Spanned::into_inner).collect(),
                reason: rule.reason,
            });
        }
        let mut waivers = Vec::new();
        for waiver in file.waivers {
            let at = waiver.span().start;
            let waiver = waiver.into_inner();
            require_known(text, at, &waiver.code, known)?;
            for (what, said) in [("owner", &waiver.owner), ("reason", &waiver.reason)] {
                if said.trim().is_empty() {
                    return Err(error_at(text, at, format!("a waiver needs its {what}")));
                }
            }
            waivers.push(waiver);
        }
        Ok(Self { dry_run: file.dry_run, rules, waivers })
    }
}

/// Raw commands have one finding each, and that one comes of nothing else.
fn is_pointless(code: &Pattern, act: Act, known: &[&str]) -> bool {
    let only = match act {
        Act::Monitor => "custom-monitor",
        Act::Agent => "custom-ga-command",
        Act::Define | Act::Start | Act::HotPlug => {
            let raw = ["custom-monitor", "custom-ga-command"];
            return known.iter().filter(|known| code.matches(known)).all(|known| raw.contains(known));
        }
    };
    !code.matches(only)
}

fn require_known(text: &str, at: usize, code: &Pattern, known: &[&str]) -> Result<(), PolicyError> {
    if known.iter().any(|known| code.matches(known)) {
        return Ok(());
    }
    Err(error_at(text, at, format!("there is no finding with the code '{code}'")))
}

fn error_at(text: &str, at: usize, why: String) -> PolicyError {
    let (line, column) = place(text, at);
    PolicyError { line, column, text: why }
}

/// Line and column, from 1, of a byte of the text.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;

    const KNOWN: &[&str] =
        &["custom-argv", "custom-monitor", "custom-ga-command", "deprecated-config.cpu-model"];

    #[test]
    fn a_whole_file() {
        let policy = Policy::parse(
            r#"
dry_run = true
[[rule]]
code = "custom-*"
guests = ["prod-*"]
action = "refuse"
at = ["define", "monitor"]
reason = "production is left alone"
[[rule]]
code = "deprecated-config.*"
action = "warn"
[[waiver]]
code = "custom-argv"
guests = ["prod-db"]
owner = "alice"
reason = "until the new storage is there"
expires = 2026-12-31
"#,
            KNOWN,
        )
        .unwrap();
        assert!(policy.dry_run);
        assert_eq!(policy.rules.len(), 2);
        assert_eq!((policy.rules[0].line, policy.rules[0].action), (4, Action::Refuse));
        assert_eq!(policy.rules[0].at, [Act::Define, Act::Monitor]);
        assert_eq!(policy.waivers[0].expires, Date::from_text("2026-12-31"));
        assert_eq!(Policy::parse("", KNOWN), Ok(Policy::default()));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let waiver = |owner: &str, reason: &str| {
            format!("[[waiver]]\ncode = 'custom-argv'\nowner = '{owner}'\nreason = '{reason}'\n")
        };
        for (text, place, words) in [
            (
                "[[rule]]\ncode = 'custom-arg'\naction = 'warn'",
                (2, 8),
                "no finding with the code 'custom-arg'",
            ),
            ("[[rule]]\ncode = 'custom-argv'\naction = 'deny'", (3, 10), "unknown variant"),
            ("[[rule]]\ncode = 'custom-argv'\nactoin = 'warn'", (3, 1), "unknown field"),
            ("[[rule]]\naction = 'warn'", (1, 1), "missing field `code`"),
            (
                "[[rule]]\ncode = 'custom-argv'\naction = 'refuse'\nat = ['agent']",
                (4, 7),
                "comes of the act 'agent'",
            ),
            (
                "[[rule]]\ncode = 'custom-monitor'\naction = 'refuse'\nat = ['start']",
                (4, 7),
                "comes of the act 'start'",
            ),
            (&waiver("", "r"), (1, 1), "needs its owner"),
            (&waiver("o", " "), (1, 1), "needs its reason"),
            (
                "[[waiver]]\ncode='custom-argv'\nowner='a'\nreason='b'\nexpires = 'soon'",
                (5, 11),
                "a day is written",
            ),
            ("dry_run = ", (1, 11), ""),
        ] {
            let why = Policy::parse(text, KNOWN).unwrap_err();
            assert_eq!((why.line, why.column), place, "{text}: {why}");
            assert!(why.text.contains(words), "{text}: {why}");
        }
    }
}
