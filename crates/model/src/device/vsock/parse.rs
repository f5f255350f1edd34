//! Reading `<vsock>`.

use xml::{Element, Result};

use super::Vsock;
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};

impl Vsock {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let cid = e.child("cid");
        Ok(Self {
            model: e.word("model")?,
            auto_cid: cid.map(|cid| cid.yes_no("auto")).transpose()?.flatten(),
            cid: cid.map(|cid| cid.nonzero("address")).transpose()?.flatten(),
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
