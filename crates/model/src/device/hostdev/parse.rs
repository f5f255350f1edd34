//! Reading `<hostdev>`.

use errors::Code;
use xml::{Element, Fault, Result};

use super::{
    HostDev, HostDevCapsType, HostDevDriver, HostDevSource, HostDevType, ScsiLocation, ScsiSource, UsbSource,
    UsbStartupPolicy,
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
        let scsi = matches!(source, HostDevSource::Scsi(_));
        let capability = matches!(source, HostDevSource::Capability { .. });
        Ok(Self {
            managed: Some(e.attribute("managed") == Some("yes")).filter(|_| !capability),
            source,
            driver: e.maybe("driver", HostDevDriver::parse)?.unwrap_or_default(),
            teaming: e.maybe("teaming", teaming)?,
            readonly: scsi && e.child("readonly").is_some(),
            shareable: scsi && e.child("shareable").is_some(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl HostDevDriver {
    /// Reads `<driver>`, of a host device or of the interface that it plays.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { name: e.word("name")?, model: e.string("model") })
    }
}

fn teaming(e: &Element<'_>) -> Result<Teaming> {
    // What is not given is unknown too, and shown as C shows it.
    let absent = || e.fault(Code::ConfigUnsupported, "unknown teaming type '(null)'");
    Teaming::parse(e)?.ok_or_else(absent)
}

fn source<'a>(e: &Element<'a>) -> Result<Element<'a>> {
    let missing = || e.fault(Code::XmlError, "Missing <source> element in hostdev device");
    e.child("source").ok_or_else(missing)
}

fn subsystem(e: &Element<'_>) -> Result<HostDevSource> {
    let kind = e.required_word("type")?;
    let source = source(e)?;
    let policy: Option<UsbStartupPolicy> = source.word("startupPolicy")?;
    if policy.is_some() && kind != HostDevType::Usb {
        let what = "Setting startupPolicy is only allowed for USB devices";
        return Err(source.fault(Code::ConfigUnsupported, what));
    }
    Ok(match kind {
        HostDevType::Usb => HostDevSource::Usb(UsbSource::parse(&source)?),
        HostDevType::Pci => HostDevSource::Pci {
            address: pci(&source)?,
            write_filtering: source.yes_no("writeFiltering")?,
            display: e.on_off("display")?,
            ramfb: e.on_off("ramfb")?,
        },
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
    let address = source.maybe("address", PciAddress::parse)?.unwrap_or_default();
    Ok(PciAddress { multifunction: None, ..address })
}

fn mdev(source: &Element<'_>) -> Result<Uuid> {
    let unsupported = |what: &str| source.fault(Code::ConfigUnsupported, what);
    let address = source.child("address").ok_or_else(|| unsupported("Missing <address> element"))?;
    let missing = || unsupported("Missing 'uuid' attribute for element <address>");
    let text = address.attribute("uuid").ok_or_else(missing)?;
    let invalid = || address.fault(Code::InternalError, "Cannot parse uuid attribute of element <address>");
    Uuid::parse(text).ok_or_else(invalid)
}

fn wwpn(source: &Element<'_>) -> Result<String> {
    match source.attribute("protocol") {
        Some("vhost") => {}
        Some(other) => return Err(source.invalid_attribute("protocol", other)),
        None => return Err(source.missing_attribute("protocol")),
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
            usb.vendor = Some(usb_id(&vendor)?);
            if usb.vendor == Some(0) {
                let what = "Invalid value for attribute 'id' in element 'vendor': Zero is not permitted";
                return Err(Fault::of(errors::Domain::Xml, Code::XmlError, what).at(vendor.position()));
            }
        }
        if let Some(product) = e.child("product") {
            usb.product = Some(usb_id(&product)?);
        }
        if let Some(address) = e.child("address") {
            let number = |name| address.any_base(name)?.ok_or_else(|| address.missing_attribute(name));
            usb.bus = Some(number("bus")?);
            usb.device = Some(number("device")?);
        }
        match (usb.vendor, usb.product) {
            (Some(_), None) => Err(e.fault(Code::InternalError, "missing product")),
            (None, Some(_)) => Err(e.fault(Code::InternalError, "missing vendor")),
            _ => Ok(usb),
        }
    }
}

fn usb_id(e: &Element<'_>) -> Result<u32> {
    e.any_base("id")?.ok_or_else(|| e.missing_attribute("id"))
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
    let missing = |what: &str| {
        source.fault(Code::XmlError, format!("{what} must be specified for scsi hostdev source"))
    };
    let address = source.child("address").ok_or_else(|| missing("'address'"))?;
    let (bus, target) = (address.required_number("bus")?, address.required_number("target")?);
    let unit = address.required_number("unit")?;
    let name = source.child("adapter").and_then(|adapter| adapter.string("name"));
    let name = name.filter(|name| !name.is_empty()).ok_or_else(|| missing("'adapter' name"))?;
    Ok(ScsiLocation::Adapter { name, bus, target, unit })
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
        auth: source.maybe("auth", iscsi_auth)?,
        initiator: source.descend(&["initiator", "iqn"]).and_then(|iqn| iqn.string("name")),
    })
}

/// Who may use an iSCSI target: the secret must be meant for that.
fn iscsi_auth(e: &Element<'_>) -> Result<Auth> {
    let given = e.child("secret").map(|secret| secret.attribute("type").unwrap_or("(null)"));
    match given.filter(|kind| *kind != "iscsi") {
        Some(kind) if e.attribute("username").is_some() => {
            Err(e.fault(Code::InternalError, format!("hostdev invalid secret type '{kind}'")))
        }
        _ => Auth::parse(e),
    }
}

fn capability(e: &Element<'_>) -> Result<HostDevSource> {
    let kind = e.required_word("type")?;
    let source = source(e)?;
    let (child, complaint) = match kind {
        HostDevCapsType::Storage => ("block", "Missing <block> element in hostdev storage device"),
        HostDevCapsType::Misc => ("char", "Missing <char> element in hostdev character device"),
        HostDevCapsType::Net => ("interface", "Missing <interface> element in hostdev net device"),
    };
    let missing = || source.fault(Code::XmlError, complaint);
    let target = source.child_text(child).ok_or_else(missing)?;
    Ok(HostDevSource::Capability { kind, target, ip: IpConfig::parse(e, "Domain hostdev device")? })
}
