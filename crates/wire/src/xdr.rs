//! XDR (RFC 4506) the way libvirt reads and writes it.
//!
//! Our own codec rather than a general one, because the rule that clients rely on is neither strict nor
//! lax but exactly libvirt's: pad bytes are not looked at, a string ends at an embedded NUL and need not be
//! UTF-8, any non-zero optional flag means "present", what follows the arguments is ignored; yet every
//! bound is enforced, and a typed parameter of unknown type fails. Writing is strict: nothing leaves here
//! that the other side would read differently or refuse.
//!
//! Memory is bounded by what was received, never by what was announced: a count is compared with the
//! bytes that are there before anything is reserved for it.

use std::ffi::CStr;

use crate::{WireError, limits};

/// A value that can be written.
pub trait Encode {
    /// Appends the value; fails when it breaks a bound of the protocol.
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError>;
}

/// A value that can be read.
pub trait Decode: Sized {
    /// The fewest bytes that a value takes.
    const MIN_SIZE: usize;

    /// Reads one value from the front.
    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError>;
}

/// Something that is written exactly as a `T` would be, so that a reply need not be built first: every
/// `T` itself, and [`Text`] for replies that are one string.
pub trait EncodeAs<T>: Encode {}

impl<T: Encode> EncodeAs<T> for T {}

/// A borrowed string in place of a reply that consists of one string, such as a domain's XML.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(pub &'a str);

impl Encode for Text<'_> {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        to.string(self.0)
    }
}

/// Reads a payload; bytes after the value are ignored.
pub fn decode<T: Decode>(payload: &[u8]) -> Result<T, WireError> {
    T::decode(&mut Decoder::new(payload))
}

/// Writes a value into a buffer of its own.
pub fn encode<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, WireError> {
    let mut out = Vec::new();
    value.encode(&mut Encoder::new(&mut out))?;
    Ok(out)
}

/// Appends values to a buffer. After an error the buffer ends in an unfinished value: the caller cuts it.
#[derive(Debug)]
pub struct Encoder<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Encoder<'a> {
    /// Starts at the end of `out`.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
    }

    /// Bytes that are already encoded, as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// A string: length, bytes, padding. It is cut at an embedded NUL, where a C program would stop
    /// reading it.
    pub fn string(&mut self, value: &str) -> Result<(), WireError> {
        self.counted_bytes("string", until_nul(value.as_bytes()), limits::STRING_MAX)
    }

    /// A byte string of at most `limit` bytes: length, bytes, padding.
    pub fn opaque(&mut self, value: &[u8], limit: usize) -> Result<(), WireError> {
        self.counted_bytes("opaque", value, limit)
    }

    /// A counted array of at most `limit` elements.
    pub fn array<T: Encode>(&mut self, values: &[T], limit: usize) -> Result<(), WireError> {
        self.count("array", values.len(), limit)?;
        values.iter().try_for_each(|value| value.encode(self))
    }

    /// A counted array of at most `limit` chars, each in a word of its own.
    pub fn chars(&mut self, values: &[u8], limit: usize) -> Result<(), WireError> {
        self.count("array", values.len(), limit)?;
        self.chars_fixed(values);
        Ok(())
    }

    /// Chars without a count, each in a word of its own, with the sign that a `char` has on x86.
    pub fn chars_fixed(&mut self, values: &[u8]) {
        self.out.reserve(4 * values.len());
        for &value in values {
            self.raw(&i32::from(value.cast_signed()).to_be_bytes());
        }
    }

    fn counted_bytes(&mut self, what: &'static str, bytes: &[u8], limit: usize) -> Result<(), WireError> {
        self.count(what, bytes.len(), limit)?;
        self.raw(bytes);
        self.raw(&[0; 3][..padding(bytes.len())]);
        Ok(())
    }

    fn count(&mut self, what: &'static str, length: usize, limit: usize) -> Result<(), WireError> {
        let too_long = WireError::TooLong { what, length, limit };
        if length > limit {
            return Err(too_long);
        }
        let word = u32::try_from(length).map_err(|_| too_long)?;
        self.raw(&word.to_be_bytes());
        Ok(())
    }
}

/// Reads values from the front of a payload.
#[derive(Debug, Clone)]
pub struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    /// Starts at the front of `payload`.
    pub fn new(payload: &'a [u8]) -> Self {
        Self { rest: payload }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// A string as the bytes that a C program would see: up to the first NUL, whatever their encoding.
    pub fn string_bytes(&mut self) -> Result<&'a [u8], WireError> {
        Ok(until_nul(self.counted_bytes("string", limits::STRING_MAX)?))
    }

    /// A byte string of at most `limit` bytes.
    pub fn opaque(&mut self, limit: usize) -> Result<Vec<u8>, WireError> {
        Ok(self.counted_bytes("opaque", limit)?.to_vec())
    }

    /// A counted array of at most `limit` elements.
    pub fn array<T: Decode>(&mut self, limit: usize) -> Result<Vec<T>, WireError> {
        let count = self.count("array", limit)?;
        if count > self.rest.len() / T::MIN_SIZE {
            return Err(WireError::Truncated);
        }
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            values.push(T::decode(self)?);
        }
        Ok(values)
    }

    /// A counted array of at most `limit` chars, each in a word of its own.
    pub fn chars(&mut self, limit: usize) -> Result<Vec<u8>, WireError> {
        let count = self.count("array", limit)?;
        let (words, _) = self.take(4 * count)?.as_chunks::<4>();
        Ok(words.iter().map(|&[.., low]| low).collect())
    }

    /// `N` chars, each in a word of its own.
    pub fn chars_fixed<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let mut values = [0; N];
        for value in &mut values {
            *value = u8::decode(self)?;
        }
        Ok(values)
    }

    fn counted_bytes(&mut self, what: &'static str, limit: usize) -> Result<&'a [u8], WireError> {
        let length = self.count(what, limit)?;
        let bytes = self.take(length)?;
        self.take(padding(length))?;
        Ok(bytes)
    }

    fn count(&mut self, what: &'static str, limit: usize) -> Result<usize, WireError> {
        let length = u32::decode(self)? as usize;
        if length > limit { Err(WireError::TooLong { what, length, limit }) } else { Ok(length) }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn take_array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(*taken)
    }
}

/// How many zero bytes follow a byte string so that the next value starts at a word.
const fn padding(length: usize) -> usize {
    length.wrapping_neg() % 4
}

fn until_nul(bytes: &[u8]) -> &[u8] {
    CStr::from_bytes_until_nul(bytes).map_or(bytes, CStr::to_bytes)
}

/// Scalars that stand on the wire as they are.
macro_rules! scalars {
    ($($type:ty),*) => { $(
        impl Encode for $type {
            fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
                to.raw(&self.to_be_bytes());
                Ok(())
            }
        }

        impl Decode for $type {
            const MIN_SIZE: usize = size_of::<$type>();

            fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
                from.take_array().map(Self::from_be_bytes)
            }
        }
    )* };
}

scalars!(i32, u32, i64, u64, f64);

/// Scalars that take a whole word all the same; what does not fit is cut off on reading, as C does.
macro_rules! narrow_scalars {
    ($($type:ty as $word:ty),*) => { $(
        impl Encode for $type {
            fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
                <$word>::from(*self).encode(to)
            }
        }

        impl Decode for $type {
            const MIN_SIZE: usize = size_of::<$word>();

            fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
                <$word>::decode(from).map(|word| word as $type)
            }
        }
    )* };
}

narrow_scalars!(i8 as i32, u8 as u32, i16 as i32, u16 as u32);

/// Nothing: the arguments of a procedure that takes none.
impl Encode for () {
    fn encode(&self, _: &mut Encoder<'_>) -> Result<(), WireError> {
        Ok(())
    }
}

impl Decode for () {
    const MIN_SIZE: usize = 0;

    fn decode(_: &mut Decoder<'_>) -> Result<Self, WireError> {
        Ok(())
    }
}

/// A uuid: sixteen bytes without a length.
impl Encode for [u8; 16] {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        to.raw(self);
        Ok(())
    }
}

impl Decode for [u8; 16] {
    const MIN_SIZE: usize = 16;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        from.take_array()
    }
}

/// Every string of the protocol has the same bound.
impl Encode for String {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        to.string(self)
    }
}

impl Decode for String {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        Ok(String::from_utf8_lossy(from.string_bytes()?).into_owned())
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        u32::from(self.is_some()).encode(to)?;
        self.iter().try_for_each(|value| value.encode(to))
    }
}

impl<T: Decode> Decode for Option<T> {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        match u32::decode(from)? {
            0 => Ok(None),
            _ => T::decode(from).map(Some),
        }
    }
}

/// Writes the codec of a generated struct: its fields in order, each as its type says, or in the form
/// that is named (`array`, `opaque`, `chars` with a limit, `chars_fixed`); then the fewest bytes it takes.
macro_rules! codec {
    ($name:ident { $($field:ident $(: $form:ident($($limit:expr)?))?),* $(,)? }, $min_size:literal $(,)?) => {
        impl $crate::xdr::Encode for $name {
            #[inline]
            fn encode(&self, to: &mut $crate::xdr::Encoder<'_>) -> Result<(), $crate::WireError> {
                $($crate::xdr::codec!(@encode self.$field, to $(, $form($($limit)?))?);)*
                Ok(())
            }
        }

        impl $crate::xdr::Decode for $name {
            const MIN_SIZE: usize = $min_size;

            #[inline]
            fn decode(from: &mut $crate::xdr::Decoder<'_>) -> Result<Self, $crate::WireError> {
                Ok(Self { $($field: $crate::xdr::codec!(@decode from $(, $form($($limit)?))?),)* })
            }
        }
    };
    (@encode $value:expr, $to:ident) => { $crate::xdr::Encode::encode(&$value, $to)? };
    (@encode $value:expr, $to:ident, $form:ident()) => { $to.$form(&$value) };
    (@encode $value:expr, $to:ident, $form:ident($limit:expr)) => { $to.$form(&$value, $limit)? };
    (@decode $from:ident) => { $crate::xdr::Decode::decode($from)? };
    (@decode $from:ident, $form:ident($($limit:expr)?)) => { $from.$form($($limit)?)? };
}

pub(crate) use codec;

#[cfg(test)]
mod tests;
