//! What a serial port, or any other character device, must not be.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::Devices;
use model::device::address::Address;
use model::device::channel::{Channel, ChannelTarget};
use model::device::chardev::{CharBackend, CharSource, CharType, Reconnect, SocketMode, TcpProtocol};
use model::device::graphics::GraphicsKind;
use model::device::rng::RngBackend;
use model::device::serial::{Serial, SerialModel, SerialType};
use model::device::smartcard::SmartcardSource;

use crate::Board;
use crate::refusal::{internal, nonsense, unsupported};

/// Checks the character devices of a definition, before what libvirt made up for them is forgotten.
///
/// # Errors
/// `InternalError`, `InvalidArg` or `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate_sources(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let sources = devices.serials.iter().map(|device| &device.source);
    let sources = sources.chain(devices.parallels.iter().map(|device| &device.source));
    let sources = sources.chain(devices.consoles.iter().map(|device| &device.source));
    let sources = sources.chain(devices.redirdevs.iter().map(|device| &device.source));
    let mut sources = sources.chain(cards(devices)).chain(random(devices));
    sources.try_for_each(|one| whole(one).and_then(|()| source(one)))?;
    devices.channels.iter().try_for_each(|channel| {
        // The socket of a channel may be made up later.
        if !matches!(channel.source.backend, CharBackend::Unix(_)) {
            whole(&channel.source)?;
        }
        source(&channel.source)
    })
}

fn cards(devices: &Devices) -> impl Iterator<Item = &CharSource> {
    devices.smartcards.iter().filter_map(|card| match &card.source {
        SmartcardSource::Passthrough(source) => Some(&**source),
        _ => None,
    })
}

fn random(devices: &Devices) -> impl Iterator<Item = &CharSource> {
    devices.rngs.iter().filter_map(|rng| match &rng.backend {
        RngBackend::Egd(source) => Some(&**source),
        _ => None,
    })
}

/// Is all there that the backend cannot do without?
pub(crate) fn whole(source: &CharSource) -> Result<()> {
    match source.missing() {
        Some((code, what)) => Err(Error::new(code, errors::Domain::Domain, what)),
        None => Ok(()),
    }
}

fn source(source: &CharSource) -> Result<()> {
    match &source.backend {
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

/// SPICE's agent speaks through virtio ports, and all that is SPICE's needs SPICE.
///
/// # Errors
/// `ConfigUnsupported` for others.
pub(crate) fn validate_spice(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let virtio = |channel: &Channel| matches!(channel.target, ChannelTarget::Virtio { .. });
    let serials = devices.serials.iter().map(|device| &device.source);
    let parallels = devices.parallels.iter().map(|device| &device.source);
    let consoles = devices.consoles.iter().map(|device| &device.source);
    let forwards = devices.channels.iter().filter(|channel| !virtio(channel)).map(|device| &device.source);
    let mut plain = serials.clone().chain(parallels.clone()).chain(consoles.clone()).chain(forwards);
    if plain.any(|source| source.backend == CharBackend::SpiceVmc) {
        return Err(nonsense("spicevmc device type only supports virtio"));
    }
    if devices.graphics.iter().any(|graphics| matches!(graphics.kind, GraphicsKind::Spice(_))) {
        return Ok(());
    }
    let channels = devices.channels.iter().map(|device| &device.source);
    let redirected = devices.redirdevs.iter().map(|device| &device.source);
    let all = serials.chain(parallels).chain(consoles).chain(channels).chain(redirected);
    for source in all.chain(cards(devices)).chain(random(devices)) {
        let kind = source.backend.kind();
        if matches!(kind, CharType::SpiceVmc | CharType::SpicePort) {
            return Err(unsupported(format!("chardev '{kind}' not supported without spice graphics")));
        }
    }
    Ok(())
}

/// Checks that each port is one that the board can have.
///
/// # Errors
/// `ConfigUnsupported` for one that it cannot.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let board = Board::of(domain);
    for serial in &domain.devices.serials {
        model_suits_the_type(serial)?;
        suits_the_board(serial, board)?;
        place_suits_the_type(serial)?;
    }
    Ok(())
}

/// Each model is of one type.
fn model_suits_the_type(serial: &Serial) -> Result<()> {
    let Some(model) = serial.target_model else { return Ok(()) };
    let kind = match model {
        SerialModel::IsaSerial => SerialType::IsaSerial,
        SerialModel::UsbSerial => SerialType::UsbSerial,
        SerialModel::PciSerial => SerialType::PciSerial,
        SerialModel::SpaprVty => SerialType::SpaprVioSerial,
        SerialModel::Pl011 | SerialModel::Uart16550a => SerialType::SystemSerial,
        SerialModel::SclpConsole | SerialModel::SclpLmConsole => SerialType::SclpSerial,
        SerialModel::IsaDebugcon => SerialType::IsaDebug,
    };
    if serial.target_type.is_some_and(|given| given != kind) {
        return Err(unsupported(format!("Target model '{model}' requires target type '{kind}'")));
    }
    Ok(())
}

/// A port is on the bus of its type.
fn place_suits_the_type(serial: &Serial) -> Result<()> {
    let (Some(kind), Some(address)) = (serial.target_type, &serial.info.address) else { return Ok(()) };
    let (bus, right) = match kind {
        SerialType::IsaSerial | SerialType::IsaDebug => ("isa", matches!(address, Address::Isa(_))),
        SerialType::UsbSerial => ("usb", matches!(address, Address::Usb(_))),
        SerialType::PciSerial => ("pci", matches!(address, Address::Pci(_))),
        SerialType::SpaprVioSerial => ("spapr-vio", matches!(address, Address::SpaprVio { .. })),
        SerialType::SystemSerial | SerialType::SclpSerial => return Ok(()),
    };
    match right {
        true => Ok(()),
        false => Err(unsupported(format!("Target type '{kind}' requires address type '{bus}'"))),
    }
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
