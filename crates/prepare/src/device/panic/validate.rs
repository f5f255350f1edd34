//! What a panic device must not be.

use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::panic::PanicModel;

use crate::Board;
use crate::refusal::{contradiction, unsupported};

/// Checks the model and the place of every panic device.
///
/// # Errors
/// `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let board = Board::of(domain);
    let panics = &domain.devices.panics;
    for (position, panic) in panics.iter().enumerate() {
        if let Some(model) = panic.model
            && panics.iter().take(position).any(|other| other.model == panic.model)
        {
            return Err(contradiction(format!("Multiple panic devices with model '{model}'")));
        }
    }
    for panic in panics {
        let address = panic.info.address.as_ref();
        match panic.model {
            None => {
                return Err(unsupported(
                    "no panic model provided, and no default for the architecture and machine type",
                ));
            }
            Some(PanicModel::Pseries) if board != Board::Pseries => {
                return Err(unsupported("only pSeries guests support panic device of model 'pseries'"));
            }
            Some(PanicModel::S390) if board != Board::S390Ccw => {
                return Err(unsupported("only S390 guests support panic device of model 's390'"));
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
