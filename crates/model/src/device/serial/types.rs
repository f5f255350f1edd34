//! What `<serial>` says.

use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

/// A serial port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serial {
    /// Its host side.
    pub source: CharSource,
    /// The bus; `None` when it is to be chosen.
    pub target_type: Option<SerialType>,
    /// The device; `None` when it is to be chosen.
    pub target_model: Option<SerialModel>,
    /// Its number; `None` to have one assigned.
    pub port: Option<u32>,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// The bus that a serial port is on.
    pub enum SerialType {
        IsaSerial = "isa-serial", UsbSerial = "usb-serial", PciSerial = "pci-serial",
        SpaprVioSerial = "spapr-vio-serial", SystemSerial = "system-serial", SclpSerial = "sclp-serial",
        IsaDebug = "isa-debug",
    }

    /// The device that plays a serial port.
    pub enum SerialModel {
        IsaSerial = "isa-serial", UsbSerial = "usb-serial", PciSerial = "pci-serial", SpaprVty = "spapr-vty",
        Pl011 = "pl011", SclpConsole = "sclpconsole", SclpLmConsole = "sclplmconsole", Uart16550a = "16550a",
        IsaDebugcon = "isa-debugcon",
    }
}
