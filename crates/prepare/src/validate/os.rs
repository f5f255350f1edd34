//! What may be said about booting.

use errors::{Code, Error, Result};
use model::Domain;
use model::os::AcpiTableType;

use crate::board::is_x86;
use crate::refusal::unsupported;

pub(super) fn validate(domain: &Domain) -> Result<()> {
    if domain.bootloader.is_some() {
        return Err(unsupported("bootloader is not supported by QEMU"));
    }
    if !is_x86(domain) && (domain.pm.suspend_to_mem.is_some() || domain.pm.suspend_to_disk.is_some()) {
        return Err(unsupported("setting ACPI S3/S4 not supported"));
    }
    let os = &domain.os;
    if os.bios.as_ref().is_some_and(|bios| bios.use_serial == Some(true)) && domain.devices.serials.is_empty()
    {
        return Err(Error::new(
            Code::XmlError,
            errors::Domain::Qemu,
            "need at least one serial port to use BIOS serial output",
        ));
    }
    match os.acpi_tables.iter().find(|table| table.table_type == AcpiTableType::Rawset) {
        Some(table) => Err(unsupported(format!("ACPI table type '{}' is not supported", table.table_type))),
        None => Ok(()),
    }
}
