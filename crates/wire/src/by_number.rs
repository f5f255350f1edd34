//! From a number, which is only known at run time, to the types behind it.

use crate::access::RuleArgs;
use crate::xdr::decode;
use crate::{Event, Procedure, Program, WireError, generated};

/// What is to be done with the types of a number.
pub trait Visitor {
    /// What comes of it.
    type Output;

    /// The number is that of a procedure.
    fn procedure<P: Procedure>(self) -> Self::Output;

    /// The number is that of an event.
    fn event<E: Event>(self) -> Self::Output;
}

/// Hands the types of a number to a visitor; `None` when there is no such number.
pub fn visit<V: Visitor>(program: Program, number: i32, visitor: V) -> Option<V::Output> {
    generated::by_number::visit(program, number, visitor)
}

/// Reads the arguments of a call that nobody serves: whether they can be read at all, and what access
/// rules look at. `None` when the number is not that of a procedure.
pub fn rule_args(program: Program, number: i32, payload: &[u8]) -> Result<Option<RuleArgs>, WireError> {
    struct Examine<'a>(&'a [u8]);

    impl Visitor for Examine<'_> {
        type Output = Result<Option<RuleArgs>, WireError>;

        fn procedure<P: Procedure>(self) -> Self::Output {
            decode(self.0).map(|args| Some(P::rule_args(&args)))
        }

        fn event<E: Event>(self) -> Self::Output {
            Ok(None)
        }
    }

    visit(program, number, Examine(payload)).unwrap_or(Ok(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::{Kind, all};
    use crate::remote::DomainSnapshotGetXmlDescArgs;
    use crate::xdr::encode;

    #[test]
    fn every_number_leads_to_the_types_that_bear_it() {
        struct Name;

        impl Visitor for Name {
            type Output = (Program, i32, &'static str, Kind);

            fn procedure<P: Procedure>(self) -> Self::Output {
                (P::PROGRAM, P::NUMBER, P::NAME, Kind::Call)
            }

            fn event<E: Event>(self) -> Self::Output {
                (E::PROGRAM, E::NUMBER, E::NAME, Kind::Event)
            }
        }

        for program in Program::ALL {
            for info in all(program) {
                let expected = (info.program, info.number, info.name, info.kind);
                assert_eq!(visit(program, info.number, Name), Some(expected));
            }
            assert_eq!(visit(program, 0, Name), None);
        }
    }

    #[test]
    fn arguments_of_a_call_that_nobody_serves_are_read_all_the_same() {
        let args = DomainSnapshotGetXmlDescArgs { flags: 1, ..Default::default() };
        let payload = encode(&args).unwrap();
        let flags = |flags| RuleArgs { flags, ..Default::default() };
        assert_eq!(rule_args(Program::Remote, 186, &payload), Ok(Some(flags(1))));
        assert_eq!(rule_args(Program::Remote, 186, &payload[..8]), Err(WireError::Truncated));
        assert_eq!(rule_args(Program::Remote, 318, &payload), Ok(None), "an event");
        assert_eq!(rule_args(Program::Remote, 9999, &payload), Ok(None));
    }
}
