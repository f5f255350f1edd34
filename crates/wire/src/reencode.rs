//! From a number and bytes to a value and back to bytes, for tests and fuzzing: what was decoded must be
//! written again as it came.

use crate::by_number::{Visitor, visit};
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
    visit(program, number, Reencode { part, payload }).unwrap_or(Ok(None))
}

struct Reencode<'a> {
    part: Part,
    payload: &'a [u8],
}

impl Reencode<'_> {
    fn again<T: Decode + Encode>(self) -> Result<Option<Vec<u8>>, WireError> {
        encode(&decode::<T>(self.payload)?).map(Some)
    }
}

impl Visitor for Reencode<'_> {
    type Output = Result<Option<Vec<u8>>, WireError>;

    fn procedure<P: Procedure>(self) -> Self::Output {
        match self.part {
            Part::Args => self.again::<P::Args>(),
            Part::Ret => self.again::<P::Ret>(),
            Part::Body => Ok(None),
        }
    }

    fn event<E: Event>(self) -> Self::Output {
        match self.part {
            Part::Body => self.again::<E::Body>(),
            Part::Args | Part::Ret => Ok(None),
        }
    }
}
