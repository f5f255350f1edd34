//! What a disk must not be.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;

/// Checks the disks of a complete definition.
///
/// # Errors
/// `XmlError` when two disks have the same target.
pub(crate) fn validate(domain: &Domain, _caps: &EmulatorCapabilities) -> Result<()> {
    targets_are_unique(domain)
}

fn targets_are_unique(domain: &Domain) -> Result<()> {
    let disks = &domain.devices.disks;
    for (position, disk) in disks.iter().enumerate() {
        let Some(earlier) = disks.iter().take(position).find(|earlier| earlier.target.dev == disk.target.dev)
        else {
            continue;
        };
        let source =
            |disk: &model::device::disk::Disk| disk.source.location.path().unwrap_or("(null)").to_owned();
        return Err(Error::new(
            Code::XmlError,
            errors::Domain::Domain,
            format!(
                "target '{}' duplicated for disk sources '{}' and '{}'",
                disk.target.dev,
                source(earlier),
                source(disk)
            ),
        ));
    }
    Ok(())
}
