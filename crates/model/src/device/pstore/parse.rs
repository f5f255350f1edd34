//! Reading `<pstore>`.

use xml::{Element, Result};

use super::Pstore;
use crate::Parse;
use crate::device::info::DeviceInfo;
use crate::size::required_child_kib;

impl Pstore {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            backend: e.required_word("backend")?,
            path: e.child_text("path"),
            size: Some(required_child_kib(e, "size")?),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
