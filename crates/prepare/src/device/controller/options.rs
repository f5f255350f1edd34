//! Which options a PCI controller has.

use errors::{Code, Error, Result};
use model::device::controller::{PciController, PciModel, PciModelName};

use crate::Board;
use crate::refusal::nonsense;

/// Checks that a controller has no option of another kind.
///
/// # Errors
/// `ConfigUnsupported` for the first one that it has.
pub(super) fn validate(pci: &PciController, index: u32, board: Board) -> Result<()> {
    let Some(model) = pci.model else { return Ok(()) };
    let power = model == PciModel::PciRoot && board == Board::Pseries;
    if !power && index == 0 && pci.target_index.is_some() {
        return Err(nonsense("Only the PCI controller with index 0 can have target index 0, and vice versa"));
    }
    if index == 0 && pci.numa_node.is_some() {
        return Err(nonsense("The PCI controller with index=0 can't be associated with a NUMA node"));
    }
    let name = pci.model_name.filter(|name| *name != PciModelName::None);
    let refusal = |option: &str, what: &str| -> Error {
        let name = pci.model_name.unwrap_or(PciModelName::None);
        Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Qemu,
            format!(
                "Option '{option}' {what} for PCI controller with index '{index}', model '{model}' and modelName '{name}'"
            ),
        )
    };
    let names: &[PciModelName] = match model {
        PciModel::PciRoot if power => &[PciModelName::SpaprPciHostBridge],
        PciModel::PciRoot | PciModel::PcieRoot => &[],
        PciModel::PciBridge => &[PciModelName::PciBridge],
        PciModel::DmiToPciBridge => &[PciModelName::I82801b11Bridge],
        PciModel::PcieToPciBridge => &[PciModelName::PciePciBridge],
        PciModel::PcieRootPort => &[PciModelName::Ioh3420, PciModelName::PcieRootPort],
        PciModel::PcieSwitchUpstreamPort => &[PciModelName::X3130Upstream],
        PciModel::PcieSwitchDownstreamPort => &[PciModelName::Xio3130Downstream],
        PciModel::PciExpanderBus => &[PciModelName::Pxb],
        PciModel::PcieExpanderBus => &[PciModelName::PxbPcie],
    };
    if let Some(name) = name {
        if names.is_empty() {
            return Err(refusal("modelName", "is not valid"));
        }
        if !names.contains(&name) {
            return Err(refusal("modelName", "has invalid value"));
        }
    }
    let bridge = model == PciModel::PciBridge;
    let port = matches!(model, PciModel::PcieRootPort | PciModel::PcieSwitchDownstreamPort);
    let expander = matches!(model, PciModel::PciExpanderBus | PciModel::PcieExpanderBus);
    let root = model == PciModel::PciRoot;
    for (option, given, valid) in [
        ("targetIndex", pci.target_index.is_some(), power),
        ("chassisNr", pci.chassis_nr.is_some(), bridge),
        ("chassis", pci.chassis.is_some(), port),
        ("port", pci.port.is_some(), port),
        ("busNr", pci.bus_nr.is_some(), expander),
        ("numaNode", pci.numa_node.is_some(), expander || power),
        ("hotplug", pci.hotplug.is_some(), port || (root && board == Board::I440fx)),
        ("memReserve", pci.mem_reserve.is_some(), bridge || model == PciModel::PcieRootPort),
    ] {
        if given && !valid {
            return Err(refusal(option, "is not valid"));
        }
    }
    Ok(())
}
