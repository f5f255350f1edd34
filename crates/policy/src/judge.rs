//! What becomes of an act that would cause findings.

use std::fmt;

use errors::{Code, Domain, Error};
use findings::Finding;

use crate::{Act, Action, Date, GuestName, Policy, Rule, Waiver};

/// What is to be told in the daemon's log of an act that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A rule warns.
    Warned(String),
    /// A rule would refuse, but the policy is only being tried.
    WouldRefuse(String),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Warned(text) => f.write_str(text),
            Self::WouldRefuse(text) => write!(f, "{text} (not refused: the policy's dry_run is on)"),
        }
    }
}

/// What becomes of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What is to be logged.
    pub notices: Vec<Notice>,
    /// Why the act is not done: for the client.
    pub refusal: Option<Error>,
}

impl Policy {
    /// Whether anything is decided about this act: when not, nobody needs to find out what it would cause.
    pub fn concerns(&self, act: Act) -> bool {
        self.rules.iter().any(|rule| rule.action != Action::Report && rule.is_at(act))
    }

    /// Who answers for a finding on this day, if somebody does.
    pub fn waiver(&self, code: &str, guest: GuestName<'_>, today: Date) -> Option<&Waiver> {
        self.waivers.iter().find(|waiver| waiver.covers(code, guest, today))
    }

    /// What becomes of an act that would cause these findings. The first refusal ends it; in a dry run there is none.
    pub fn judge<'a>(
        &self,
        causes: impl IntoIterator<Item = &'a Finding>,
        guest: GuestName<'_>,
        act: Act,
        today: Date,
    ) -> Judgement {
        let mut notices = Vec::new();
        for finding in causes {
            let code = finding.code.as_str();
            let Some(rule) = self.rule(code, guest, act) else { continue };
            if rule.action == Action::Report || self.waiver(code, guest, today).is_some() {
                continue;
            }
            let text = rule.text(finding, guest, act);
            match rule.action {
                Action::Refuse if self.dry_run => notices.push(Notice::WouldRefuse(text)),
                Action::Refuse => {
                    let refusal = Some(Error::new(Code::OperationDenied, Domain::Qemu, text));
                    return Judgement { notices, refusal };
                }
                Action::Warn | Action::Report => notices.push(Notice::Warned(text)),
            }
        }
        Judgement { notices, refusal: None }
    }

    fn rule(&self, code: &str, guest: GuestName<'_>, act: Act) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.is_at(act) && rule.code.matches(code) && guest.is_among(&rule.guests))
    }
}

impl Rule {
    fn is_at(&self, act: Act) -> bool {
        self.at.is_empty() || self.at.contains(&act)
    }

    /// The rule, the reason and the remedy.
    fn text(&self, finding: &Finding, guest: GuestName<'_>, act: Act) -> String {
        let does = if self.action == Action::Refuse { "refuses" } else { "warns of" };
        let (code, value, at) = (finding.code.as_str(), &finding.subject.value, act.word());
        let mut text = format!(
            "policy rule of line {} (code '{}') {does} {code} at {at} of domain '{}': {} ({value})",
            self.line, self.code, guest.name, finding.sentence,
        );
        for more in [&self.reason, &finding.remedy].into_iter().flatten() {
            text.push_str("; ");
            text.push_str(more);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::rules;

    const KNOWN: &[&str] = &["custom-argv", "custom-monitor", "deprecated-config.cpu-model"];
    const GUEST: GuestName<'_> = GuestName { name: "prod-db", uuid: "a75aca4b-a02f-2bcb-4a91-c93cd848c34b" };
    fn today() -> Date {
        Date::from_text("2026-11-24").unwrap()
    }

    fn judged(policy: &str, act: Act) -> Judgement {
        let causes = [rules::custom_argv(&["-s".into()]), rules::deprecated_cpu("m", "QEMU 7")];
        Policy::parse(policy, KNOWN).unwrap().judge(&causes, GUEST, act, today())
    }

    #[test]
    fn without_a_policy_everything_goes() {
        assert_eq!(judged("", Act::Start), Judgement { notices: vec![], refusal: None });
        assert!(!Policy::default().concerns(Act::Define));
    }

    #[test]
    fn a_refusal_names_the_rule_the_reason_and_the_remedy() {
        let policy = "[[rule]]\ncode = '*cpu*'\naction = 'refuse'\nreason = 'hosts are upgraded in May'";
        let why = judged(policy, Act::Define).refusal.unwrap();
        assert_eq!(why.code, Code::OperationDenied);
        let text = why.to_string();
        for part in
            ["line 2", "deprecated-config.cpu-model", "at define", "'prod-db'", "in May", "hoose a CPU model"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let exception = "[[rule]]\ncode = 'custom-argv'\nguests = ['prod-*']\naction = 'report'\n";
        let rest = "[[rule]]\ncode = 'custom-argv'\naction = 'refuse'\n";
        assert!(judged(rest, Act::Start).refusal.is_some());
        assert!(judged(&format!("{exception}{rest}"), Act::Start).refusal.is_none());
        let by_uuid = "[[rule]]\ncode = 'custom-argv'\nguests = ['a75aca4b-*']\naction = 'refuse'\n";
        assert!(judged(by_uuid, Act::Start).refusal.is_some());
    }

    #[test]
    fn a_rule_counts_at_its_acts_alone() {
        let policy = "[[rule]]\ncode = 'custom-argv'\nat = ['start']\naction = 'refuse'";
        assert!(judged(policy, Act::Start).refusal.is_some());
        assert!(judged(policy, Act::Define).refusal.is_none());
    }

    #[test]
    fn a_dry_run_only_tells() {
        let policy = "dry_run = true\n[[rule]]\ncode = '*'\naction = 'refuse'";
        let judgement = judged(policy, Act::Start);
        assert_eq!(judgement.refusal, None);
        assert!(matches!(&judgement.notices[..], [Notice::WouldRefuse(_), Notice::WouldRefuse(_)]));
        assert!(judgement.notices[0].to_string().ends_with("(not refused: the policy's dry_run is on)"));
    }

    #[test]
    fn a_waiver_counts_until_its_last_day() {
        let policy = |expires: &str| {
            format!(
                "[[rule]]\ncode = 'custom-argv'\naction = 'refuse'\n\
                 [[waiver]]\ncode = 'custom-argv'\nowner = 'a'\nreason = 'b'\nexpires = {expires}"
            )
        };
        assert!(judged(&policy("2026-11-24"), Act::Start).refusal.is_none());
        assert!(judged(&policy("2026-11-23"), Act::Start).refusal.is_some());
    }
}
