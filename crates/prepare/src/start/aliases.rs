//! Names by which the running guest's devices are called: libvirt's naming, which clients and people rely on.

use caps::EmulatorCapabilities;
use model::Domain;
use model::device::address::Address;
use model::device::controller::{ControllerKind, ControllerType, PciModel, ScsiModel};
use model::device::disk::{Disk, DiskBus};
use model::device::info::DeviceInfo;
use model::device::interface::InterfaceSource;
use model::device::memballoon::BalloonModel;

use crate::Board;

/// Names every device that has no name of its user's choice.
pub(super) fn assign(domain: &mut Domain, _caps: &EmulatorCapabilities) {
    let board = Board::of(domain);
    for info in domain.devices.infos_mut() {
        if !info.has_user_alias() {
            info.alias = None;
        }
    }
    let narrow = narrow_controllers(domain);
    for disk in &mut domain.devices.disks {
        let alias = disk_alias(disk, &narrow);
        name(&mut disk.info, alias);
    }
    for controller in &mut domain.devices.controllers {
        let index = controller.index.unwrap_or_default();
        let alias = controller_alias(&controller.kind, index, board);
        name(&mut controller.info, alias);
    }
    let devices = &mut domain.devices;
    macro_rules! numbered {
        ($($field:ident: $prefix:literal),* $(,)?) => {$(
            for (number, device) in devices.$field.iter_mut().enumerate() {
                name(&mut device.info, format!(concat!($prefix, "{}"), number));
            }
        )*};
    }
    numbered! {
        filesystems: "fs", smartcards: "smartcard", serials: "serial", parallels: "parallel",
        channels: "channel", inputs: "input", tpms: "tpm", sounds: "sound", videos: "video",
        redirdevs: "redir", hubs: "hub", watchdogs: "watchdog", rngs: "rng",
        shmems: "shmem", cryptos: "crypto", iommu: "iommu", vsock: "vsock", pstore: "pstore",
    }
    // These two are counted without those that have a name of their user's choice; interfaces that are devices
    // of the host count among such devices.
    let (mut nets, mut hostdevs) = (0_u32, 0_u32);
    let mut next = |info: &mut DeviceInfo, of_host: bool| {
        if info.alias.is_none() {
            let (prefix, number) = if of_host { ("hostdev", &mut hostdevs) } else { ("net", &mut nets) };
            info.alias = Some(format!("{prefix}{number}"));
            *number += 1;
        }
    };
    for interface in &mut devices.interfaces {
        next(&mut interface.info, matches!(interface.source, InterfaceSource::HostDev { .. }));
    }
    for hostdev in &mut devices.hostdevs {
        next(&mut hostdev.info, true);
    }
    if let Some(balloon) = devices.memballoon.as_mut().filter(|balloon| balloon.model != BalloonModel::None) {
        name(&mut balloon.info, "balloon0".to_owned());
    }
    if let Some(nvram) = &mut devices.nvram {
        name(&mut nvram.info, "nvram".to_owned());
    }
    let mut counts = std::collections::BTreeMap::new();
    for memory in &mut devices.memories {
        let prefix = match memory.model {
            model::device::memory::MemoryModel::Dimm => "dimm",
            model::device::memory::MemoryModel::Nvdimm => "nvdimm",
            model::device::memory::MemoryModel::VirtioPmem => "virtiopmem",
            model::device::memory::MemoryModel::VirtioMem => "virtiomem",
            model::device::memory::MemoryModel::SgxEpc => "epc",
        };
        // Modules in slots are called after those.
        let slot = match &memory.info.address {
            Some(Address::Dimm(address)) => address.slot,
            _ => None,
        };
        let number: &mut u32 = counts.entry(prefix).or_default();
        name(&mut memory.info, format!("{prefix}{}", slot.unwrap_or(*number)));
        *number += 1;
    }
    name_consoles(domain);
}

fn name(info: &mut DeviceInfo, alias: String) {
    let _ = info.alias.get_or_insert(alias);
}

/// The first console is the first serial port, by another name.
fn name_consoles(domain: &mut Domain) {
    use model::device::console::ConsoleType;
    let first_serial = domain.devices.serials.first().map(|serial| serial.info.clone());
    for (number, console) in domain.devices.consoles.iter_mut().enumerate() {
        match &first_serial {
            Some(info) if number == 0 && console.target_type == Some(ConsoleType::Serial) => {
                console.info.alias.clone_from(&info.alias);
            }
            _ => name(&mut console.info, format!("console{number}")),
        }
    }
}

/// A disk is called after its place: `ide0-0-1`, `sata0-0-0`, `scsi0-0-0-2`; or after its number
/// where a bus has no places: `virtio-disk0`.
/// Narrow SCSI controllers have no targets of their own: `scsi0-0-2`.
fn disk_alias(disk: &Disk, narrow: &[u32]) -> String {
    let bus = disk.target.bus.unwrap_or(DiskBus::Virtio);
    match &disk.info.address {
        Some(Address::Drive(at)) if bus == DiskBus::Scsi && !narrow.contains(&at.controller) => {
            format!("scsi{}-{}-{}-{}", at.controller, at.bus, at.target, at.unit)
        }
        Some(Address::Drive(at)) => format!("{bus}{}-{}-{}", at.controller, at.bus, at.unit),
        _ => format!("{bus}-disk{}", crate::device::target_number(&disk.target.dev).unwrap_or_default()),
    }
}

/// The same for a disk of that guest.
pub(crate) fn disk_alias_in(domain: &Domain, disk: &Disk) -> String {
    disk_alias(disk, &narrow_controllers(domain))
}

/// The numbers of the SCSI controllers that know targets only.
fn narrow_controllers(domain: &Domain) -> Vec<u32> {
    let narrow = domain.devices.controllers.iter().filter(|controller| match controller.kind {
        ControllerKind::Scsi { model } => model.is_some_and(ScsiModel::is_narrow),
        _ => false,
    });
    narrow.filter_map(|controller| controller.index).collect()
}

/// A controller is called after its bus and number; what a board has only one of keeps QEMU's name.
pub(crate) fn controller_alias(kind: &ControllerKind, index: u32, board: Board) -> String {
    match kind {
        ControllerKind::Pci(pci) => match pci.model {
            Some(PciModel::PcieRoot) => format!("pcie.{index}"),
            Some(PciModel::PciRoot) if board != Board::Pseries || index == 0 => format!("pci.{index}"),
            _ => format!("pci.{index}"),
        },
        ControllerKind::Ide { .. } if board == Board::I440fx && index == 0 => "ide".to_owned(),
        ControllerKind::Sata if board == Board::Q35 && index == 0 => "ide".to_owned(),
        ControllerKind::Usb(_) if index == 0 => "usb".to_owned(),
        _ => format!(
            "{}{index}",
            match kind.bus() {
                ControllerType::VirtioSerial => "virtio-serial".to_owned(),
                other => other.to_string(),
            }
        ),
    }
}
