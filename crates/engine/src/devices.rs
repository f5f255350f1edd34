//! Devices that clients plug into a guest, change, and unplug: read here, where it is known what the host is like.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Parse;
use model::device::Device;
use vm::{Affected, Caller, Guest, Newcomer, Which};

use crate::engine::Engine;

impl Engine {
    /// Plugs a device in (procedure DOMAIN_ATTACH_DEVICE_FLAGS).
    ///
    /// # Errors
    /// As [`Guest::attach`]; 27, 67 and others for a description that is refused.
    pub async fn attach_device(&self, guest: &Guest, xml: &str, to: Affected, caller: Caller) -> Result<()> {
        guest.attach(self.newcomer(xml, caller)?, to).await
    }

    /// Changes a device (procedure DOMAIN_UPDATE_DEVICE_FLAGS).
    ///
    /// # Errors
    /// As [`Guest::update`].
    pub async fn update_device(
        &self,
        guest: &Guest,
        xml: &str,
        force: bool,
        of: Affected,
        caller: Caller,
    ) -> Result<()> {
        guest.update(self.newcomer(xml, caller)?, force, of).await
    }

    /// Unplugs a device (procedure DOMAIN_DETACH_DEVICE_FLAGS).
    ///
    /// # Errors
    /// As [`Guest::detach`].
    pub async fn detach_device(&self, guest: &Guest, xml: &str, from: Affected) -> Result<()> {
        let device = Device::parse(xml, Parse::LIVE)?;
        guest.detach(Which::Like(Box::new(device)), from).await
    }

    fn newcomer(&self, xml: &str, caller: Caller) -> Result<Newcomer> {
        let mut device = Device::parse(xml, Parse::INACTIVE)?;
        let host = self.facts(1)?;
        // Both definitions get the same address, though each makes its device complete by itself.
        if let Device::Interface(interface) = &mut device
            && interface.mac.is_none()
        {
            let [fresh] = host.random.macs.as_slice() else {
                return Err(Error::new(Code::InternalError, ErrorDomain::Qemu, "no random numbers"));
            };
            interface.mac = Some(prepare::made_up_mac(*fresh));
        }
        Ok(Newcomer { device, host, caller })
    }
}
