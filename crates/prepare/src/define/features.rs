//! Hypervisor features.

use caps::{Accelerator, EmulatorCapabilities};
use model::Domain;
use model::device::info::DeviceInfo;
use model::device::iommu::{Iommu, IommuDriver, IommuModel};
use model::features::{Gic, GicVersion, HypervMode, IoApicDriver};

use super::platform::accelerator;
use crate::Board;

/// Writes down that enlightenments are chosen one by one, unless the host chooses them.
pub(super) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities) {
    gic(domain, caps);
    interrupts(domain);
    if let Some(hyperv) = &mut domain.features.hyperv {
        let _ = hyperv.mode.get_or_insert(HypervMode::Custom);
    }
}

/// Interrupts can be remapped when QEMU has the I/O APIC.
fn interrupts(domain: &mut Domain) {
    let many = domain.vcpus.maximum.unwrap_or(1) > 255;
    if many && Board::of(domain) == Board::Q35 && domain.devices.iommu.is_none() {
        domain.devices.iommu = Some(Iommu {
            model: IommuModel::Intel,
            driver: IommuDriver::default(),
            info: DeviceInfo::default(),
        });
    }
    if many
        && Board::of(domain) == Board::Q35
        && let Some(iommu) = domain.devices.iommu.as_mut().filter(|iommu| iommu.model == IommuModel::Intel)
    {
        // So many CPUs have numbers that only remapped interrupts reach.
        let _ = iommu.driver.eim.get_or_insert(true);
        let _ = iommu.driver.intremap.get_or_insert(true);
    }
    let remaps = domain
        .devices
        .iommu
        .as_ref()
        .is_some_and(|iommu| iommu.model == IommuModel::Intel && iommu.driver.intremap == Some(true));
    if remaps {
        let _ = domain.features.ioapic.get_or_insert(IoApicDriver::Qemu);
    }
}

/// The interrupt controller of ARM's generic board: the best that the kernel has; an emulated one is of the version
/// that every guest knows.
fn gic(domain: &mut Domain, caps: &EmulatorCapabilities) {
    let arm = matches!(domain.os.arch.as_deref(), Some("aarch64" | "armv7l"));
    if !arm || Board::of(domain) != Board::Virt {
        return;
    }
    let kvm = accelerator(domain) == Accelerator::Kvm;
    let gic = domain.features.gic.get_or_insert_with(Gic::default);
    if gic.version.is_none() {
        let newest = caps.gic.iter().filter(|gic| gic.kernel).map(|gic| gic.version).max();
        gic.version = Some(if kvm && newest == Some(3) { GicVersion::V3 } else { GicVersion::V2 });
    }
}
