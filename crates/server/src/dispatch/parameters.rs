//! Parameters that are asked for in two steps, and parameters that clients set.

use errors::{Code, Domain, Error, Result};
use vm::{StatValue, Stats};
use wire::remote::{TypedParam, TypedParamValue};

use crate::dispatch::flags::STRING_OKAY;
use crate::typed_params;

/// The type that a parameter has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Uint,
    Llong,
    Ullong,
    Boolean,
    String,
}

/// The answer to a call that is made twice: first for the number of parameters, then for as many of them. A
/// client that does not say that it understands strings gets none.
pub(crate) fn counted(stats: Stats, wanted: i32, flags: u32) -> (Vec<TypedParam>, i32) {
    let readable = |value: &StatValue| flags & STRING_OKAY != 0 || !matches!(value, StatValue::Text(_));
    let told: Stats = stats.into_iter().filter(|(_, value)| readable(value)).collect();
    match usize::try_from(wanted) {
        Ok(most) if most > 0 => (typed_params::write(told, most), 0),
        _ => (Vec::new(), i32::try_from(told.len()).unwrap_or(i32::MAX)),
    }
}

/// What a client wants to set: each parameter known, of the right type, and named once.
///
/// # Errors
/// 74 "parameter '...' not supported"; 8 for a wrong type or a name that comes twice.
pub(crate) fn taken(params: Vec<TypedParam>, known: &[(&str, Kind)]) -> Result<Stats> {
    let mut taken = Stats::new();
    for TypedParam { field, value } in params {
        let Some((_, kind)) = known.iter().find(|(name, _)| *name == field) else {
            let detail = format!("parameter '{field}' not supported");
            return Err(Error::new(Code::ArgumentUnsupported, Domain::None, detail));
        };
        let (value, given) = match value {
            TypedParamValue::Int(value) => (StatValue::Int(value), Kind::Int),
            TypedParamValue::Uint(value) => (StatValue::UInt(value), Kind::Uint),
            TypedParamValue::Llong(value) => (StatValue::LLong(value), Kind::Llong),
            TypedParamValue::Ullong(value) => (StatValue::ULLong(value), Kind::Ullong),
            TypedParamValue::Boolean(value) => (StatValue::Bool(value != 0), Kind::Boolean),
            TypedParamValue::String(value) => (StatValue::Text(value), Kind::String),
            TypedParamValue::Double(_) => return Err(wrong_type("double", &field, *kind)),
        };
        if given != *kind {
            return Err(wrong_type(given.word(), &field, *kind));
        }
        if taken.iter().any(|(name, _)| *name == field) {
            let detail = format!("parameter '{field}' occurs multiple times");
            return Err(Error::new(Code::InvalidArg, Domain::None, detail));
        }
        taken.push((field, value));
    }
    Ok(taken)
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Uint => "uint",
            Self::Llong => "llong",
            Self::Ullong => "ullong",
            Self::Boolean => "boolean",
            Self::String => "string",
        }
    }
}

fn wrong_type(given: &str, field: &str, expected: Kind) -> Error {
    let detail = format!("invalid type '{given}' for parameter '{field}', expected '{}'", expected.word());
    Error::new(Code::InvalidArg, Domain::None, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn param(field: &str, value: TypedParamValue) -> TypedParam {
        TypedParam { field: field.to_owned(), value }
    }

    #[test]
    fn what_clients_set_is_known_once_and_of_its_type() {
        let known = [("weight", Kind::Uint), ("name", Kind::String)];
        let message = |params| taken(params, &known).err().map(|e| e.message);
        let weight = || param("weight", TypedParamValue::Uint(5));
        assert_eq!(message(vec![weight()]), None);
        assert_eq!(
            message(vec![weight(), weight()]).unwrap(),
            "invalid argument: parameter 'weight' occurs multiple times"
        );
        assert_eq!(
            message(vec![param("weight", TypedParamValue::Int(5))]).unwrap(),
            "invalid argument: invalid type 'int' for parameter 'weight', expected 'uint'"
        );
        assert_eq!(
            message(vec![param("x", TypedParamValue::Int(5))]).unwrap(),
            "argument unsupported: parameter 'x' not supported"
        );
    }

    #[test]
    fn the_first_call_counts_and_the_second_tells() {
        let stats =
            || vec![("a".to_owned(), StatValue::Int(1)), ("b".to_owned(), StatValue::Text("x".to_owned()))];
        assert_eq!(counted(stats(), 0, STRING_OKAY), (vec![], 2));
        assert_eq!(counted(stats(), 0, 0), (vec![], 1));
        assert_eq!(counted(stats(), 1, STRING_OKAY).0.len(), 1);
        assert_eq!(counted(stats(), 9, STRING_OKAY).0.len(), 2);
    }
}
