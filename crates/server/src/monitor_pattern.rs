//! Which of QEMU's own events a client wants (`virConnectDomainQemuMonitorEventRegister`).

use errors::{Code, Domain, Error, Result};
use regex_lite::{Regex, RegexBuilder};

/// The name is a regular expression.
pub(crate) const REGEX: u32 = 1;
/// Upper and lower case are the same.
pub(crate) const NOCASE: u32 = 2;

/// A name, an expression that names are searched with, or all of them.
#[derive(Debug, Clone)]
pub(crate) struct MonitorPattern {
    text: Option<String>,
    flags: u32,
    regex: Option<Regex>,
}

impl MonitorPattern {
    /// The pattern of a registration; `flags` are [`REGEX`] and [`NOCASE`]. The expression is matched in time
    /// that grows with the name's length only, whatever it is.
    ///
    /// # Errors
    /// 8 when it is no regular expression.
    pub(crate) fn new(text: Option<String>, flags: u32) -> Result<Self> {
        let regex = match &text {
            Some(text) if flags & REGEX != 0 => Some(compile(text, flags & NOCASE != 0)?),
            _ => None,
        };
        Ok(Self { text, flags, regex })
    }

    /// Whether an event of this name is wanted.
    pub(crate) fn matches(&self, name: &str) -> bool {
        match (&self.regex, &self.text) {
            (Some(regex), _) => regex.is_match(name),
            (None, Some(text)) if self.flags & NOCASE != 0 => text.eq_ignore_ascii_case(name),
            (None, Some(text)) => text == name,
            (None, None) => true,
        }
    }
}

fn compile(text: &str, nocase: bool) -> Result<Regex> {
    RegexBuilder::new(text).case_insensitive(nocase).build().map_err(|e| {
        let detail = format!("failed to compile regex '{text}': {e}");
        Error::new(Code::InvalidArg, Domain::None, detail)
    })
}

impl PartialEq for MonitorPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.flags == other.flags
    }
}

impl Eq for MonitorPattern {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_expressions() {
        for (text, flags, name, wanted) in [
            (None, 0, "STOP", true),
            (Some("STOP"), 0, "STOP", true),
            (Some("STOP"), 0, "RESUME", false),
            (Some("stop"), 0, "STOP", false),
            (Some("stop"), NOCASE, "STOP", true),
            (Some("STO"), NOCASE, "STOP", false),
            (Some("^(STOP|RESUME)$"), REGEX, "RESUME", true),
            (Some("TRAY"), REGEX, "DEVICE_TRAY_MOVED", true),
            (Some("tray"), REGEX, "DEVICE_TRAY_MOVED", false),
            (Some("tray"), REGEX | NOCASE, "DEVICE_TRAY_MOVED", true),
        ] {
            let pattern = MonitorPattern::new(text.map(str::to_owned), flags).unwrap();
            assert_eq!(pattern.matches(name), wanted, "{text:?} {flags} {name}");
        }
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        let e = MonitorPattern::new(Some("[".into()), REGEX).unwrap_err();
        assert!(e.message.starts_with("invalid argument: failed to compile regex '[': "), "{e}");
        assert!(MonitorPattern::new(Some("[".into()), 0).is_ok());
    }
}
