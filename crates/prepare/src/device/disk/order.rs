//! The order of disks: those of one bus stand together, by target.

use model::Domain;
use model::device::disk::Disk;

use super::address::number_of_target;

/// Puts the disks in order: each goes before the first of its bus that has a later target, else behind the last
/// of its bus.
pub(crate) fn order_disks(domain: &mut Domain) {
    let mut ordered: Vec<Disk> = Vec::with_capacity(domain.devices.disks.len());
    for disk in std::mem::take(&mut domain.devices.disks) {
        let number = number_of_target(&disk.target.dev);
        let bus = disk.target.bus;
        let same_bus = || ordered.iter().enumerate().filter(move |(_, other)| other.target.bus == bus);
        let before = same_bus().find(|(_, other)| number_of_target(&other.target.dev) > number);
        let behind = same_bus().next_back().map(|(place, _)| place + 1);
        let place = before.map(|(place, _)| place).or(behind).unwrap_or(ordered.len());
        ordered.insert(place, disk);
    }
    domain.devices.disks = ordered;
}
