//! Reading `<channel>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{Channel, ChannelTarget, ChannelType};
use crate::Parse;
use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

impl Channel {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "target type must be specified for channel device");
        let target = e.child("target").ok_or_else(missing)?;
        Ok(Self {
            source: CharSource::parse(e, how)?,
            target: ChannelTarget::parse(&target, how)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl ChannelTarget {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let fault = |what: String| Err(e.fault(Code::XmlError, what));
        let Some(text) = e.attribute("type") else {
            return fault("target type must be specified for channel device".to_owned());
        };
        let name = || e.string("name");
        let state = || if how.live { e.word("state") } else { Ok(None) };
        match ChannelType::from_word(text) {
            Some(ChannelType::GuestFwd) => Self::guestfwd(e),
            Some(ChannelType::Virtio) => Ok(Self::Virtio { name: name(), state: state()? }),
            Some(ChannelType::Xen) => Ok(Self::Xen { name: name(), state: state()? }),
            Some(ChannelType::None) => Ok(Self::None),
            None => fault(format!("unknown target type '{text}' specified for character device")),
        }
    }

    fn guestfwd(e: &Element<'_>) -> Result<Self> {
        let fault = |what: &str| e.fault(Code::XmlError, what);
        let address = e.string("address");
        let address = address.ok_or_else(|| fault("guestfwd channel does not define a target address"))?;
        if address.parse::<std::net::Ipv4Addr>().is_err() {
            return Err(fault("guestfwd channel only supports IPv4 addresses"));
        }
        match e.number("port")? {
            Some(port) => Ok(Self::GuestFwd { address, port }),
            None => Err(fault("guestfwd channel does not define a target port")),
        }
    }
}
