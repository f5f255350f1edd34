//! Names of devices that come to a running guest: the next number after the highest that is there.

use model::Domain;
use model::device::address::Address;
use model::device::memory::MemoryModel;
use model::device::{Device, DeviceKind};

use crate::Board;
use crate::start::{controller_alias, disk_alias_in};

/// The name of a device that has none of its user's choice.
pub(super) fn of(domain: &Domain, device: &Device) -> Option<String> {
    let next = |prefix: &str| {
        let numbers = domain
            .devices
            .infos()
            .filter_map(|info| info.alias.as_deref()?.strip_prefix(prefix)?.parse::<u32>().ok());
        format!("{prefix}{}", numbers.max().map_or(0, |highest| highest + 1))
    };
    Some(match device {
        Device::Disk(disk) => disk_alias_in(domain, disk),
        Device::Controller(controller) => {
            controller_alias(&controller.kind, controller.index.unwrap_or_default(), Board::of(domain))
        }
        Device::Memory(memory) => match (memory.model, &memory.info.address) {
            (MemoryModel::Dimm, Some(Address::Dimm(address))) => {
                format!("dimm{}", address.slot.unwrap_or_default())
            }
            (MemoryModel::Nvdimm, Some(Address::Dimm(address))) => {
                format!("nvdimm{}", address.slot.unwrap_or_default())
            }
            (MemoryModel::VirtioMem, _) => next("virtiomem"),
            (MemoryModel::VirtioPmem, _) => next("virtiopmem"),
            (MemoryModel::SgxEpc, _) => next("epc"),
            (MemoryModel::Dimm, _) => next("dimm"),
            (MemoryModel::Nvdimm, _) => next("nvdimm"),
        },
        Device::Console(_) => next_console(domain),
        other => next(match other.kind() {
            DeviceKind::Filesystem => "fs",
            DeviceKind::Interface => "net",
            DeviceKind::HostDev => "hostdev",
            DeviceKind::RedirDev => "redir",
            kind @ (DeviceKind::Serial
            | DeviceKind::Parallel
            | DeviceKind::Channel
            | DeviceKind::Input
            | DeviceKind::Watchdog
            | DeviceKind::Rng
            | DeviceKind::Shmem
            | DeviceKind::Vsock) => kind.word(),
            _ => return None,
        }),
    })
}

/// A console that stands for a serial port has that one's name, and its number counts all the same.
fn next_console(domain: &Domain) -> String {
    let aliases = domain.devices.consoles.iter().filter_map(|console| console.info.alias.as_deref());
    let number = |alias: &str| alias.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
    format!("console{}", aliases.filter_map(number).max().map_or(0, |highest| highest.saturating_add(1)))
}
