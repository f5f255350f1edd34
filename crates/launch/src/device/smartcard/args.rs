//! `-device ccid-card-...`.

use errors::Result;
use model::device::address::Address;
use model::device::controller::ControllerType;
use model::device::smartcard::SmartcardSource;

use crate::address::{alias, find};
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// Where the host keeps its certificates when the definition does not say.
const DATABASE: &str = "/etc/pki/nssdb";

/// Writes the smart cards.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for card in &build.guest.devices.smartcards {
        let id = alias(&card.info)?;
        let mut props = match &card.source {
            SmartcardSource::Host => {
                Props::new().with("driver", "ccid-card-emulated").with("backend", "nss-emulated")
            }
            SmartcardSource::HostCertificates { certificates, database } => {
                let [first, second, third] = certificates;
                Props::new()
                    .with("driver", "ccid-card-emulated")
                    .with("backend", "certificates")
                    .with("cert1", first.as_str())
                    .with("cert2", second.as_str())
                    .with("cert3", third.as_str())
                    .with("db", database.as_deref().unwrap_or(DATABASE))
            }
            SmartcardSource::Passthrough(source) => {
                let chardev = chardev(build, source, id)?;
                Props::new().with("driver", "ccid-card-passthru").with("chardev", chardev)
            }
        };
        props = props.with("id", id);
        let reader = match &card.info.address {
            Some(Address::Ccid(address)) => address.controller,
            _ => 0,
        };
        let controller = find(build.guest, ControllerType::Ccid, reader)?;
        let bus = format!("{}.0", alias(&controller.info)?);
        build.device(props.with("bus", bus));
    }
    Ok(())
}
