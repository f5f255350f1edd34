//! How a command ends, as a number that scripts compare.

use std::process::ExitCode;

use findings::Severity;

/// The exit status of every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 0: nothing found that is as grave as `--severity` says, or nothing was looked for.
    Clean,
    /// 1: there are findings as grave as `--severity` says, or graver.
    Found,
    /// 2: not everything could be asked; this wins over 1, for nobody knows what was missed.
    Incomplete,
    /// 64: the command line cannot be understood.
    Usage,
}

impl Verdict {
    /// Of what was found and what could not be asked.
    pub fn of(gravest: Option<Severity>, at_least: Severity, is_complete: bool) -> Self {
        match (is_complete, gravest) {
            (false, _) => Self::Incomplete,
            (true, Some(gravest)) if gravest >= at_least => Self::Found,
            (true, _) => Self::Clean,
        }
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Clean => 0,
            Verdict::Found => 1,
            Verdict::Incomplete => 2,
            Verdict::Usage => 64,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_asked_wins() {
        let of = |gravest, complete| Verdict::of(gravest, Severity::Warning, complete);
        assert_eq!(of(None, true), Verdict::Clean);
        assert_eq!(of(Some(Severity::Info), true), Verdict::Clean);
        assert_eq!(of(Some(Severity::Danger), true), Verdict::Found);
        assert_eq!(of(Some(Severity::Danger), false), Verdict::Incomplete);
    }
}
