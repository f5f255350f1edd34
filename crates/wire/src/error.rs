//! What can be wrong with a payload or a frame, and how libvirt's errors travel.

use errors::{Code, Domain, Error};

use crate::remote::RemoteError;

/// Why bytes could not be read, or a value could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The payload ends inside a value, or an array announces more elements than bytes follow.
    #[error("the payload ends too early")]
    Truncated,
    /// A string, an array or a byte string is longer than the protocol allows.
    #[error("{what} of length {length} is over its limit of {limit}")]
    TooLong {
        /// What was too long: `string`, `array`, `opaque` or `payload`.
        what: &'static str,
        /// Its length, in elements or bytes.
        length: usize,
        /// The most that is allowed, in the same unit.
        limit: usize,
    },
    /// A typed parameter is of a type that the protocol does not know.
    #[error("unknown typed parameter type {0}")]
    UnknownParamType(i32),
    /// A frame's length word is below the size of a header.
    #[error("a frame of {0} bytes cannot hold a header")]
    FrameTooShort(u32),
    /// A frame's length word is above 4 + 32 MiB.
    #[error("a frame of {0} bytes is over the limit")]
    FrameTooLong(u32),
    /// A frame announces more than 32 file descriptors, or some on a transport that carries none.
    #[error("{0} file descriptors cannot come with a frame here")]
    TooManyFds(u32),
}

impl WireError {
    /// What a peer is told when its payload could not be decoded.
    pub fn undecodable() -> Error {
        Error::new(Code::Rpc, Domain::Rpc, "Unable to decode message payload")
    }

    /// What a peer is told when the answer to it breaks a limit of the protocol.
    pub fn unencodable() -> Error {
        Error::new(Code::Rpc, Domain::Rpc, "Unable to encode message payload")
    }
}

/// How bad an error that goes over the wire is: always `VIR_ERR_ERROR`.
const LEVEL_ERROR: i32 = 2;

impl From<&Error> for RemoteError {
    fn from(error: &Error) -> Self {
        Self {
            code: error.code.number(),
            domain: error.domain.number(),
            message: Some(error.message.clone()),
            level: LEVEL_ERROR,
            dom: None,
            str1: error.str1.clone(),
            str2: error.str2.clone(),
            str3: error.str3.clone(),
            int1: error.int1,
            int2: error.int2,
            net: None,
        }
    }
}

/// Fails with the error as it came when its code or its domain has no name here: a newer daemon may
/// know more of them, and a client then still shows the message and the bare numbers.
impl TryFrom<RemoteError> for Error {
    type Error = RemoteError;

    fn try_from(error: RemoteError) -> Result<Self, RemoteError> {
        let (Some(code), Some(domain)) = (Code::from_number(error.code), Domain::from_number(error.domain))
        else {
            return Err(error);
        };
        Ok(Self {
            code,
            domain,
            message: error.message.unwrap_or_default(),
            str1: error.str1,
            str2: error.str2,
            str3: error.str3,
            int1: error.int1,
            int2: error.int2,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_way_over_the_wire() {
        let sent = Error::unsupported_flags(Domain::Qemu, "qemuDomainGetXMLDesc", 0x10_0000);
        let wire = RemoteError::from(&sent);
        assert_eq!((wire.code, wire.domain, wire.level), (8, 10, 2));
        assert_eq!(Error::try_from(wire), Ok(sent));
    }

    #[test]
    fn numbers_that_nobody_knows_yet_are_kept() {
        let newer = RemoteError { code: 4711, domain: 10, message: Some("new".into()), ..Default::default() };
        assert_eq!(Error::try_from(newer.clone()), Err(newer));
    }

    #[test]
    fn a_broken_payload_is_told_as_libvirt_tells_it() {
        let e = RemoteError::from(&WireError::undecodable());
        assert_eq!((e.code, e.domain), (39, 7));
        assert_eq!(e.message.as_deref(), Some("Unable to decode message payload"));
        assert_eq!(e.str1.as_deref(), Some("%s"));
    }
}
