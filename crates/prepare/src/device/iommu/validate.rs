//! What an IOMMU must not be.

use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::iommu::IommuModel;

use crate::refusal::{contradiction, unsupported};

/// Checks the place of an IOMMU that has one: it serves the root bus, and so it is there.
///
/// # Errors
/// `ConfigUnsupported` or `XmlError` for any other place.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let Some(iommu) = domain.devices.iommu.as_ref().filter(|iommu| iommu.model == IommuModel::Virtio) else {
        return Ok(());
    };
    match &iommu.info.address {
        None | Some(Address::Pci(None)) => Ok(()),
        Some(Address::Pci(Some(address))) if address.bus == 0 => Ok(()),
        Some(Address::Pci(Some(address))) => Err(contradiction(format!(
            "The device at PCI address {:04x}:{:02x}:{:02x}.{:x} needs to be an integrated device (bus=0)",
            address.domain, address.bus, address.slot, address.function
        ))),
        Some(_) => Err(unsupported("IOMMU device: 'virtio' needs a PCI address")),
    }
}
