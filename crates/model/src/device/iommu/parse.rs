//! Reading `<iommu>`.

use xml::{Element, Result};

use super::{Iommu, IommuDriver};
use crate::Parse;
use crate::device::info::DeviceInfo;

impl Iommu {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            model: e.required_word("model")?,
            driver: e.maybe("driver", IommuDriver::parse)?.unwrap_or_default(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl IommuDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            intremap: e.on_off("intremap")?,
            caching_mode: e.on_off("caching_mode")?,
            eim: e.on_off("eim")?,
            iotlb: e.on_off("iotlb")?,
            aw_bits: e.number("aw_bits")?.filter(|bits| *bits != 0),
            dma_translation: e.on_off("dma_translation")?,
        })
    }
}
