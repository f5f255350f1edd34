//! What a network interface is when its definition does not say.

use caps::EmulatorCapabilities;
use model::device::interface::{InterfaceSource, MacAddress};
use model::{Domain, Mac};

use crate::{Board, HostFacts};

/// QEMU's own prefix for addresses that are made up.
const PREFIX: [u8; 3] = [0x52, 0x54, 0x00];

/// The models whose names are known whatever their case.
const KNOWN: &[&str] = &[
    "e1000",
    "e1000e",
    "82540em",
    "82543gc",
    "82545em",
    "Am79C970A",
    "Am79C973",
    "netfront",
    "rtl8139",
    "spapr-vlan",
    "smc91c111",
    "lan9118",
    "usb-net",
    "virtio",
    "virtio-transitional",
    "virtio-non-transitional",
    "vlance",
    "vmxnet",
    "vmxnet2",
    "vmxnet3",
    "scm91c111",
    "igb",
    "i82551",
    "i82557b",
    "i82559er",
    "ne2k_pci",
    "pcnet",
];

/// Writes down the address and the model of every interface.
pub(crate) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities, host: &HostFacts) {
    let model = default_model(Board::of(domain), caps);
    let mut fresh = host.random.macs.iter();
    for interface in &mut domain.devices.interfaces {
        interface.coalesce_rx_max_frames = interface.coalesce_rx_max_frames.filter(|frames| *frames > 0);
        if interface.mac.is_none()
            && let Some([a, b, c]) = fresh.next()
        {
            interface.mac = Some(made_up_mac([*a, *b, *c]));
        }
        // A host device is the model itself.
        if interface.model.is_none() && !matches!(interface.source, InterfaceSource::HostDev { .. }) {
            let vdpa = matches!(interface.source, InterfaceSource::Vdpa { .. });
            interface.model = if vdpa { Some("virtio".to_owned()) } else { model.map(str::to_owned) };
        }
        if let Some(known) = interface
            .model
            .as_deref()
            .and_then(|model| KNOWN.iter().find(|known| known.eq_ignore_ascii_case(model)))
        {
            interface.model = Some((*known).to_owned());
        }
    }
}

/// An address that is made up of random bytes.
pub fn made_up_mac(random: [u8; 3]) -> MacAddress {
    let ([x, y, z], [a, b, c]) = (PREFIX, random);
    let address = Mac::from_bytes([x, y, z, a, b, c]);
    MacAddress { address, mac_type: None, check: None, current: None }
}

/// What every operating system knows, where the board has PCI; virtio on younger boards.
fn default_model(board: Board, caps: &EmulatorCapabilities) -> Option<&'static str> {
    match board {
        Board::Virt | Board::S390Ccw => Some("virtio"),
        _ => [("rtl8139", "rtl8139"), ("e1000", "e1000"), ("virtio-net-pci", "virtio")]
            .into_iter()
            .find(|(device, _)| caps.has_device(device))
            .map(|(_, model)| model),
    }
}
