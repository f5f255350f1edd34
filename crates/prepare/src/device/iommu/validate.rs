//! What an IOMMU must not be.

use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::iommu::{IommuDriver, IommuModel};

use crate::Board;
use crate::refusal::{contradiction, nonsense, unsupported};

/// Checks that the board has the IOMMU, and that what is said of it is its own.
///
/// # Errors
/// `XmlError` and `ConfigUnsupported` for others.
pub(crate) fn suits_the_board(domain: &Domain) -> Result<()> {
    let Some(iommu) = &domain.devices.iommu else { return Ok(()) };
    let model = iommu.model;
    if model != IommuModel::Intel && iommu.driver != IommuDriver::default() {
        return Err(contradiction(format!("iommu model '{model}' doesn't support additional attributes")));
    }
    if iommu.driver.eim == Some(true) && iommu.driver.intremap != Some(true) {
        return Err(nonsense("IOMMU eim requires interrupt remapping to be enabled"));
    }
    let board = Board::of(domain);
    let arm = board == Board::Virt && matches!(domain.os.arch.as_deref(), Some("aarch64" | "armv7l"));
    let (there, where_it_is) = match model {
        IommuModel::Intel => (board == Board::Q35, "Q35 machines"),
        IommuModel::Smmuv3 => (arm, "ARM Virt machines"),
        IommuModel::Virtio => (arm || board == Board::Q35, "Q35 and ARM Virt machines"),
    };
    match there {
        true => Ok(()),
        false => Err(unsupported(format!("IOMMU device: '{model}' is only supported with {where_it_is}"))),
    }
}

/// Checks the place of an IOMMU that has one: it serves the root bus, and so it is there.
///
/// # Errors
/// `ConfigUnsupported` or `XmlError` for any other place.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let Some(iommu) = &domain.devices.iommu else { return Ok(()) };
    if iommu.model != IommuModel::Virtio {
        let model = iommu.model;
        return match iommu.info.address {
            Some(_) => Err(contradiction(format!("iommu model '{model}' can't have address"))),
            None => Ok(()),
        };
    }
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
