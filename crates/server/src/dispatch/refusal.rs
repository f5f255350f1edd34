//! The answer to a call that failed.

use errors::{Code, Domain, Error};
use wire::frame::Header;
use wire::message;
use wire::remote::RemoteError;

/// Writes the answer to a call that failed.
pub(crate) fn write_error(out: &mut Vec<u8>, header: &Header, error: &Error) {
    if message::error(out, header, &RemoteError::from(error)).is_err() {
        // The text quotes something of the client's that is longer than a text may be.
        let short = Error::new(Code::InternalError, Domain::Rpc, "the error's text is too long to be sent");
        let short = Error { code: error.code, domain: error.domain, ..short };
        let _ = message::error(out, header, &RemoteError::from(&short));
    }
}
