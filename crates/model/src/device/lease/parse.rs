//! Reading `<lease>`.

use errors::Code;
use xml::{Element, Result};

use super::Lease;

impl Lease {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: &str| e.fault(Code::XmlError, what);
        let target = e.child("target").ok_or_else(|| fault("Missing 'target' element for lease"))?;
        let no_path = || fault("Missing 'path' attribute to 'target' element for lease");
        Ok(Self {
            lockspace: e.child_text("lockspace"),
            key: e.child_text("key").ok_or_else(|| fault("Missing 'key' element for lease"))?,
            path: target.string("path").ok_or_else(no_path)?,
            offset: target.number("offset")?.filter(|at| *at != 0),
        })
    }
}
