//! How a command ends, as a number that scripts compare.

use std::process::ExitCode;

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
        assert_eq!(Verdict::Found.max(Verdict::Incomplete), Verdict::Incomplete);
        assert_eq!(Verdict::Clean.max(Verdict::Found), Verdict::Found);
    }
}
