//! Reading `<controller>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{
    Controller, ControllerDriver, ControllerKind, ControllerType, PciController, PciModel, UsbController,
    VirtioSerialController,
};
use crate::Parse;
use crate::device::disk::iothreads;
use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::size::child_kib;

impl Controller {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let bus = e.word("type")?.unwrap_or(ControllerType::Ide);
        Ok(Self {
            kind: ControllerKind::parse(bus, e)?,
            index: e.count_any_base("index")?,
            driver: e.maybe("driver", ControllerDriver::parse)?.unwrap_or_default(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// The model, one of those that the bus has.
fn model<W: Word>(e: &Element<'_>) -> Result<Option<W>> {
    e.supported_word("model", |text| format!("Unknown model type '{text}'"))
}

impl ControllerKind {
    fn parse(bus: ControllerType, e: &Element<'_>) -> Result<Self> {
        Ok(match bus {
            ControllerType::Ide => Self::Ide { model: model(e)? },
            ControllerType::Fdc => Self::Fdc,
            ControllerType::Scsi => Self::Scsi { model: model(e)? },
            ControllerType::Sata => Self::Sata,
            ControllerType::VirtioSerial => Self::VirtioSerial(VirtioSerialController {
                model: model(e)?,
                ports: e.count("ports")?,
                vectors: e.count("vectors")?,
            }),
            ControllerType::Ccid => Self::Ccid,
            ControllerType::Usb => Self::Usb(UsbController::parse(e)?),
            ControllerType::Pci => Self::Pci(PciController::parse(e)?),
            ControllerType::XenBus => Self::XenBus {
                max_grant_frames: e.count("maxGrantFrames")?,
                max_event_channels: e.count("maxEventChannels")?,
            },
            ControllerType::Isa => Self::Isa,
            ControllerType::Nvme => Self::Nvme { serial: e.child_text("serial") },
        })
    }
}

impl UsbController {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let master_start_port = e.maybe("master", |master| master.number("startport"))?.flatten();
        Ok(Self { model: model(e)?, ports: e.count("ports")?, master_start_port })
    }
}

impl PciController {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut pci = Self {
            model: model(e)?,
            model_name: e.maybe("model", |model| model.word("name"))?.flatten(),
            pci_hole64: child_kib(e, "pcihole64", "./pcihole64")?,
            ..Self::default()
        };
        // Only roots have a window of their own.
        let root = matches!(pci.model, None | Some(PciModel::PciRoot | PciModel::PcieRoot));
        pci.pci_hole64 = pci.pci_hole64.filter(|_| root);
        for name in ["model", "target"] {
            if e.children().filter(|child| child.name() == name).nth(1).is_some() {
                let what = format!("Multiple <{name}> elements in controller definition not allowed");
                return Err(e.fault(Code::XmlError, what));
            }
        }
        if let Some(target) = e.child("target") {
            pci.target(&target)?;
        }
        Ok(pci)
    }

    fn target(&mut self, e: &Element<'_>) -> Result<()> {
        self.chassis_nr = ranged(e, "chassisNr", 1, 255)?;
        self.chassis = ranged(e, "chassis", 0, 255)?;
        self.port = e.count_any_base("port")?;
        in_range(e, "port", self.port, 0, 255)?;
        self.bus_nr = ranged(e, "busNr", 1, 254)?;
        self.target_index = e.count("index")?;
        self.hotplug = e.on_off("hotplug")?;
        self.mem_reserve = e.nonzero("memReserve")?;
        self.numa_node = e
            .child_text("node")
            .map(|text| {
                let invalid =
                    |_| e.fault(Code::XmlError, format!("invalid numa node '{text}' in PCI controller"));
                text.parse().map_err(invalid)
            })
            .transpose()?;
        Ok(())
    }
}

fn ranged(e: &Element<'_>, name: &str, first: u32, last: u32) -> Result<Option<u32>> {
    let value = e.count_any_base(name)?;
    in_range(e, name, value, first, last)?;
    Ok(value)
}

fn in_range(e: &Element<'_>, name: &str, value: Option<u32>, first: u32, last: u32) -> Result<()> {
    match value {
        Some(value) if value < first || value > last => {
            let what = format!("PCI controller {name} '{value}' out of range - must be {first}-{last}");
            Err(e.fault(Code::ConfigUnsupported, what))
        }
        _ => Ok(()),
    }
}

impl ControllerDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            queues: e.number("queues")?.filter(|queues| *queues != 0),
            cmd_per_lun: e.number("cmd_per_lun")?.filter(|commands| *commands != 0),
            max_sectors: e.number("max_sectors")?.filter(|sectors| *sectors != 0),
            ioeventfd: e.on_off("ioeventfd")?,
            iothread: e.number("iothread")?.filter(|thread| *thread != 0),
            virtio: VirtioOptions::parse(e)?,
            iothreads: iothreads(e)?,
        })
    }
}
