//! `-device` of an input device. What is on PS/2 the board has.

use errors::{Code, Error, Result};
use model::device::info::VirtioModel;
use model::device::input::{Grab, Input, InputBus, InputModel, InputType};

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;
use crate::virtio;

/// Writes the input devices.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.inputs.iter().try_for_each(|input| one(build, input))
}

/// Writes an input device.
pub(crate) fn one(build: &mut Build<'_>, input: &Input) -> Result<()> {
    match (input.bus, input.kind) {
        (_, InputType::Evdev) => evdev(build, input)?,
        (Some(InputBus::Usb), kind) => {
            let driver = match kind {
                InputType::Mouse => "usb-mouse",
                InputType::Tablet => "usb-tablet",
                InputType::Keyboard => "usb-kbd",
                InputType::Passthrough | InputType::Evdev => return Err(unsupported()),
            };
            let props = Props::new().with("driver", driver).with("id", alias(&input.info)?);
            let props = props.and(place(build.guest, &input.info)?);
            build.device(props);
        }
        (Some(InputBus::Virtio), kind) => {
            let props = virtio_input(input, kind)?.and(place(build.guest, &input.info)?);
            build.device(props);
        }
        _ => {}
    }
    Ok(())
}

fn unsupported() -> Error {
    Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, "unsupported input device")
}

fn virtio_input(input: &Input, kind: InputType) -> Result<Props> {
    let driver = match kind {
        InputType::Mouse => "virtio-mouse",
        InputType::Tablet => "virtio-tablet",
        InputType::Keyboard => "virtio-keyboard",
        InputType::Passthrough => "virtio-input-host",
        InputType::Evdev => return Err(unsupported()),
    };
    let transition = match input.model {
        Some(InputModel::Transitional) => Some(VirtioModel::Transitional),
        Some(InputModel::NonTransitional) => Some(VirtioModel::NonTransitional),
        _ => None,
    };
    Ok(Props::new()
        .with("driver", virtio::driver(driver, &input.info, transition)?)
        .and(virtio::options(input.virtio))
        .with("id", alias(&input.info)?)
        .maybe("evdev", input.source.device.clone().filter(|_| kind == InputType::Passthrough)))
}

fn evdev(build: &mut Build<'_>, input: &Input) -> Result<()> {
    let object = Props::new()
        .with("qom-type", "input-linux")
        .with("id", alias(&input.info)?)
        .maybe("evdev", input.source.device.clone())
        .maybe("repeat", input.source.repeat)
        .maybe("grab_all", input.source.grab.map(|grab| grab == Grab::All))
        .maybe("grab-toggle", input.source.grab_toggle.map(|toggle| toggle.to_string()));
    build.object(&object);
    Ok(())
}
