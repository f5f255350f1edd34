//! Writing addresses.

use xml::Writer;

use super::{Address, PciAddress};

impl Address {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("address", |w| match self {
            Self::Pci(address) => {
                w.attr("type", "pci");
                match address {
                    Some(address) if address.is_nowhere() => address.format_rest(w),
                    Some(address) => address.format(w),
                    None => {}
                }
            }
            Self::Drive(address) => {
                w.attr("type", "drive");
                w.attr("controller", address.controller);
                w.attr("bus", address.bus);
                w.attr("target", address.target);
                w.attr("unit", address.unit);
            }
            Self::VirtioSerial(address) => {
                w.attr("type", "virtio-serial");
                w.attr("controller", address.controller);
                w.attr("bus", address.bus);
                w.attr("port", address.port);
            }
            Self::Ccid(address) => {
                w.attr("type", "ccid");
                w.attr("controller", address.controller);
                w.attr("slot", address.slot);
            }
            Self::Usb(address) => {
                w.attr("type", "usb");
                w.attr("bus", address.bus);
                let port: Vec<String> = address.port.iter().map(u32::to_string).collect();
                w.attr("port", Some(port.join(".")).filter(|port| !port.is_empty()));
            }
            Self::SpaprVio { reg } => {
                w.attr("type", "spapr-vio");
                if let Some(reg) = reg {
                    w.hex("reg", *reg, 8);
                }
            }
            Self::Ccw(address) => {
                w.attr("type", "ccw");
                if let Some(address) = address {
                    w.hex("cssid", address.cssid, 1);
                    w.hex("ssid", address.ssid, 1);
                    w.hex("devno", address.devno, 4);
                }
            }
            Self::VirtioMmio => w.attr("type", "virtio-mmio"),
            Self::Isa(address) => {
                w.attr("type", "isa");
                for (name, value) in [("iobase", address.iobase), ("irq", address.irq)] {
                    if value != 0 {
                        w.hex(name, value, 1);
                    }
                }
            }
            Self::Dimm(address) => {
                w.attr("type", "dimm");
                w.attr("slot", address.slot);
                if let Some(base) = address.base {
                    w.hex("base", base, 1);
                }
            }
            Self::Unassigned => w.attr("type", "unassigned"),
        });
    }
}

impl PciAddress {
    /// Writes the attributes and children of an `<address>`.
    pub(crate) fn format(&self, w: &mut Writer) {
        w.hex("domain", self.domain, 4);
        w.hex("bus", self.bus, 2);
        w.hex("slot", self.slot, 2);
        w.hex("function", self.function, 1);
        self.format_rest(w);
    }

    /// Writes what an address has besides a place.
    fn format_rest(&self, w: &mut Writer) {
        w.on_off("multifunction", self.multifunction);
        if let Some(zpci) = &self.zpci {
            w.optional("zpci", |w| {
                if let Some(uid) = zpci.uid {
                    w.hex("uid", uid, 4);
                }
                if let Some(fid) = zpci.fid {
                    w.hex("fid", fid, 8);
                }
            });
        }
    }
}
