//! Where a disk sits, by the name of its target: `sda` is the first of its bus.

use model::device::address::DriveAddress;
use model::device::disk::DiskBus;

/// The bus that a target name stands for.
pub(super) fn bus_of_target(target: &str) -> Option<DiskBus> {
    let prefixes = [
        ("hd", DiskBus::Ide),
        ("sd", DiskBus::Scsi),
        ("vd", DiskBus::Virtio),
        ("xvd", DiskBus::Xen),
        ("ubd", DiskBus::Uml),
    ];
    prefixes.into_iter().find(|(prefix, _)| target.starts_with(prefix)).map(|(_, bus)| bus)
}

/// Which part of a disk a target names: `vda1` is 1.
pub(crate) fn partition_of_target(target: &str) -> Option<u32> {
    let (_, digits) = parts_of_target(target)?;
    digits.parse().ok()
}

/// The letters and the digits behind a target's prefix.
fn parts_of_target(target: &str) -> Option<(&str, &str)> {
    let prefix =
        ["fd", "hd", "sd", "vd", "xvd", "ubd"].into_iter().find(|prefix| target.starts_with(prefix))?;
    let rest = target.get(prefix.len()..)?;
    let letters = rest.trim_end_matches(|digit: char| digit.is_ascii_digit());
    Some((letters, rest.get(letters.len()..)?))
}

/// The number of a target: `hda` is 0, `hdz` 25, `hdaa` 26. `None` for names of another form.
pub(crate) fn number_of_target(target: &str) -> Option<u32> {
    let (letters, _) = parts_of_target(target)?;
    if letters.is_empty() || !letters.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    letters
        .bytes()
        .try_fold(0_u32, |number, letter| number.checked_mul(26)?.checked_add(u32::from(letter - b'a') + 1))
        .map(|number| number - 1)
}

/// How many disks a SCSI controller takes by itself: targets 0 to 6 of a narrow one; more have to be placed by hand.
const SCSI_UNITS: u32 = 7;

/// The place of the disk with that number on its bus; `None` for buses that have no such places.
pub(super) fn place(bus: DiskBus, number: u32) -> Option<DriveAddress> {
    let at = |controller, bus, target, unit| Some(DriveAddress { controller, bus, target, unit });
    match bus {
        DiskBus::Ide => at(number / 4, number % 4 / 2, 0, number % 2),
        DiskBus::Fdc => at(number / 2, 0, 0, number % 2),
        DiskBus::Sata => at(number / 6, 0, 0, number % 6),
        DiskBus::Scsi => at(number / SCSI_UNITS, 0, 0, number % SCSI_UNITS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_count_like_spreadsheet_columns() {
        for (target, number) in [
            ("hda", Some(0)),
            ("sdz", Some(25)),
            ("vdaa", Some(26)),
            ("xvdb", Some(1)),
            ("vda1", Some(0)),
            ("vd", None),
            ("cd1", None),
        ] {
            assert_eq!(number_of_target(target), number, "{target}");
        }
    }

    #[test]
    fn places_by_bus() {
        let address = |controller, bus, target, unit| Some(DriveAddress { controller, bus, target, unit });
        for (bus, number, expected) in [
            (DiskBus::Ide, 2, address(0, 1, 0, 0)),
            (DiskBus::Ide, 5, address(1, 0, 0, 1)),
            (DiskBus::Fdc, 1, address(0, 0, 0, 1)),
            (DiskBus::Sata, 7, address(1, 0, 0, 1)),
            (DiskBus::Scsi, 6, address(0, 0, 0, 6)),
            (DiskBus::Scsi, 7, address(1, 0, 0, 0)),
            (DiskBus::Virtio, 0, None),
        ] {
            assert_eq!(place(bus, number), expected, "{bus:?} {number}");
        }
    }
}
