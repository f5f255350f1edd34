//! An error as a daemon sent it.

use errors::{Code, Domain};
use wire::remote::RemoteError;

/// What the daemon said: libvirt's code and domain, which may be newer than the names known here, and the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DaemonError {
    /// `virErrorNumber`.
    pub code: i32,
    /// `virErrorDomain`.
    pub domain: i32,
    /// The finished text.
    pub message: String,
    /// The text's template, or the name of the argument that is wrong.
    pub str1: Option<String>,
    /// The text's detail.
    pub str2: Option<String>,
    /// More of it.
    pub str3: Option<String>,
    /// A number that belongs to it; of system errors the errno.
    pub int1: i32,
    /// Another one.
    pub int2: i32,
}

impl DaemonError {
    /// The code, when it has a name here.
    pub fn known_code(&self) -> Option<Code> {
        Code::from_number(self.code)
    }

    /// The domain, when it has a name here.
    pub fn known_domain(&self) -> Option<Domain> {
        Domain::from_number(self.domain)
    }

    /// Whether it says that the daemon does not know the procedure at all: an older one.
    pub fn is_unknown_procedure(&self) -> bool {
        self.known_code() == Some(Code::Rpc) && self.message.starts_with("unknown procedure")
    }
}

impl From<RemoteError> for DaemonError {
    fn from(told: RemoteError) -> Self {
        Self {
            code: told.code,
            domain: told.domain,
            message: told.message.unwrap_or_else(|| "an error without a text".into()),
            str1: told.str1,
            str2: told.str2,
            str3: told.str3,
            int1: told.int1,
            int2: told.int2,
        }
    }
}
