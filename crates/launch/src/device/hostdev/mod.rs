//! Devices of the host.

pub(crate) mod args;
mod scsi;

pub(crate) use args::pci_name;
