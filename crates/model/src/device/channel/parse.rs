//! Reading `<channel>`.

use std::net::IpAddr;

use errors::Code;
use xml::{Element, Fault, Result};

use super::{Channel, ChannelTarget, ChannelType};
use crate::Parse;
use crate::device::chardev::{CharSource, unknown_target};
use crate::device::info::DeviceInfo;

impl Channel {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "target type must be specified for channel device");
        let target = e.child("target").ok_or_else(missing)?;
        let target = ChannelTarget::parse(&target, how)?;
        Ok(Self { source: CharSource::parse(e, how)?, target, info: DeviceInfo::parse(e, how)? })
    }
}

impl ChannelTarget {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        // What is not given is unknown too, and shown as C shows it.
        let absent = || e.fault(Code::ConfigUnsupported, unknown_target("(null)"));
        let kind = e.supported_word("type", unknown_target)?.ok_or_else(absent)?;
        let name = e.string("name");
        let state = if how.live { e.word("state")? } else { None };
        Ok(match kind {
            ChannelType::GuestFwd => Self::guestfwd(e)?,
            ChannelType::Virtio => Self::Virtio { name, state },
            ChannelType::Xen => Self::Xen { name, state },
            ChannelType::None => Self::None,
        })
    }

    fn guestfwd(e: &Element<'_>) -> Result<Self> {
        let absent = || e.fault(Code::XmlError, "guestfwd channel does not define a target address");
        let address = e.string("address").ok_or_else(absent)?;
        match address.parse() {
            Ok(IpAddr::V4(_)) => Ok(Self::GuestFwd { address, port: e.required_number("port")? }),
            Ok(IpAddr::V6(_)) => {
                let what = "guestfwd channel only supports IPv4 addresses";
                Err(e.fault(Code::ConfigUnsupported, what))
            }
            Err(_) => {
                let what = format!("Cannot parse socket address '{address}': Name or service not known");
                Err(Fault::of(errors::Domain::None, Code::SystemError, what).at(e.position()))
            }
        }
    }
}
