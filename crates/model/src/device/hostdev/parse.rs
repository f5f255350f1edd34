//! Reading `<hostdev>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{
    HostDev, HostDevBackend, HostDevCapsType, HostDevDriver, HostDevSource, HostDevType, ScsiLocation,
    ScsiSource, UsbSource,
};
use crate::device::address::PciAddress;
use crate::device::info::DeviceInfo;
use crate::device::interface::{IpConfig, Teaming};
use crate::device::storage::{Auth, StorageHost};
use crate::{Parse, Uuid};

impl HostDev {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = match e.attribute("mode") {
            None | Some("subsystem") => subsystem(e)?,
            Some("capabilities") => capability(e)?,
            Some(other) => return Err(e.invalid_attribute("mode", other)),
        };
        let capability = matches!(source, HostDevSource::Capability { .. });
        Ok(Self {
            managed: e.yes_no("managed")?.or(Some(false)).filter(|_| !capability),
            source,
            driver: e.maybe("driver", HostDevDriver::parse)?.unwrap_or_default(),
            teaming: e.maybe("teaming", Teaming::parse)?,
            readonly: e.child("readonly").is_some(),
            shareable: e.child("shareable").is_some(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl HostDevDriver {
    /// Reads `<driver>`, of a host device or of the interface that it plays.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let name = e.attribute("name").and_then(HostDevBackend::from_word);
        Ok(Self { name, model: e.string("model") })
    }
}

fn source<'a>(e: &Element<'a>) -> Result<Element<'a>> {
    let missing = || e.fault(Code::XmlError, "Missing <source> element in hostdev device");
    e.child("source").ok_or_else(missing)
}

fn subsystem(e: &Element<'_>) -> Result<HostDevSource> {
    let kind = match e.attribute("type") {
        None => {
            let what = "missing source address type";
            return Err(e.fault(Code::XmlError, what));
        }
        Some(text) => HostDevType::from_word(text)
            .ok_or_else(|| e.fault(Code::XmlError, format!("unknown source address type '{text}'")))?,
    };
    let source = source(e)?;
    Ok(match kind {
        HostDevType::Usb => HostDevSource::Usb(UsbSource::parse(&source)?),
        HostDevType::Pci => {
            HostDevSource::Pci { address: pci(&source)?, write_filtering: source.yes_no("writeFiltering")? }
        }
        HostDevType::Scsi => HostDevSource::Scsi(Box::new(ScsiSource::parse(e, &source)?)),
        HostDevType::ScsiHost => HostDevSource::ScsiHost { model: e.word("model")?, wwpn: wwpn(&source)? },
        HostDevType::Mdev => HostDevSource::Mdev {
            model: e.required_word("model")?,
            uuid: mdev(&source)?,
            display: e.on_off("display")?,
            ramfb: e.on_off("ramfb")?,
        },
    })
}

fn pci(source: &Element<'_>) -> Result<PciAddress> {
    let missing = || source.fault(Code::InternalError, "pci address needs an <address> element");
    PciAddress::parse(&source.child("address").ok_or_else(missing)?)
}

fn mdev(source: &Element<'_>) -> Result<Uuid> {
    let missing = || source.fault(Code::XmlError, "Missing <address> element");
    let address = source.child("address").ok_or_else(missing)?;
    let text = address.required("uuid")?;
    Uuid::parse(text).ok_or_else(|| address.invalid_attribute("uuid", text))
}

fn wwpn(source: &Element<'_>) -> Result<String> {
    match source.attribute("protocol") {
        Some("vhost") => {}
        Some(other) => return Err(source.invalid_attribute("protocol", other)),
        None => {
            let what = "Missing scsi_host subsystem protocol";
            return Err(source.fault(Code::XmlError, what));
        }
    }
    let missing = || source.fault(Code::XmlError, "missing vhost-scsi hostdev source wwpn");
    let wwpn = source.string("wwpn").ok_or_else(missing)?;
    let digits = wwpn.strip_prefix("naa.");
    match digits.is_some_and(|d| d.len() == 16 && d.bytes().all(|b| b.is_ascii_hexdigit())) {
        true => Ok(wwpn),
        false => Err(source.fault(Code::XmlError, "malformed 'wwpn' value")),
    }
}

impl UsbSource {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut usb = Self {
            startup_policy: e.word("startupPolicy")?,
            guest_reset: e.word("guestReset")?,
            ..Self::default()
        };
        if let Some(vendor) = e.child("vendor") {
            usb.vendor = Some(vendor.any_base("id")?.ok_or_else(|| vendor.missing_attribute("id"))?);
        }
        if let Some(product) = e.child("product") {
            usb.product = Some(product.any_base("id")?.ok_or_else(|| product.missing_attribute("id"))?);
        }
        if let Some(address) = e.child("address") {
            usb.bus = Some(address.required_number("bus")?);
            usb.device = Some(address.required_number("device")?);
        }
        let fault = |what: &str| Err(e.fault(Code::XmlError, what));
        match (usb.vendor, usb.product, usb.bus) {
            (Some(0), _, _) => fault("vendor cannot be 0."),
            (Some(_), None, _) => fault("missing product"),
            (None, Some(_), _) => fault("missing vendor"),
            (None, None, None) => fault("vendor/product or bus/device must be specified for usb device"),
            _ => Ok(usb),
        }
    }
}

impl ScsiSource {
    fn parse(e: &Element<'_>, source: &Element<'_>) -> Result<Self> {
        let location = match source.attribute("protocol") {
            None | Some("adapter") => adapter(source)?,
            Some("iscsi") => iscsi(source)?,
            Some(other) => return Err(source.invalid_attribute("protocol", other)),
        };
        Ok(Self { rawio: e.yes_no("rawio")?, sgio: e.word("sgio")?, location })
    }
}

fn adapter(source: &Element<'_>) -> Result<ScsiLocation> {
    let missing = || {
        let what = "'adapter' and 'address' must be specified for scsi hostdev source";
        source.fault(Code::XmlError, what)
    };
    let adapter = source.child("adapter").ok_or_else(missing)?;
    let address = source.child("address").ok_or_else(missing)?;
    let no_name = || source.fault(Code::XmlError, "'adapter' name must be specified for scsi hostdev source");
    Ok(ScsiLocation::Adapter {
        name: adapter.string("name").ok_or_else(no_name)?,
        bus: address.required_number("bus")?,
        target: address.required_number("target")?,
        unit: address.required_number("unit")?,
    })
}

fn iscsi(source: &Element<'_>) -> Result<ScsiLocation> {
    let no_name = || source.fault(Code::XmlError, "missing iSCSI hostdev source path name");
    let hosts = source.each("host", StorageHost::parse)?;
    match hosts.len() {
        0 => return Err(source.fault(Code::XmlError, "missing the host address for the iSCSI hostdev")),
        1 => {}
        _ => {
            let what = "only one source host address may be specified for the iSCSI hostdev";
            return Err(source.fault(Code::XmlError, what));
        }
    }
    Ok(ScsiLocation::Iscsi {
        name: source.string("name").ok_or_else(no_name)?,
        hosts,
        auth: source.maybe("auth", Auth::parse)?,
        initiator: source.descend(&["initiator", "iqn"]).and_then(|iqn| iqn.string("name")),
    })
}

fn capability(e: &Element<'_>) -> Result<HostDevSource> {
    let missing = || e.fault(Code::XmlError, "missing source capability type");
    let text = e.attribute("type").ok_or_else(missing)?;
    let kind = HostDevCapsType::from_word(text)
        .ok_or_else(|| e.fault(Code::XmlError, format!("unknown source capability type '{text}'")))?;
    let source = source(e)?;
    let (child, complaint) = match kind {
        HostDevCapsType::Storage => ("block", "Missing <block> element in hostdev storage device"),
        HostDevCapsType::Misc => ("char", "Missing <char> element in hostdev character device"),
        HostDevCapsType::Net => ("interface", "Missing <interface> element in hostdev net device"),
    };
    let missing = || source.fault(Code::ConfigUnsupported, complaint);
    let target = source.child_text(child).ok_or_else(missing)?;
    Ok(HostDevSource::Capability { kind, target, ip: IpConfig::parse(e)? })
}
