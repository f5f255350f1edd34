//! The guest's firmware: a flash chip with its variables, or a plain image.

use errors::Result;
use model::os::{FirmwareFormat, LoaderType, NvramSource};

use crate::build::Build;
use crate::option::{Pairs, Props};
use crate::storage::location;

/// Is the firmware in a flash chip?
fn is_flash(build: &Build<'_>) -> bool {
    build.guest.os.loader.as_ref().is_some_and(|loader| loader.loader_type == Some(LoaderType::Pflash))
}

/// Writes the storage of the flash chips: the code, then the variables.
pub(crate) fn blockdevs(build: &mut Build<'_>) -> Result<()> {
    if !is_flash(build) {
        return Ok(());
    }
    let os = &build.guest.os;
    if let Some(loader) = &os.loader
        && let Some(path) = &loader.path
    {
        let storage =
            file(path, "libvirt-pflash0-storage").with("auto-read-only", true).with("discard", "unmap");
        build.blockdev(&storage);
        let read_only = loader.readonly == Some(true);
        build.blockdev(&interpreted("pflash0", read_only, loader.format));
    }
    let Some(nvram) = &os.nvram else { return Ok(()) };
    let name = "libvirt-pflash1-storage";
    let storage = match &nvram.source {
        Some(NvramSource::Path(path)) => file(path, name),
        Some(NvramSource::Storage(source)) => {
            location(build, source, None, name, false)?.with("node-name", name)
        }
        None => return Ok(()),
    };
    if is_interpreted(build, nvram.format) {
        build.blockdev(&storage.with("auto-read-only", true).with("discard", "unmap"));
        build.blockdev(&interpreted("pflash1", false, nvram.format));
    } else {
        build.blockdev(&storage.with("read-only", false));
    }
    Ok(())
}

/// Does a node interpret the image? A raw one is its storage, except for older releases.
fn is_interpreted(build: &Build<'_>, format: Option<FirmwareFormat>) -> bool {
    format == Some(FirmwareFormat::Qcow2) || !build.raw_is_storage()
}

fn file(path: &str, name: &str) -> Props {
    Props::new().with("driver", "file").with("filename", path).with("node-name", name)
}

/// The node that interprets an image's format; none is based on another.
fn interpreted(chip: &str, read_only: bool, format: Option<FirmwareFormat>) -> Props {
    let format = format.unwrap_or(FirmwareFormat::Raw);
    let node = Props::new()
        .with("node-name", format!("libvirt-{chip}-format"))
        .with("read-only", read_only)
        .with("driver", format.to_string())
        .with("file", format!("libvirt-{chip}-storage"));
    if format == FirmwareFormat::Qcow2 { node.with("backing", serde_json::Value::Null) } else { node }
}

/// Puts the flash chips onto the board.
pub(crate) fn pflash(build: &Build<'_>, machine: Pairs) -> Pairs {
    if !is_flash(build) {
        return machine;
    }
    let variables = build.guest.os.nvram.as_ref().and_then(|nvram| {
        nvram.source.as_ref()?;
        Some(if is_interpreted(build, nvram.format) {
            "libvirt-pflash1-format"
        } else {
            "libvirt-pflash1-storage"
        })
    });
    machine.with("pflash0", "libvirt-pflash0-format").maybe("pflash1", variables)
}

/// Secure boot: only code in system management mode may write to the flash.
pub(crate) fn secure(build: &mut Build<'_>) {
    if is_flash(build) && build.guest.os.loader.as_ref().is_some_and(|loader| loader.secure == Some(true)) {
        build.option("-global", "driver=cfi.pflash01,property=secure,value=on");
    }
}

/// How much memory system management mode has.
pub(crate) fn tseg(build: &mut Build<'_>) {
    if let Some(bytes) = build.guest.features.smm.and_then(|smm| smm.tseg) {
        build.option("-global", format!("mch.extended-tseg-mbytes={}", bytes >> 20));
    }
}

/// Firmware that is a plain image.
pub(crate) fn bios(build: &mut Build<'_>) {
    if is_flash(build) {
        return;
    }
    if let Some(path) = build.guest.os.loader.as_ref().and_then(|loader| loader.path.as_deref()) {
        build.option("-bios", path);
    }
}
