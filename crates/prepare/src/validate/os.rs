//! What may be said about booting.

use errors::{Code, Error, Result};
use model::Domain;
use model::os::AcpiTableType;

use crate::refusal::unsupported;

pub(super) fn validate(domain: &Domain) -> Result<()> {
    if domain.bootloader.is_some() {
        return Err(unsupported("bootloader is not supported by QEMU"));
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
