//! What a serial port is when its definition does not say.

use model::Domain;
use model::device::serial::{SerialModel, SerialType};

use crate::Board;

/// Writes down type, model and number of every serial port.
pub(crate) fn complete(domain: &mut Domain) {
    let board = Board::of(domain);
    let arm = matches!(domain.os.arch.as_deref(), Some("aarch64" | "armv6l" | "armv7l"));
    let mut next = domain
        .devices
        .serials
        .iter()
        .filter_map(|serial| serial.port)
        .map(|port| port + 1)
        .max()
        .unwrap_or(0);
    for serial in &mut domain.devices.serials {
        if serial.port.is_none() {
            serial.port = Some(next);
            next += 1;
        }
        // Older definitions call every port so.
        if serial.target_type == Some(SerialType::IsaSerial)
            && serial.target_model.is_none()
            && matches!(board, Board::Pseries | Board::Virt)
        {
            serial.target_type = None;
        }
        if serial.target_type.is_none() {
            serial.target_type = default_type(board);
        }
        if serial.target_model.is_none() {
            serial.target_model = serial.target_type.and_then(|kind| default_model(kind, arm));
        }
    }
    next = domain
        .devices
        .parallels
        .iter()
        .filter_map(|parallel| parallel.port)
        .map(|port| port + 1)
        .max()
        .unwrap_or(0);
    for parallel in &mut domain.devices.parallels {
        if parallel.port.is_none() {
            parallel.port = Some(next);
            next += 1;
        }
    }
}

fn default_type(board: Board) -> Option<SerialType> {
    match board {
        Board::Pseries => Some(SerialType::SpaprVioSerial),
        Board::Virt => Some(SerialType::SystemSerial),
        Board::S390Ccw => Some(SerialType::SclpSerial),
        Board::I440fx | Board::Q35 | Board::Isapc | Board::Microvm => Some(SerialType::IsaSerial),
        Board::PowerPc | Board::Other => None,
    }
}

fn default_model(kind: SerialType, arm: bool) -> Option<SerialModel> {
    Some(match kind {
        SerialType::IsaSerial => SerialModel::IsaSerial,
        SerialType::UsbSerial => SerialModel::UsbSerial,
        SerialType::PciSerial => SerialModel::PciSerial,
        SerialType::SpaprVioSerial => SerialModel::SpaprVty,
        SerialType::SystemSerial if arm => SerialModel::Pl011,
        SerialType::SystemSerial => SerialModel::Uart16550a,
        SerialType::SclpSerial => SerialModel::SclpConsole,
        SerialType::IsaDebug => SerialModel::IsaDebugcon,
    })
}
