//! Which findings a client wants: of whom, of what kind.

use std::collections::HashSet;

use engine::Standing;
use model::Uuid;
use vm::{State, Subject};
use wire::ferrovirt::FindingFilter as Asked;

use crate::finding_frame::{class, severity, when};

/// A client's choice. Parts that it left empty choose nothing out.
#[derive(Debug, Clone, Default)]
pub(crate) struct FindingFilter {
    names: HashSet<String>,
    uuids: HashSet<Uuid>,
    codes: Vec<String>,
    classes: u32,
    severities: u32,
    whens: u32,
    states: u32,
}

impl FindingFilter {
    /// What a client asked for. Guests are named or given by their uuids; a word that can be either is both.
    pub(crate) fn new(asked: Asked) -> Self {
        let uuids = asked.guests.iter().filter_map(|guest| Uuid::parse(guest)).collect();
        Self {
            uuids,
            names: asked.guests.into_iter().collect(),
            codes: asked.codes,
            classes: asked.classes,
            severities: asked.severities,
            whens: asked.whens,
            states: asked.states,
        }
    }

    /// Whether anything of this guest is wanted.
    pub(crate) fn wants_guest(&self, guest: &Subject, state: State) -> bool {
        let named =
            self.names.is_empty() || self.names.contains(&*guest.name) || self.uuids.contains(&guest.uuid);
        named && has(self.states, state.number())
    }

    /// Whether it does not matter what the findings are.
    pub(crate) const fn wants_all(&self) -> bool {
        self.codes.is_empty() && self.classes == 0 && self.severities == 0 && self.whens == 0
    }

    /// Whether this finding of a guest that is wanted is wanted.
    pub(crate) fn wants(&self, standing: &Standing) -> bool {
        let finding = &standing.finding;
        has(self.classes, class(finding.class).0)
            && has(self.severities, severity(finding.severity).0)
            && has(self.whens, when(&finding.when).0.0)
            && (self.codes.is_empty() || self.codes.iter().any(|code| covers(code, finding.code.as_str())))
    }
}

/// Whether the bit of a number is set in a choice, or nothing is chosen.
fn has(choice: u32, number: i32) -> bool {
    let bit = u32::try_from(number).ok().and_then(|number| 1_u32.checked_shl(number)).unwrap_or(0);
    choice == 0 || choice & bit != 0
}

/// A code stands for itself and for those below it: `deprecated-config` for `deprecated-config.cpu-model`.
fn covers(code: &str, other: &str) -> bool {
    other.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::rules;
    use vm::{RunningReason, ShutOffReason};

    fn standing() -> Standing {
        Standing { finding: rules::deprecated_machine("m", "QEMU"), waiver: None }
    }

    #[test]
    fn what_is_left_empty_chooses_nothing_out() {
        let all = FindingFilter::default();
        assert!(all.wants_all() && all.wants(&standing()));
        for (asked, wanted) in [
            (Asked { codes: vec!["deprecated-config".into()], ..Asked::default() }, true),
            (Asked { codes: vec!["deprecated".into()], ..Asked::default() }, false),
            (
                Asked {
                    codes: vec!["x".into(), "deprecated-config.machine-type".into()],
                    ..Asked::default()
                },
                true,
            ),
            (Asked { classes: 1 << 1, ..Asked::default() }, true),
            (Asked { classes: 1, ..Asked::default() }, false),
            (Asked { severities: 0b110, ..Asked::default() }, true),
            (Asked { severities: 0b100, ..Asked::default() }, false),
            (Asked { whens: 0b1, ..Asked::default() }, true),
            (Asked { whens: 0b110, ..Asked::default() }, false),
            (Asked { classes: 1 << 31, ..Asked::default() }, false),
        ] {
            let filter = FindingFilter::new(asked.clone());
            assert_eq!((filter.wants(&standing()), filter.wants_all()), (wanted, false), "{asked:?}");
        }
    }

    #[test]
    fn guests_are_chosen_by_name_by_uuid_and_by_state() {
        let uuid = Uuid::from_bytes([7; 16]);
        let guest = Subject { name: "a".into(), uuid, id: -1 };
        let off = State::ShutOff(ShutOffReason::Unknown);
        let on = State::Running(RunningReason::Booted);
        let of = |guests: &[&str], states| {
            let guests = guests.iter().map(|guest| (*guest).to_owned()).collect();
            FindingFilter::new(Asked { guests, states, ..Asked::default() })
        };
        assert!(of(&["b", "a"], 0).wants_guest(&guest, off));
        assert!(of(&[&uuid.to_string()], 0).wants_guest(&guest, off));
        assert!(!of(&["b"], 0).wants_guest(&guest, off));
        assert!(of(&[], 1 << off.number()).wants_guest(&guest, off));
        assert!(!of(&[], 1 << off.number()).wants_guest(&guest, on));
    }
}
