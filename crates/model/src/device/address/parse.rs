//! Reading addresses.

use errors::{Code, Domain};
use xml::{Element, Fault, Result};

use super::{
    Address, CcidAddress, CcwAddress, DimmAddress, DriveAddress, IsaAddress, PciAddress, UsbAddress,
    VirtioSerialAddress, Zpci,
};

impl Address {
    /// Reads `<address>`.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let kind = e.required("type")?;
        Ok(match kind {
            "pci" => Self::Pci(Some(PciAddress::parse(e)?).filter(|pci| *pci != PciAddress::default())),
            "drive" => Self::Drive(DriveAddress::parse(e)?),
            "virtio-serial" => Self::VirtioSerial(VirtioSerialAddress::parse(e)?),
            "ccid" => Self::Ccid(CcidAddress::parse(e)?),
            "usb" => Self::Usb(UsbAddress::parse(e)?),
            "spapr-vio" => Self::SpaprVio { reg: e.any_base("reg")? },
            "ccw" => Self::Ccw(CcwAddress::parse(e)?),
            "virtio-mmio" => Self::VirtioMmio,
            "isa" => Self::Isa(IsaAddress::parse(e)?),
            "dimm" => Self::Dimm(DimmAddress::parse(e)?),
            "unassigned" => Self::Unassigned,
            "virtio-s390" => {
                let what = "virtio-s390 bus doesn't have an address";
                return Err(e.fault(Code::XmlError, what));
            }
            other => return Err(e.invalid_attribute("type", other)),
        })
    }
}

impl PciAddress {
    /// Reads an address on a PCI bus, the guest's or the host's.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let address = Self {
            domain: e.any_base("domain")?.unwrap_or(0),
            bus: e.any_base("bus")?.unwrap_or(0),
            slot: e.any_base("slot")?.unwrap_or(0),
            function: e.any_base("function")?.unwrap_or(0),
            multifunction: e.on_off("multifunction")?,
            zpci: e.maybe("zpci", Zpci::parse)?.filter(|zpci| *zpci != Zpci::default()),
        };
        let limits = [
            ("domain", address.domain, 0xffff),
            ("bus", address.bus, 0xff),
            ("slot", address.slot, 0x1f),
            ("function", address.function, 7),
        ];
        for (name, value, limit) in limits {
            if value > limit {
                let what = match name {
                    "function" => format!("Invalid PCI address function={value:#x}, must be <= {limit}"),
                    _ => format!("Invalid PCI address {name}='{value:#x}', must be <= {limit:#X}"),
                };
                return Err(e.fault(Code::XmlError, what.replace("0X", "0x")));
            }
        }
        Ok(address)
    }
}

impl Zpci {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let uid = e.any_base::<u32>("uid")?;
        if let Some(bad) = uid.filter(|uid| *uid == 0 || *uid > 0xffff) {
            let what = format!("Invalid PCI address uid='0x{bad:04x}', must be > 0x0000 and <= 0xffff");
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Self { uid, fid: e.any_base("fid")? })
    }
}

impl DriveAddress {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            controller: e.number("controller")?.unwrap_or(0),
            bus: e.number("bus")?.unwrap_or(0),
            target: e.number("target")?.unwrap_or(0),
            unit: e.number("unit")?.unwrap_or(0),
        })
    }
}

impl VirtioSerialAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            controller: e.number("controller")?.unwrap_or(0),
            bus: e.number("bus")?.unwrap_or(0),
            port: e.number("port")?.unwrap_or(0),
        })
    }
}

impl CcidAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { controller: e.number("controller")?.unwrap_or(0), slot: e.number("slot")?.unwrap_or(0) })
    }
}

impl UsbAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let port = e.attribute("port").map(|text| Self::port(e, text)).transpose()?;
        Ok(Self { bus: e.number("bus")?.unwrap_or(0), port: port.unwrap_or_default() })
    }

    /// Up to four numbers between dots.
    fn port(e: &Element<'_>, text: &str) -> Result<Vec<u32>> {
        let numbers: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
        match numbers {
            Some(numbers) if numbers.len() <= 4 => Ok(numbers),
            _ => Err(device_fault(e, "Cannot parse <address> 'port' attribute".to_owned())),
        }
    }
}

impl CcwAddress {
    fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        let part = |name| e.any_base::<u32>(name);
        match (part("cssid")?, part("ssid")?, part("devno")?) {
            (None, None, None) => Ok(None),
            (Some(cssid), Some(ssid), Some(devno)) => {
                if cssid > 0xfe || ssid > 3 || devno > 0xffff {
                    let what = format!(
                        "Invalid specification for virtio ccw address: cssid='{cssid:#x}' ssid='{ssid:#x}' devno='{devno:#06x}'"
                    );
                    return Err(device_fault(e, what));
                }
                Ok(Some(Self { cssid, ssid, devno }))
            }
            _ => Err(device_fault(e, "Invalid partial specification for virtio ccw address".to_owned())),
        }
    }
}

impl IsaAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { iobase: e.any_base("iobase")?.unwrap_or(0), irq: e.any_base("irq")?.unwrap_or(0) })
    }
}

impl DimmAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { slot: Some(e.required_number("slot")?), base: e.any_base("base")? })
    }
}

/// A mistake that is the devices' own, not the definition's.
fn device_fault(e: &Element<'_>, what: String) -> Fault {
    Fault::of(Domain::Device, Code::InternalError, what).at(e.position())
}
