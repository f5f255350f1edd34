//! The change itself.

use std::fmt;

use serde::Serialize;
use similar::TextDiff;

use super::candidates::{Choice, MachineTypes, choose};
use super::edit;
use crate::Definition;

/// A change that clears a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The codes of the findings that it clears.
    pub codes: [&'static str; 2],
    /// The machine type as it is.
    pub from: String,
    /// The machine type as it will be.
    pub to: String,
    /// The whole definition, changed.
    #[serde(skip)]
    pub text: String,
    /// What is changed, as `patch` takes it.
    pub diff: String,
}

/// Why nothing is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoFix {
    /// Its machine type is offered by all hosts, and none calls it deprecated.
    Nothing,
    /// The definition names no machine type, so there is none to change.
    NoMachine,
    /// No machine type of its family, that is not deprecated, is offered by all hosts.
    NoCandidate(String),
}

impl fmt::Display for NoFix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("there is nothing that a change of the machine type would clear"),
            Self::NoMachine => f.write_str("the definition names no machine type"),
            Self::NoCandidate(machine) => write!(
                f,
                "no machine type of the family of '{machine}' is on all hosts and not deprecated; one of another \
                 family would be another computer, which is for somebody to decide"
            ),
        }
    }
}

/// The codes of the findings that a newer machine type clears.
pub const CLEARED: [&str; 2] = ["deprecated-config.machine-type", "cannot-start.machine-type-gone"];

/// The change that gives a definition a machine type which all `hosts` offer and none calls deprecated. `name` is what
/// the diff calls the file.
///
/// # Errors
/// Why there is none.
pub fn propose(
    definition: &Definition,
    name: &str,
    hosts: &[MachineTypes],
    choice: Choice,
) -> Result<Fix, NoFix> {
    let text = definition.text();
    let (Some(from), Some(value)) = (&definition.domain().os.machine, edit::machine_value(text)) else {
        return Err(NoFix::NoMachine);
    };
    let is_good =
        |host: &MachineTypes| host.0.iter().any(|machine| machine.answers_to(from) && !machine.deprecated);
    if !hosts.is_empty() && hosts.iter().all(is_good) {
        return Err(NoFix::Nothing);
    }
    let to = choose(from, hosts, choice).ok_or_else(|| NoFix::NoCandidate(from.clone()))?;
    let changed = edit::replaced(text, value, &to).ok_or(NoFix::NoMachine)?;
    let diff = TextDiff::from_lines(text, changed.as_str())
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string();
    Ok(Fix { codes: CLEARED, from: from.clone(), to, text: changed, diff })
}

#[cfg(test)]
mod tests {
    use super::*;
    use caps::MachineType;
    use proptest::prelude::*;

    fn hosts() -> Vec<MachineTypes> {
        let machine = |(name, deprecated): (&str, bool)| MachineType {
            name: name.to_owned(),
            deprecated,
            ..MachineType::default()
        };
        let all = [("pc-i440fx-6.2", true), ("pc-i440fx-10.0", false), ("pc-q35-10.0", false)];
        vec![MachineTypes(all.into_iter().map(machine).collect())]
    }

    fn text(machine: &str) -> String {
        format!(
            "<domain type='qemu'>\n  <name>g</name>\n  <memory>1024</memory>\n  <os>\n    \
             <type arch='x86_64' machine='{machine}'>hvm</type>\n  </os>\n</domain>\n"
        )
    }

    #[test]
    fn the_diff_shows_one_line() {
        let definition = Definition::parse(&text("pc-i440fx-6.2")).unwrap();
        let fix = propose(&definition, "g.xml", &hosts(), Choice::Newest).unwrap();
        assert_eq!((fix.from.as_str(), fix.to.as_str()), ("pc-i440fx-6.2", "pc-i440fx-10.0"));
        assert_eq!(fix.text, text("pc-i440fx-10.0"));
        let changed: Vec<&str> = fix.diff.lines().filter(|line| line.starts_with(['-', '+'])).collect();
        assert_eq!(
            changed,
            [
                "--- a/g.xml",
                "+++ b/g.xml",
                "-    <type arch='x86_64' machine='pc-i440fx-6.2'>hvm</type>",
                "+    <type arch='x86_64' machine='pc-i440fx-10.0'>hvm</type>",
            ]
        );
    }

    #[test]
    fn what_needs_no_change_and_what_cannot_have_one() {
        for (machine, expected) in
            [("pc-i440fx-10.0", NoFix::Nothing), ("isapc", NoFix::NoCandidate("isapc".into()))]
        {
            let definition = Definition::parse(&text(machine)).unwrap();
            assert_eq!(propose(&definition, "g", &hosts(), Choice::Newest), Err(expected));
        }
        let definition = Definition::parse(&text("x").replace(" machine='x'", "")).unwrap();
        assert_eq!(propose(&definition, "g", &hosts(), Choice::Newest), Err(NoFix::NoMachine));
    }

    proptest! {
        /// Whatever the definition holds besides, a fix never changes anything but what its diff shows.
        #[test]
        fn only_what_the_diff_shows_is_changed(title in "[ -~]{0,40}", lines in proptest::collection::vec("[a-z ]{0,10}", 0..6)) {
            let title = title.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", "");
            let comment = format!("<!--{}-->", lines.join("\n"));
            let text = text("pc-i440fx-6.2").replace("  <memory>", &format!("  {comment}\n  <title>{title}</title>\n  <memory>"));
            let Ok(definition) = Definition::parse(&text) else { return Ok(()) };
            let fix = propose(&definition, "g", &hosts(), Choice::Nearest).unwrap();
            let removed: Vec<&str> = fix.diff.lines().filter(|line| line.starts_with('-') && !line.starts_with("--- ")).collect();
            let added: Vec<&str> = fix.diff.lines().filter(|line| line.starts_with('+') && !line.starts_with("+++ ")).collect();
            prop_assert_eq!((removed.len(), added.len()), (1, 1));
            prop_assert_eq!(fix.text.replacen(&added[0][1..], &removed[0][1..], 1), text);
        }
    }
}
