//! What an input device must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::input::{Input, InputBus, InputModel, InputType};

use crate::refusal::{internal, nonsense, unsupported};

/// Checks that each device suits its bus.
///
/// # Errors
/// `InternalError` and `ConfigUnsupported`, for one that does not.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    for input in &domain.devices.inputs {
        suits_the_bus(input)?;
        is_offered(input, caps)?;
    }
    Ok(())
}

fn suits_the_bus(input: &Input) -> Result<()> {
    let kind = input.kind;
    match (input.bus, kind) {
        (Some(InputBus::Ps2), InputType::Mouse | InputType::Keyboard) => {}
        (Some(InputBus::Ps2), _) => {
            return Err(internal(format!("ps2 bus does not support {kind} input device")));
        }
        (Some(bus @ InputBus::Xen), _) => return Err(internal(format!("unsupported input bus {bus}"))),
        (Some(InputBus::None) | None, InputType::Evdev) => {}
        (_, InputType::Evdev) => return Err(nonsense("input evdev doesn't support bus element")),
        (Some(InputBus::Virtio), _) => {}
        (_, InputType::Passthrough) => {
            return Err(nonsense("only bus 'virtio' is supported for 'passthrough' input devices"));
        }
        _ => {}
    }
    if let Some(model) = input.model.filter(|_| input.bus != Some(InputBus::Virtio)) {
        return Err(nonsense(format!("only bus 'virtio' is supported for input model '{model}'")));
    }
    Ok(())
}

fn is_offered(input: &Input, caps: &EmulatorCapabilities) -> Result<()> {
    let suffix = match input.model {
        Some(InputModel::Transitional) => "-transitional",
        Some(InputModel::NonTransitional) => "-non-transitional",
        _ => return Ok(()),
    };
    let kind = input.kind;
    let offered =
        kind == InputType::Passthrough && caps.has_device(&format!("virtio-input-host-pci{suffix}"));
    if !offered {
        return Err(unsupported(format!(
            "virtio (non-)transitional models are not supported for input type={kind}"
        )));
    }
    Ok(())
}
