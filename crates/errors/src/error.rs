//! One error as a client will see it.

use std::fmt;

use crate::{Code, Domain};

/// How bad it is (`virErrorLevel`); what a daemon answers is always an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Level {
    /// A warning: the call did what was asked.
    Warning = 1,
    /// An error: it did not.
    Error = 2,
}

/// What a user or a client caused: code and domain for programs, the finished text for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What went wrong.
    pub code: Code,
    /// Which part noticed it.
    pub domain: Domain,
    /// The full text, as `virsh` prints it.
    pub message: String,
    /// The message's template, the name of the function whose argument was bad, or `%s`.
    pub str1: Option<String>,
    /// The detail that went into the template, or the name of the bad argument.
    pub str2: Option<String>,
    /// A third text; rarely used.
    pub str3: Option<String>,
    /// `errno` for system errors, 0 for bad arguments, else -1.
    pub int1: i32,
    /// 0 for bad arguments, else -1.
    pub int2: i32,
}

/// A result that a client can be told about.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The usual error: `detail` put into the code's template.
    pub fn new(code: Code, domain: Domain, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let template = code.template();
        let message = match template.split_once("%1$s") {
            Some((before, after)) => format!("{before}{detail}{after}"),
            None => detail.clone(),
        };
        Self {
            code,
            domain,
            message,
            str1: Some(template.into()),
            str2: Some(detail),
            str3: None,
            int1: -1,
            int2: -1,
        }
    }

    /// A bad argument noticed by a public function's own checks: the text stands without a prefix,
    /// and `str1`/`str2` name the function and the argument.
    pub fn invalid_argument(
        domain: Domain,
        function: &str,
        argument: &str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: Code::InvalidArg,
            domain,
            message: message.into(),
            str1: Some(function.into()),
            str2: Some(argument.into()),
            str3: None,
            int1: 0,
            int2: 0,
        }
    }

    /// Flag bits that `function` does not know: `unsupported` holds just those bits.
    pub fn unsupported_flags(domain: Domain, function: &str, unsupported: u32) -> Self {
        let message = format!("unsupported flags (0x{unsupported:x}) in function {function}");
        Self::invalid_argument(domain, function, "flags", message)
    }

    /// A failed system call: `what: strerror(errno)`, with the errno in `int1`.
    pub fn system(domain: Domain, errno: i32, what: impl fmt::Display) -> Self {
        let reason = std::io::Error::from_raw_os_error(errno).to_string();
        // std appends " (os error N)", which no libvirt text has.
        let reason = reason.split(" (os error").next().unwrap_or_default().to_owned();
        let message = format!("{what}: {reason}");
        Self {
            code: Code::SystemError,
            domain,
            str1: Some("%s".into()),
            str2: Some(message.clone()),
            message,
            str3: None,
            int1: errno,
            int2: -1,
        }
    }

    /// An I/O error with what was being done; keeps the errno where there is one.
    pub fn io(domain: Domain, error: &std::io::Error, what: impl fmt::Display) -> Self {
        match error.raw_os_error() {
            Some(errno) => Self::system(domain, errno, what),
            None => Self::new(Code::SystemError, domain, format!("{what}: {error}")),
        }
    }

    /// A bug or a broken invariant: told, never a panic.
    pub fn internal(domain: Domain, detail: impl Into<String>) -> Self {
        Self::new(Code::InternalError, domain, detail)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_detail_stands_in_the_codes_sentence() {
        let e = Error::new(Code::OperationInvalid, Domain::Domain, "domain is not running");
        assert_eq!(e.message, "Requested operation is not valid: domain is not running");
        assert_eq!(e.str1.as_deref(), Some("Requested operation is not valid: %1$s"));
        assert_eq!((e.code.number(), e.domain.number(), e.int1), (55, 20, -1));
    }

    #[test]
    fn codes_without_a_sentence_keep_the_text_raw() {
        let e = Error::new(Code::Rpc, Domain::Rpc, "unknown procedure: 9999");
        assert_eq!(e.message, "unknown procedure: 9999");
        assert_eq!(e.str1.as_deref(), Some("%s"));
    }

    #[test]
    fn bad_flags_name_only_the_unknown_bits() {
        let e = Error::unsupported_flags(Domain::Qemu, "qemuDomainGetXMLDesc", 0x10_0000);
        assert_eq!(e.message, "unsupported flags (0x100000) in function qemuDomainGetXMLDesc");
        assert_eq!((e.str2.as_deref(), e.int1, e.int2), (Some("flags"), 0, 0));
    }

    #[test]
    fn system_errors_read_like_strerror() {
        let e = Error::system(Domain::Qemu, 2, "Cannot check QEMU binary x");
        assert_eq!(e.message, "Cannot check QEMU binary x: No such file or directory");
        assert_eq!(e.int1, 2);
    }
}
