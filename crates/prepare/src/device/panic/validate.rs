//! What a panic device must not be.

use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::panic::PanicModel;

use crate::refusal::unsupported;

/// Checks the model and the place of every panic device.
///
/// # Errors
/// `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    for panic in &domain.devices.panics {
        let address = panic.info.address.as_ref();
        match panic.model {
            None => {
                return Err(unsupported(
                    "no panic model provided, and no default for the architecture and machine type",
                ));
            }
            // These are no devices of their own.
            Some(model @ (PanicModel::Pseries | PanicModel::S390 | PanicModel::Hyperv))
                if address.is_some() =>
            {
                return Err(unsupported(format!(
                    "setting the panic device address is not supported for model '{model}'"
                )));
            }
            Some(PanicModel::Isa) if !matches!(address, None | Some(Address::Isa(_))) => {
                return Err(unsupported("panic is supported only with ISA address type"));
            }
            Some(PanicModel::Pvpanic) if !matches!(address, None | Some(Address::Pci(_))) => {
                return Err(unsupported("pvpanic is supported only with PCI address type"));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
