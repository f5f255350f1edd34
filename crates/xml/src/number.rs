//! Numbers as definitions spell them.

/// An integer that can be read from an attribute or a text.
pub trait Number: Sized {
    /// What libvirt says it expected.
    const EXPECTED: &'static str;

    /// The value of `text` in the given radix; `None` for anything else than a number in range.
    fn from_text(text: &str, radix: u32) -> Option<Self>;
}

macro_rules! numbers {
    ($expected:literal: $($type:ty),*) => {$(
        impl Number for $type {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str, radix: u32) -> Option<Self> {
                <$type>::from_str_radix(text, radix).ok()
            }
        }
    )*};
}

numbers!("integer value": i32, i64);
numbers!("non-negative integer value": u8, u16, u32, u64);

/// A decimal number, leading blanks allowed as `strtol` allows them.
pub(crate) fn decimal<T: Number>(text: &str) -> Option<T> {
    T::from_text(text.trim_ascii_start(), 10)
}

/// A number in C's notation: `0x` for hexadecimal, `0` for octal, else decimal.
pub(crate) fn any_base<T: Number>(text: &str) -> Option<T> {
    let text = text.trim_ascii_start();
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    match (hexadecimal, text.strip_prefix('0')) {
        (Some(digits), _) if !digits.starts_with(['+', '-']) => T::from_text(digits, 16),
        (Some(_), _) => None,
        (None, Some(digits)) if !digits.is_empty() && !digits.starts_with(['+', '-']) => {
            T::from_text(digits, 8)
        }
        _ => T::from_text(text, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_c_reads_them() {
        for (text, expected) in [
            ("0", Some(0)),
            ("10", Some(10)),
            ("010", Some(8)),
            ("0x1F", Some(31)),
            (" 7", Some(7)),
            ("7 ", None),
            ("", None),
            ("0x", None),
            ("0x+1", None),
            ("-1", None),
            ("4294967296", None),
        ] {
            assert_eq!(any_base::<u32>(text), expected, "{text:?}");
        }
        assert_eq!(decimal::<u32>("010"), Some(10));
        assert_eq!(decimal::<i32>("-3"), Some(-3));
    }
}
