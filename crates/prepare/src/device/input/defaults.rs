//! What an input device is when its definition does not say.

use model::Domain;
use model::device::input::{InputBus, InputType};

use crate::Board;

/// Writes down the bus of every input device.
pub(crate) fn complete(domain: &mut Domain) {
    let board = Board::of(domain);
    for input in &mut domain.devices.inputs {
        let bus = match input.kind {
            InputType::Passthrough => InputBus::Virtio,
            InputType::Evdev => InputBus::None,
            InputType::Mouse | InputType::Keyboard if board.is_pc() => InputBus::Ps2,
            _ if board == Board::S390Ccw => InputBus::Virtio,
            _ => InputBus::Usb,
        };
        let _ = input.bus.get_or_insert(bus);
    }
}
