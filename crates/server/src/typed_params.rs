//! Named values as typed parameters, and the other way round.

use errors::{Code, Domain, Error, Result};
use vm::{StatValue, Stats};
use wire::remote::{TypedParam, TypedParamValue};

/// Named values as they go over the wire, `most` of them at most.
pub(crate) fn write(stats: Stats, most: usize) -> Vec<TypedParam> {
    let value = |value| match value {
        StatValue::Int(value) => TypedParamValue::Int(value),
        StatValue::UInt(value) => TypedParamValue::Uint(value),
        StatValue::LLong(value) => TypedParamValue::Llong(value),
        StatValue::ULLong(value) => TypedParamValue::Ullong(value),
        StatValue::Double(value) => TypedParamValue::Double(value),
        StatValue::Bool(value) => TypedParamValue::Boolean(value.into()),
        StatValue::Text(value) => TypedParamValue::String(value),
    };
    stats.into_iter().take(most).map(|(field, stat)| TypedParam { field, value: value(stat) }).collect()
}

/// The parameters of a call, each at most once and of the type that it has to have.
#[derive(Debug)]
pub(crate) struct Given(Vec<TypedParam>);

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Text,
}

impl Given {
    /// Checks the parameters against the names that are known.
    ///
    /// # Errors
    /// 53 for another name; 8 for another type, or a name that comes twice.
    pub(crate) fn check(params: Vec<TypedParam>, known: &[(&str, Kind)]) -> Result<Self> {
        for (index, TypedParam { field, value }) in params.iter().enumerate() {
            let Some((_, kind)) = known.iter().find(|(name, _)| name == field) else {
                let detail = format!("parameter '{field}' not supported");
                return Err(Error::new(Code::ArgumentUnsupported, Domain::None, detail));
            };
            let (fits, wanted) = match kind {
                Kind::Int => (matches!(value, TypedParamValue::Int(_)), "int"),
                Kind::Text => (matches!(value, TypedParamValue::String(_)), "string"),
            };
            if !fits {
                let detail =
                    format!("invalid type '{}' for parameter '{field}', expected '{wanted}'", word(value));
                return Err(Error::new(Code::InvalidArg, Domain::None, detail));
            }
            if params.iter().take(index).any(|before| before.field == *field) {
                let detail = format!("parameter '{field}' occurs multiple times");
                return Err(Error::new(Code::InvalidArg, Domain::None, detail));
            }
        }
        Ok(Self(params))
    }

    /// The text of this name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|param| param.field == name).and_then(|param| match &param.value {
            TypedParamValue::String(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The number of this name.
    pub(crate) fn int(&self, name: &str) -> Option<i32> {
        self.0.iter().find(|param| param.field == name).and_then(|param| match &param.value {
            TypedParamValue::Int(number) => Some(*number),
            _ => None,
        })
    }
}

/// libvirt's word for a parameter's type.
const fn word(value: &TypedParamValue) -> &'static str {
    match value {
        TypedParamValue::Int(_) => "int",
        TypedParamValue::Uint(_) => "uint",
        TypedParamValue::Llong(_) => "llong",
        TypedParamValue::Ullong(_) => "ullong",
        TypedParamValue::Double(_) => "double",
        TypedParamValue::Boolean(_) => "boolean",
        TypedParamValue::String(_) => "string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn param(field: &str, value: TypedParamValue) -> TypedParam {
        TypedParam { field: field.into(), value }
    }

    #[test]
    fn only_known_names_of_the_right_type_once() {
        let known = [("file", Kind::Text), ("parallel.channels", Kind::Int)];
        let text = |text: &str| TypedParamValue::String(text.into());
        let given = Given::check(vec![param("file", text("/a"))], &known).unwrap();
        assert_eq!((given.text("file"), given.int("parallel.channels")), (Some("/a"), None));
        let refused = |params| Given::check(params, &known).unwrap_err().message;
        assert!(refused(vec![param("x", text("y"))]).contains("parameter 'x' not supported"));
        assert!(refused(vec![param("file", TypedParamValue::Int(1))]).contains("expected 'string'"));
        assert!(refused(vec![param("file", text("a")), param("file", text("b"))]).contains("multiple times"));
    }
}
