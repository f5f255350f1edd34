//! How one option's value is written: properties as JSON where the emulator reads JSON, else as
//! `key=value` pairs.

mod escape;
mod props;

pub(crate) use escape::escaped;
pub(crate) use props::{Pairs, Props};
