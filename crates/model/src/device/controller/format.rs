//! Writing `<controller>`.

use xml::Writer;

use super::{Controller, ControllerDriver, ControllerKind, PciController};
use crate::Format;
use crate::device::disk::format_iothreads;
use crate::memory::kib;

impl Controller {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("controller", |w| {
            w.attr("type", self.kind.bus());
            w.attr("index", self.index);
            self.kind.format_attributes(w);
            if let ControllerKind::Pci(pci) = &self.kind {
                pci.format_children(w);
            }
            self.driver.format(w);
            if let ControllerKind::Nvme { serial } = &self.kind {
                w.text("serial", serial);
            }
            self.info.format_around(w, how, |w| {
                if let ControllerKind::Usb(usb) = &self.kind {
                    w.optional("master", |w| w.attr("startport", usb.master_start_port));
                }
            });
            if let ControllerKind::Pci(pci) = &self.kind {
                kib(w, "pcihole64", pci.pci_hole64);
            }
        });
    }
}

impl ControllerKind {
    fn format_attributes(&self, w: &mut Writer) {
        match self {
            Self::Ide { model } => w.attr("model", *model),
            Self::Scsi { model } => w.attr("model", *model),
            Self::VirtioSerial(serial) => {
                w.attr("model", serial.model);
                w.attr("ports", serial.ports);
                w.attr("vectors", serial.vectors);
            }
            Self::Usb(usb) => {
                w.attr("model", usb.model);
                w.attr("ports", usb.ports);
            }
            Self::Pci(pci) => w.attr("model", pci.model),
            Self::XenBus { max_grant_frames, max_event_channels } => {
                w.attr("maxGrantFrames", *max_grant_frames);
                w.attr("maxEventChannels", *max_event_channels);
            }
            Self::Fdc | Self::Sata | Self::Ccid | Self::Isa | Self::Nvme { .. } => {}
        }
    }
}

impl PciController {
    fn format_children(&self, w: &mut Writer) {
        w.optional("model", |w| w.attr("name", self.model_name));
        w.optional("target", |w| {
            w.attr("chassisNr", self.chassis_nr);
            w.attr("chassis", self.chassis);
            if let Some(port) = self.port {
                w.hex("port", port, 1);
            }
            w.attr("busNr", self.bus_nr);
            w.attr("index", self.target_index);
            w.on_off("hotplug", self.hotplug);
            w.attr("memReserve", self.mem_reserve);
            w.text("node", self.numa_node);
        });
    }
}

impl ControllerDriver {
    fn format(&self, w: &mut Writer) {
        w.optional("driver", |w| {
            w.attr("queues", self.queues);
            w.attr("cmd_per_lun", self.cmd_per_lun);
            w.attr("max_sectors", self.max_sectors);
            w.on_off("ioeventfd", self.ioeventfd);
            w.attr("iothread", self.iothread);
            self.virtio.format(w);
            format_iothreads(&self.iothreads, w);
        });
    }
}
