//! Reading `<memory>` devices.

use errors::Code;
use xml::{Element, Result};

use super::{MemoryDevice, MemoryDeviceSource, MemoryDeviceTarget, MemoryModel};
use crate::device::info::DeviceInfo;
use crate::size::{child_kib, required_child_kib};
use crate::{NumberSet, Parse, Uuid};

impl MemoryDevice {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "missing <target> element for <memory> device");
        let target = e.child("target").ok_or_else(missing)?;
        let model = e.required_word("model")?;
        Ok(Self {
            model,
            access: e.word("access")?,
            discard: e.yes_no("discard")?,
            uuid: uuid(e)?,
            source: e.maybe("source", |e| MemoryDeviceSource::parse(e, model))?.unwrap_or_default(),
            target: MemoryDeviceTarget::parse(&target, model, how)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

fn uuid(e: &Element<'_>) -> Result<Option<Uuid>> {
    let invalid = || e.fault(Code::XmlError, "malformed uuid element");
    e.child_text("uuid").map(|text| Uuid::parse(&text).ok_or_else(invalid)).transpose()
}

impl MemoryDeviceSource {
    /// What a model does not have is not read.
    fn parse(e: &Element<'_>, model: MemoryModel) -> Result<Self> {
        let file = |e: &Element<'_>| e.child_text("path");
        Ok(match model {
            MemoryModel::Dimm | MemoryModel::VirtioMem => Self {
                nodemask: nodemask(e)?,
                page_size: child_kib(e, "pagesize", "./pagesize")?,
                ..Self::default()
            },
            MemoryModel::Nvdimm => Self {
                nodemask: nodemask(e)?,
                path: file(e),
                align_size: child_kib(e, "alignsize", "./alignsize")?,
                pmem: e.child("pmem").is_some(),
                ..Self::default()
            },
            MemoryModel::VirtioPmem => Self { path: file(e), ..Self::default() },
            MemoryModel::SgxEpc => Self { nodemask: nodemask(e)?, ..Self::default() },
        })
    }
}

fn nodemask(e: &Element<'_>) -> Result<Option<NumberSet>> {
    let Some(text) = e.child_text("nodemask") else { return Ok(None) };
    let set = NumberSet::of(e, &text)?;
    if set.is_empty() {
        return Err(e.fault(Code::ConfigUnsupported, format!("Invalid value of 'nodemask': {text}")));
    }
    Ok(Some(set))
}

impl MemoryDeviceTarget {
    fn parse(e: &Element<'_>, model: MemoryModel, how: Parse) -> Result<Self> {
        let node = e.child_text("node").map(|text| {
            let invalid = |_| e.fault(Code::XmlError, "invalid value of memory device node");
            text.parse().map_err(invalid)
        });
        let current = if how.live { child_kib(e, "current", "./current")? } else { None };
        let own = Self { size: required_child_kib(e, "size")?, node: node.transpose()?, ..Self::default() };
        let address =
            |e: &Element<'_>| e.maybe("address", |address| address.any_base("base")).map(Option::flatten);
        Ok(match model {
            MemoryModel::Nvdimm => {
                let label = e.maybe("label", |label| child_kib(label, "size", "./label/size"))?.flatten();
                Self {
                    label_size: label.filter(|kib| *kib != 0),
                    readonly: e.child("readonly").is_some(),
                    ..own
                }
            }
            MemoryModel::VirtioPmem => Self { address: address(e)?, ..own },
            MemoryModel::VirtioMem => Self {
                block_size: child_kib(e, "block", "./block")?,
                requested: child_kib(e, "requested", "./requested")?,
                current,
                address: address(e)?,
                dynamic_memslots: e.yes_no("dynamicMemslots")?,
                ..own
            },
            MemoryModel::Dimm | MemoryModel::SgxEpc => own,
        })
    }
}
