//! The guest's firmware: a flash chip with its variables, or a plain image.

use errors::Result;
use model::os::{FirmwareFormat, LoaderType, NvramSource};

use crate::build::Build;
use crate::option::{Pairs, Props};

/// Is the firmware in a flash chip?
fn is_flash(build: &Build<'_>) -> bool {
    build.guest.os.loader.as_ref().is_some_and(|loader| loader.loader_type == Some(LoaderType::Pflash))
}

/// Writes the storage of the flash chips.
pub(crate) fn blockdevs(build: &mut Build<'_>) -> Result<()> {
    if !is_flash(build) {
        return Ok(());
    }
    let os = &build.guest.os;
    if let Some(loader) = &os.loader
        && let Some(path) = &loader.path
    {
        let storage = Props::new()
            .with("driver", "file")
            .with("filename", path.as_str())
            .with("node-name", "libvirt-pflash0-storage")
            .with("auto-read-only", true)
            .with("discard", "unmap");
        build.blockdev(&storage);
        let format = Props::new()
            .with("node-name", "libvirt-pflash0-format")
            .with("read-only", loader.readonly != Some(false))
            .with("driver", format_name(loader.format))
            .with("file", "libvirt-pflash0-storage");
        build.blockdev(&format);
    }
    if let Some(nvram) = &os.nvram
        && let Some(NvramSource::Path(path)) = &nvram.source
    {
        let raw = nvram.format != Some(FirmwareFormat::Qcow2);
        let storage = Props::new()
            .with("driver", "file")
            .with("filename", path.as_str())
            .with("node-name", "libvirt-pflash1-storage");
        if raw {
            build.blockdev(&storage.with("read-only", false));
        } else {
            build.blockdev(&storage.with("auto-read-only", true).with("discard", "unmap"));
            let format = Props::new()
                .with("node-name", "libvirt-pflash1-format")
                .with("read-only", false)
                .with("driver", "qcow2")
                .with("file", "libvirt-pflash1-storage");
            build.blockdev(&format);
        }
    }
    Ok(())
}

fn format_name(format: Option<FirmwareFormat>) -> String {
    format.unwrap_or(FirmwareFormat::Raw).to_string()
}

/// Puts the flash chips onto the board.
pub(crate) fn pflash(build: &Build<'_>, machine: Pairs) -> Pairs {
    if !is_flash(build) {
        return machine;
    }
    let variables = build.guest.os.nvram.as_ref().and_then(|nvram| {
        nvram.source.as_ref()?;
        Some(if nvram.format == Some(FirmwareFormat::Qcow2) {
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
