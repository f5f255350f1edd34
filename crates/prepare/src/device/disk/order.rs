//! The order of disks: those of one bus stand together, by target.

use model::Domain;
use model::device::disk::Disk;

use super::address::number_of_target;

/// Puts the disks in order: each goes before the first of its bus that has a later target, else behind the last
/// of its bus.
pub(crate) fn order_disks(domain: &mut Domain) {
    let mut ordered: Vec<Disk> = Vec::with_capacity(domain.devices.disks.len());
    for disk in std::mem::take(&mut domain.devices.disks) {
        let same_bus = |other: &&(usize, &Disk)| other.1.target.bus == disk.target.bus;
        let number = number_of_target(&disk.target.dev);
        let before = ordered
            .iter()
            .enumerate()
            .filter(|other| same_bus(&other))
            .find(|(_, other)| number_of_target(&other.target.dev) > number);
        let place = before.map(|(place, _)| place);
        let behind =
            ordered.iter().enumerate().filter(|other| same_bus(&other)).map(|(place, _)| place + 1).last();
        ordered.insert(place.or(behind).unwrap_or(ordered.len()), disk);
    }
    domain.devices.disks = ordered;
}
