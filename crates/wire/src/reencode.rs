//! From a number and bytes to a value and back to bytes, for tests and fuzzing: what was decoded must be
//! written again as it came.

use crate::generated::reencode::dispatch;
use crate::xdr::{Decode, Encode, decode, encode};
use crate::{Event, Procedure, Program, WireError};

/// Which of a procedure's messages a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The arguments of a call.
    Args,
    /// The reply to it.
    Ret,
    /// The body of an event.
    Body,
}

/// Decodes a payload and encodes the value; `None` when there is no such procedure or it has no such
/// part.
pub fn reencode(
    program: Program,
    number: i32,
    part: Part,
    payload: &[u8],
) -> Result<Option<Vec<u8>>, WireError> {
    dispatch(program, number, part, payload)
}

pub(crate) fn procedure<P: Procedure>(part: Part, payload: &[u8]) -> Result<Option<Vec<u8>>, WireError> {
    match part {
        Part::Args => again::<P::Args>(payload),
        Part::Ret => again::<P::Ret>(payload),
        Part::Body => Ok(None),
    }
}

pub(crate) fn event<E: Event>(part: Part, payload: &[u8]) -> Result<Option<Vec<u8>>, WireError> {
    match part {
        Part::Body => again::<E::Body>(payload),
        Part::Args | Part::Ret => Ok(None),
    }
}

fn again<T: Decode + Encode>(payload: &[u8]) -> Result<Option<Vec<u8>>, WireError> {
    encode(&decode::<T>(payload)?).map(Some)
}
