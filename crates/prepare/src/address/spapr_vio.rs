//! Registers on the virtual I/O bus of IBM POWER.

use std::collections::BTreeSet;

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::console::ConsoleType;
use model::device::controller::{ControllerKind, ScsiModel};
use model::device::info::DeviceInfo;
use model::device::serial::SerialType;
use model::device::tpm::TpmModel;

/// Registers are this far apart.
const STEP: u64 = 0x1000;

/// Gives every device of that bus a register: each kind starts at a place of its own.
///
/// # Errors
/// `XmlError` when two devices have the same register.
pub(super) fn assign(domain: &mut Domain) -> Result<()> {
    let mut taken = BTreeSet::new();
    for (info, _) in seats(domain) {
        if let Some(Address::SpaprVio { reg: Some(reg) }) = info.address
            && !taken.insert(reg)
        {
            let detail = format!("spapr-vio address {reg:#x} already in use");
            return Err(Error::new(Code::XmlError, errors::Domain::Qemu, detail));
        }
    }
    for (info, first) in seats(domain) {
        if matches!(info.address, None | Some(Address::SpaprVio { reg: None })) {
            let mut reg = first;
            while !taken.insert(reg) {
                reg += STEP;
            }
            info.address = Some(Address::SpaprVio { reg: Some(reg) });
        }
    }
    share_with_console(domain);
    Ok(())
}

/// The devices of that bus, each with the register at which its kind starts.
fn seats(domain: &mut Domain) -> impl Iterator<Item = (&mut DeviceInfo, u64)> {
    let devices = &mut domain.devices;
    let interfaces = devices.interfaces.iter_mut().filter(|nic| nic.model.as_deref() == Some("spapr-vlan"));
    let controllers = devices.controllers.iter_mut().filter(|controller| {
        matches!(controller.kind, ControllerKind::Scsi { model: Some(ScsiModel::IbmVScsi) })
    });
    let serials =
        devices.serials.iter_mut().filter(|serial| serial.target_type == Some(SerialType::SpaprVioSerial));
    let tpms = devices.tpms.iter_mut().filter(|tpm| tpm.model == Some(TpmModel::Spapr));
    interfaces
        .map(|device| (&mut device.info, 0x1000))
        .chain(controllers.map(|device| (&mut device.info, 0x2000)))
        .chain(serials.map(|device| (&mut device.info, 0x3000_0000)))
        .chain(devices.nvram.iter_mut().map(|device| (&mut device.info, 0x3000)))
        .chain(tpms.map(|device| (&mut device.info, 0x4000)))
}

/// The first console is the first serial port: it is where that is.
fn share_with_console(domain: &mut Domain) {
    let devices = &mut domain.devices;
    if let (Some(console), Some(serial)) = (devices.consoles.first_mut(), devices.serials.first())
        && console.target_type == Some(ConsoleType::Serial)
        && serial.target_type == Some(SerialType::SpaprVioSerial)
    {
        console.info.address.clone_from(&serial.info.address);
    }
}
