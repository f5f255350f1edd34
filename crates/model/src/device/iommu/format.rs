//! Writing `<iommu>`.

use xml::Writer;

use super::Iommu;
use crate::Format;

impl Iommu {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("iommu", |w| {
            w.attr("model", self.model);
            w.optional("driver", |w| {
                w.on_off("intremap", self.driver.intremap);
                w.on_off("caching_mode", self.driver.caching_mode);
                w.on_off("eim", self.driver.eim);
                w.on_off("iotlb", self.driver.iotlb);
                w.attr("aw_bits", self.driver.aw_bits);
                w.on_off("dma_translation", self.driver.dma_translation);
            });
            self.info.format(w, how);
        });
    }
}
