//! What a serial port, or any other character device, must not be.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::chardev::{CharBackend, CharSource, Reconnect, SocketMode, TcpProtocol};
use model::device::serial::{Serial, SerialModel, SerialType};

use crate::Board;
use crate::refusal::{internal, unsupported};

/// Checks the character devices of a definition, before what libvirt made up for them is forgotten.
///
/// # Errors
/// `InternalError`, `InvalidArg` or `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate_sources(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let sources = devices.serials.iter().map(|device| &device.source);
    let sources = sources.chain(devices.parallels.iter().map(|device| &device.source));
    let sources = sources.chain(devices.channels.iter().map(|device| &device.source));
    let mut sources = sources.chain(devices.consoles.iter().map(|device| &device.source));
    sources.try_for_each(source)
}

fn source(source: &CharSource) -> Result<()> {
    let needed = || internal("Missing source path attribute for char device");
    match &source.backend {
        CharBackend::Dev { path } | CharBackend::File { path, .. } | CharBackend::Pipe { path }
            if path.is_none() =>
        {
            Err(needed())
        }
        CharBackend::Tcp(endpoint) => {
            if let Some(protocol @ (TcpProtocol::Tls | TcpProtocol::Telnets)) = endpoint.protocol {
                return Err(unsupported(format!("tcp chardev protocol '{protocol}' not supported")));
            }
            reconnecting(endpoint.mode, endpoint.reconnect)
        }
        CharBackend::Unix(endpoint) => reconnecting(endpoint.mode, endpoint.reconnect),
        _ => Ok(()),
    }
}

/// Whoever listens does not reconnect; whoever does, waits.
fn reconnecting(mode: Option<SocketMode>, reconnect: Option<Reconnect>) -> Result<()> {
    let Some(reconnect) = reconnect.filter(|reconnect| reconnect.enabled) else { return Ok(()) };
    if mode == Some(SocketMode::Bind) {
        return Err(internal("chardev reconnect is possible only for connect mode"));
    }
    if reconnect.timeout.unwrap_or(0) == 0 {
        let detail = "chardev reconnect source timeout cannot be '0'";
        return Err(Error::new(Code::InvalidArg, errors::Domain::Domain, detail));
    }
    Ok(())
}

/// Checks that each port is one that the board can have.
///
/// # Errors
/// `ConfigUnsupported` for one that it cannot.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let board = Board::of(domain);
    domain.devices.serials.iter().try_for_each(|serial| suits_the_board(serial, board))
}

fn suits_the_board(serial: &Serial, board: Board) -> Result<()> {
    let wrong = match serial.target_type {
        Some(SerialType::IsaSerial | SerialType::IsaDebug) => !board.is_pc(),
        Some(SerialType::SpaprVioSerial) => board != Board::Pseries,
        Some(SerialType::SclpSerial) => board != Board::S390Ccw,
        Some(SerialType::SystemSerial) => board.is_pc() || matches!(board, Board::Pseries | Board::S390Ccw),
        Some(SerialType::UsbSerial | SerialType::PciSerial) | None => false,
    };
    if wrong {
        let kind = serial.target_type.map(|kind| kind.to_string()).unwrap_or_default();
        let model = serial.target_model.map(|model: SerialModel| model.to_string()).unwrap_or_default();
        return Err(unsupported(format!(
            "Serial device with target type '{kind}' and target model '{model}' not compatible with guest architecture or machine type"
        )));
    }
    Ok(())
}
