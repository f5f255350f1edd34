//! What targets of character devices have in common.

use errors::Code;
use xml::{Element, Result};

/// The port's number; what is negative is as good as not given.
pub(crate) fn target_port(e: &Element<'_>) -> Result<Option<u32>> {
    let Some(text) = e.attribute("port") else { return Ok(None) };
    match text.parse::<i32>() {
        Ok(port) => Ok(u32::try_from(port).ok()),
        Err(_) => Err(e.fault(Code::XmlError, format!("Invalid port number: {text}"))),
    }
}

/// What an unknown kind of target is told.
pub(crate) fn unknown_target(text: &str) -> String {
    format!("unknown target type '{text}' specified for character device")
}
