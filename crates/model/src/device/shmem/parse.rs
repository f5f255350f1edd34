//! Reading `<shmem>`.

use errors::Code;
use xml::{Element, Fault, Result};

use super::{Shmem, ShmemModel, ShmemMsi, ShmemServer};
use crate::Parse;
use crate::device::info::DeviceInfo;
use crate::size::child_kib;

impl Shmem {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "shmem element must contain 'name' attribute");
        let name = e.string("name").ok_or_else(missing)?;
        let forbidden = match name.as_str() {
            "." | ".." => true,
            other => other.contains('/'),
        };
        if forbidden {
            let what = format!("shmem name '{name}' cannot be used");
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Self {
            name,
            role: e.word("role")?,
            model: e.maybe("model", |model| model.word("type"))?.flatten().or(Some(ShmemModel::Ivshmem)),
            size: size(e)?,
            server: e.child("server").map(|server| ShmemServer { path: server.string("path") }),
            msi: e.maybe("msi", ShmemMsi::parse)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// A power of two MiB.
fn size(e: &Element<'_>) -> Result<Option<u64>> {
    match child_kib(e, "size", "./size[1]")? {
        Some(kib) if kib != 0 && (kib < 1024 || !kib.is_power_of_two()) => {
            let what = "shmem size must be a power of 2 and at least 1 MiB (1024 KiB)";
            Err(Fault::of(errors::Domain::Qemu, Code::XmlError, what).at(e.position()))
        }
        other => Ok(other.filter(|kib| *kib != 0)),
    }
}

impl ShmemMsi {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            vectors: e.number("vectors")?.filter(|count| *count != 0),
            ioeventfd: e.on_off("ioeventfd")?,
        })
    }
}
