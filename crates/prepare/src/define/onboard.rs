//! What a board has without being told: its buses, its USB, its balloon, its mouse and keyboard.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::audio::{Audio, AudioBackend, AudioDirection};
use model::device::controller::{
    ControllerKind, ControllerType, PciController, PciModel, UsbController, UsbModel,
};
use model::device::graphics::GraphicsKind;
use model::device::info::{DeviceInfo, VirtioOptions};
use model::device::input::{Input, InputBus, InputSource, InputType};
use model::device::memballoon::{BalloonModel, MemBalloon};
use model::device::panic::Panic;
use model::device::watchdog::{Watchdog, WatchdogAction, WatchdogModel};

use super::controllers::{add_controller, has_controller};
use crate::{Board, Policy};

/// Adds the controllers and devices that belong to the board.
///
/// # Errors
/// `XmlError` when the definition has another bus at the root than the board.
pub(super) fn add_default_devices(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let board = Board::of(domain);
    if let Some(model) = default_usb(board, caps)
        && !has_controller(domain, ControllerType::Usb, 0)
    {
        add_controller(domain, ControllerKind::Usb(UsbController { model, ..UsbController::default() }), 0);
    }
    if board == Board::Q35 && !has_controller(domain, ControllerType::Sata, 0) {
        add_controller(domain, ControllerKind::Sata, 0);
    }
    if board.has_pci_root() || (board == Board::S390Ccw && caps.has_device("zpci")) {
        add_root(domain, PciModel::PciRoot)?;
    } else if board.has_pcie_root() {
        add_root(domain, PciModel::PcieRoot)?;
    }
    if has_balloon(board, domain) && domain.devices.memballoon.is_none() {
        domain.devices.memballoon = Some(MemBalloon {
            model: BalloonModel::Virtio,
            autodeflate: None,
            free_page_reporting: None,
            stats_period: None,
            virtio: VirtioOptions::default(),
            info: DeviceInfo::default(),
        });
    }
    // Their firmware tells the host of a crash, asked or not.
    if matches!(board, Board::Pseries | Board::S390Ccw) && domain.devices.panics.is_empty() {
        domain.devices.panics.push(Panic::default());
    }
    if board == Board::Q35
        && !domain.devices.watchdogs.iter().any(|watchdog| watchdog.model == WatchdogModel::Itco)
    {
        // All watchdogs of a guest do the same thing.
        let action = domain.devices.watchdogs.iter().find_map(|watchdog| watchdog.action);
        let watchdog = Watchdog {
            model: WatchdogModel::Itco,
            action: action.or(Some(WatchdogAction::Reset)),
            info: DeviceInfo::default(),
        };
        domain.devices.watchdogs.push(watchdog);
    }
    Ok(())
}

/// Boards that have memory ballooning unless their definition says otherwise.
fn has_balloon(board: Board, domain: &Domain) -> bool {
    match board {
        Board::Microvm => false,
        Board::Virt | Board::Other => !matches!(
            domain.os.arch.as_deref(),
            Some("aarch64" | "armv6l" | "armv7l" | "sparc" | "loongarch64")
        ),
        _ => true,
    }
}

/// The USB controller of a board; the inner `None` leaves the model to be decided like any other.
/// Q35 gets USB 3 where the emulator has it, else USB 2, else nothing.
#[allow(clippy::option_option, reason = "whether there is one, and whether its model is decided")]
fn default_usb(board: Board, caps: &EmulatorCapabilities) -> Option<Option<UsbModel>> {
    match board {
        Board::I440fx | Board::Pseries => Some(None),
        Board::Q35 => [
            ("qemu-xhci", UsbModel::QemuXhci),
            ("nec-usb-xhci", UsbModel::NecXhci),
            ("ich9-usb-ehci1", UsbModel::Ich9Ehci1),
        ]
        .into_iter()
        .find(|(device, _)| caps.has_device(device))
        .map(|(_, model)| Some(model)),
        _ => None,
    }
}

fn add_root(domain: &mut Domain, root: PciModel) -> Result<()> {
    let existing = domain.devices.controllers.iter().find_map(|controller| match &controller.kind {
        ControllerKind::Pci(pci) if controller.index == Some(0) => Some(pci.model),
        _ => None,
    });
    match existing {
        None => add_controller(
            domain,
            ControllerKind::Pci(PciController { model: Some(root), ..PciController::default() }),
            0,
        ),
        Some(Some(model)) if model == root => {}
        Some(model) => {
            let model = model.map(|model| model.to_string()).unwrap_or_default();
            return Err(Error::new(
                Code::XmlError,
                errors::Domain::Qemu,
                format!(
                    "The PCI controller with index='0' must be model='{root}' for this machine type, but model='{model}' was found instead"
                ),
            ));
        }
    }
    Ok(())
}

/// Adds the PS/2 mouse and keyboard that every PC has; POWER has them on USB when somebody is to look at the guest.
pub(super) fn add_default_inputs(domain: &mut Domain) {
    let board = Board::of(domain);
    let usb = domain.devices.controllers.iter().any(
        |controller| matches!(&controller.kind, ControllerKind::Usb(usb) if usb.model != Some(UsbModel::None)),
    );
    if board == Board::Pseries && !domain.devices.graphics.is_empty() && usb {
        let has = |kinds: &[InputType]| domain.devices.inputs.iter().any(|input| kinds.contains(&input.kind));
        let keyboard = !has(&[InputType::Keyboard]);
        let pointer = !has(&[InputType::Mouse, InputType::Tablet]);
        let added = [(keyboard, InputType::Keyboard), (pointer, InputType::Mouse)];
        domain.devices.inputs.extend(added.into_iter().filter(|(add, _)| *add).map(|(_, kind)| Input {
            kind,
            bus: Some(InputBus::Usb),
            model: None,
            source: InputSource::default(),
            virtio: VirtioOptions::default(),
            info: DeviceInfo::default(),
        }));
    }
    if !board.is_pc() || board == Board::Microvm || domain.features.ps2 == Some(false) {
        return;
    }
    for kind in [InputType::Mouse, InputType::Keyboard] {
        let there =
            domain.devices.inputs.iter().any(|input| input.kind == kind && input.bus == Some(InputBus::Ps2));
        if !there {
            domain.devices.inputs.push(Input {
                kind,
                bus: Some(InputBus::Ps2),
                model: None,
                source: InputSource::default(),
                virtio: VirtioOptions::default(),
                info: DeviceInfo::default(),
            });
        }
    }
}

/// Adds the audio backend of a guest that names none: sound goes where the last display that can carry sound has
/// it go. SPICE carries it to the client; windows play it on the host, and so do VNC and no display at all if that
/// is allowed. Where nothing says how the host plays sound there is no backend.
pub(super) fn add_default_audio(domain: &mut Domain, policy: &Policy) {
    if !domain.devices.audios.is_empty() {
        return;
    }
    let on_host = |allowed: bool| if allowed { policy.host_audio.clone() } else { Some(AudioBackend::None) };
    let displays = &domain.devices.graphics;
    let by_display = displays.iter().rev().find_map(|graphics| match &graphics.kind {
        GraphicsKind::Spice(_) => Some(Some(AudioBackend::Spice)),
        GraphicsKind::Sdl(_) => Some(policy.host_audio.clone()),
        GraphicsKind::Vnc(_) => Some(on_host(policy.vnc_allow_host_audio)),
        _ => None,
    });
    let backend = match by_display {
        Some(backend) => backend,
        None if displays.is_empty() => on_host(policy.nographics_allow_host_audio),
        None => None,
    };
    domain.devices.audios.extend(backend.map(|backend| Audio {
        id: 1,
        timer_period: None,
        backend,
        input: AudioDirection::default(),
        output: AudioDirection::default(),
    }));
}
