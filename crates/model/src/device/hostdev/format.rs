//! Writing `<hostdev>`.

use xml::Writer;

use super::{
    HostDev, HostDevCapsType, HostDevDriver, HostDevSource, HostDevType, ScsiLocation, ScsiSource, UsbSource,
};
use crate::Format;

impl HostDev {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("hostdev", |w| {
            match &self.source {
                HostDevSource::Capability { kind, .. } => {
                    w.attr("mode", "capabilities");
                    w.attr("type", *kind);
                }
                source => {
                    w.attr("mode", "subsystem");
                    w.attr("type", source.kind());
                    w.yes_no("managed", Some(self.managed == Some(true)));
                }
            }
            self.source.format_attributes(w);
            self.driver.format(w);
            self.source.format(w);
            if let HostDevSource::Capability { ip, .. } = &self.source {
                ip.format(w);
            }
            if let Some(teaming) = &self.teaming {
                teaming.format(w);
            }
            if self.readonly {
                w.empty("readonly");
            }
            if self.shareable {
                w.empty("shareable");
            }
            self.info.format(w, how);
        });
    }
}

impl HostDevDriver {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("driver", |w| {
            w.attr("name", self.name);
            w.attr("model", &self.model);
        });
    }
}

impl HostDevSource {
    /// Its kind among the host's own devices.
    pub const fn kind(&self) -> Option<HostDevType> {
        match self {
            Self::Usb(_) => Some(HostDevType::Usb),
            Self::Pci { .. } => Some(HostDevType::Pci),
            Self::Scsi(_) => Some(HostDevType::Scsi),
            Self::ScsiHost { .. } => Some(HostDevType::ScsiHost),
            Self::Mdev { .. } => Some(HostDevType::Mdev),
            Self::Capability { .. } => None,
        }
    }

    fn format_attributes(&self, w: &mut Writer) {
        match self {
            Self::Scsi(scsi) => {
                w.attr("sgio", scsi.sgio);
                w.yes_no("rawio", scsi.rawio);
            }
            Self::ScsiHost { model, .. } => w.attr("model", *model),
            Self::Mdev { model, display, ramfb, .. } => {
                w.attr("model", *model);
                w.on_off("display", *display);
                w.on_off("ramfb", *ramfb);
            }
            Self::Pci { display, ramfb, .. } => {
                w.on_off("display", *display);
                w.on_off("ramfb", *ramfb);
            }
            Self::Usb(_) | Self::Capability { .. } => {}
        }
    }

    fn format(&self, w: &mut Writer) {
        w.optional("source", |w| match self {
            Self::Usb(usb) => usb.format(w),
            Self::Pci { address, write_filtering, .. } => {
                w.yes_no("writeFiltering", *write_filtering);
                w.element("address", |w| address.format(w));
            }
            Self::Scsi(scsi) => scsi.format(w),
            Self::ScsiHost { wwpn, .. } => {
                w.attr("protocol", "vhost");
                w.attr("wwpn", wwpn);
            }
            Self::Mdev { uuid, .. } => w.element("address", |w| w.attr("uuid", uuid)),
            Self::Capability { kind, target, .. } => {
                let name = match kind {
                    HostDevCapsType::Storage => "block",
                    HostDevCapsType::Misc => "char",
                    HostDevCapsType::Net => "interface",
                };
                w.text(name, target);
            }
        });
    }
}

impl UsbSource {
    fn format(&self, w: &mut Writer) {
        w.attr("startupPolicy", self.startup_policy);
        w.attr("guestReset", self.guest_reset);
        for (name, id) in [("vendor", self.vendor), ("product", self.product)] {
            if let Some(id) = id {
                w.element(name, |w| w.hex("id", id, 4));
            }
        }
        w.optional("address", |w| {
            w.attr("bus", self.bus);
            w.attr("device", self.device);
        });
    }
}

impl ScsiSource {
    fn format(&self, w: &mut Writer) {
        match &self.location {
            ScsiLocation::Adapter { name, bus, target, unit } => {
                w.element("adapter", |w| w.attr("name", name));
                w.element("address", |w| {
                    w.attr("bus", *bus);
                    w.attr("target", *target);
                    w.attr("unit", *unit);
                });
            }
            ScsiLocation::Iscsi { name, hosts, auth, initiator } => {
                w.attr("protocol", "iscsi");
                w.attr("name", name);
                for host in hosts {
                    host.format(w);
                }
                if let Some(auth) = auth {
                    auth.format(w);
                }
                if let Some(name) = initiator {
                    w.element("initiator", |w| w.element("iqn", |w| w.attr("name", name)));
                }
            }
        }
    }
}
