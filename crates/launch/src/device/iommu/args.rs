//! `-device intel-iommu` and its like. It comes first: it is there before the devices it serves.

use errors::Result;
use model::device::iommu::IommuModel;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;

/// Writes the IOMMU, unless it is a property of the board.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let Some(iommu) = &build.guest.devices.iommu else { return Ok(()) };
    let id = alias(&iommu.info)?;
    let driver = iommu.driver;
    let on_off = |on: bool| if on { "on" } else { "off" };
    let props = match iommu.model {
        IommuModel::Intel => Props::new()
            .with("driver", "intel-iommu")
            .with("id", id)
            .maybe("intremap", driver.intremap.map(on_off))
            .maybe("caching-mode", driver.caching_mode)
            .maybe("eim", driver.eim.map(on_off))
            .maybe("device-iotlb", driver.iotlb)
            .maybe("aw-bits", driver.aw_bits)
            .maybe("dma-translation", driver.dma_translation),
        IommuModel::Virtio => {
            Props::new().with("driver", "virtio-iommu").with("id", id).and(place(build.guest, &iommu.info)?)
        }
        IommuModel::Smmuv3 => return Ok(()),
    };
    build.device(props);
    Ok(())
}
