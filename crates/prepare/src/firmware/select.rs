//! Finding the image that a definition asks for, and writing it down.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::storage::Location;
use model::os::{
    FirmwareFeature, FirmwareFeatureName, FirmwareFormat, Loader, LoaderType, Nvram, NvramSource,
};

use super::FirmwareDescriptor;
use super::descriptor::{FlashMode, Mapping};
use crate::define::Origin;
use crate::{HostFacts, Policy};

/// Writes down which firmware the guest has: chosen by what the definition asks for, or recognised by
/// the path that it names.
///
/// # Errors
/// `OperationFailed` when there is no firmware like what is asked for.
pub(crate) fn complete(
    domain: &mut Domain,
    caps: &EmulatorCapabilities,
    host: &HostFacts,
    origin: Origin,
) -> Result<()> {
    let asked = domain.os.firmware;
    let path = domain.os.loader.as_ref().and_then(|loader| loader.path.as_ref());
    if asked.is_none() && path.is_none() {
        return Ok(());
    }
    if asked.is_none() {
        let loader = domain.os.loader.get_or_insert_with(Loader::default);
        if loader.loader_type.is_none() {
            loader.loader_type = Some(LoaderType::Rom);
            let _ = loader.format.get_or_insert(FirmwareFormat::Raw);
        }
    }
    let policy = &host.policy;
    match policy.firmware.iter().find(|descriptor| fits(descriptor, domain, caps, origin)) {
        Some(descriptor) => fill(domain, descriptor),
        None => {
            if let Some(kind) = asked {
                return Err(Error::new(
                    Code::OperationFailed,
                    errors::Domain::Qemu,
                    format!(
                        "Unable to find '{kind}' firmware that is compatible with the current configuration"
                    ),
                ));
            }
        }
    }
    variables(domain, policy);
    Ok(())
}

/// Does the firmware have what the definition asks for, and nothing that it rules out?
fn fits(
    descriptor: &FirmwareDescriptor,
    domain: &Domain,
    caps: &EmulatorCapabilities,
    origin: Origin,
) -> bool {
    let os = &domain.os;
    let loader = os.loader.as_ref();
    let machine = os.machine.as_deref().unwrap_or_default();
    if !descriptor.serves(caps.arch.qemu(), machine) {
        return false;
    }
    if let Some(kind) = os.firmware
        && !descriptor.is(kind)
    {
        return false;
    }
    for feature in &os.firmware_features {
        if descriptor.has(&feature.name.to_string()) != feature.enabled {
            return false;
        }
    }
    let needs_smm = descriptor.has("requires-smm");
    match loader.and_then(|loader| loader.secure) {
        Some(secure) if secure != needs_smm => return false,
        _ => {}
    }
    if needs_smm && domain.features.smm.and_then(|smm| smm.state) == Some(false) {
        return false;
    }
    if domain.pm.suspend_to_mem == Some(true) && !descriptor.has("acpi-s3") {
        return false;
    }
    if domain.pm.suspend_to_disk == Some(true) && !descriptor.has("acpi-s4") {
        return false;
    }
    image_fits(descriptor, domain, origin)
}

fn image_fits(descriptor: &FirmwareDescriptor, domain: &Domain, origin: Origin) -> bool {
    let loader = domain.os.loader.as_ref();
    let nvram = domain.os.nvram.as_ref();
    let path = loader.and_then(|loader| loader.path.as_deref());
    let stateless = loader.and_then(|loader| loader.stateless) == Some(true);
    match &descriptor.mapping {
        Mapping::Kernel => false,
        Mapping::Memory { path: image } => {
            // Only flash can be written to.
            loader.and_then(|loader| loader.readonly) != Some(false)
                && !matches!(loader.and_then(|loader| loader.loader_type), Some(LoaderType::Pflash))
                && path.is_none_or(|path| path == image)
                && nvram.is_none()
                && loader.and_then(|loader| loader.format).is_none_or(|format| format == FirmwareFormat::Raw)
        }
        Mapping::Flash { mode, executable, template } => {
            if matches!(loader.and_then(|loader| loader.loader_type), Some(LoaderType::Rom)) {
                return false;
            }
            let writable = loader.and_then(|loader| loader.readonly) == Some(false);
            let right_mode = match mode {
                FlashMode::Split => !writable && !stateless,
                FlashMode::Combined => writable,
                FlashMode::Stateless => stateless,
            };
            // Variables that are there already say what they need; else a definition from the time before
            // formats were told can only mean a raw image.
            let kept = nvram.filter(|nvram| nvram.source.is_some()).and_then(|nvram| nvram.format);
            let old = (!origin.is_new() && path.is_none()).then_some(FirmwareFormat::Raw);
            let format = loader.and_then(|loader| loader.format).or(kept).or(old);
            right_mode
                && path.is_none_or(|path| path == executable.path)
                && format.is_none_or(|format| format == executable.format)
                && kept
                    .is_none_or(|format| template.as_ref().is_none_or(|template| template.format == format))
                && nvram
                    .and_then(|nvram| nvram.template.as_deref())
                    .is_none_or(|wanted| template.as_ref().is_some_and(|template| template.path == wanted))
                && nvram
                    .and_then(|nvram| nvram.template_format)
                    .is_none_or(|wanted| template.as_ref().is_some_and(|template| template.format == wanted))
        }
    }
}

fn fill(domain: &mut Domain, descriptor: &FirmwareDescriptor) {
    let os = &mut domain.os;
    os.firmware = os.firmware.or_else(|| descriptor.kind());
    // Which keys are enrolled is a matter of the variables' template, which those on servers do not have.
    let templated = !os.nvram.as_ref().is_some_and(is_remote);
    os.firmware_features = [FirmwareFeatureName::EnrolledKeys, FirmwareFeatureName::SecureBoot]
        .into_iter()
        .filter(|name| templated || *name != FirmwareFeatureName::EnrolledKeys)
        .map(|name| FirmwareFeature { name, enabled: descriptor.has(&name.to_string()) })
        .collect();
    let loader = os.loader.get_or_insert_with(Loader::default);
    match &descriptor.mapping {
        Mapping::Flash { mode, executable, template } => {
            loader.loader_type = Some(LoaderType::Pflash);
            loader.path = Some(executable.path.clone());
            loader.format = Some(executable.format);
            loader.readonly = Some(*mode != FlashMode::Combined);
            if *mode == FlashMode::Stateless {
                loader.stateless = Some(true);
            }
            if let Some(template) = template.as_ref().filter(|_| templated) {
                let nvram = os.nvram.get_or_insert_with(Nvram::default);
                let _ = nvram.template.get_or_insert_with(|| template.path.clone());
                let _ = nvram.template_format.get_or_insert(template.format);
                if nvram.source.is_none() {
                    nvram.format = Some(template.format);
                }
                let _ = nvram.format.get_or_insert(template.format);
            }
        }
        Mapping::Memory { path } => {
            loader.loader_type = Some(LoaderType::Rom);
            loader.path = Some(path.clone());
            loader.format = Some(FirmwareFormat::Raw);
        }
        Mapping::Kernel => {}
    }
    if descriptor.has("requires-smm") {
        loader.secure = Some(true);
        let smm = domain.features.smm.get_or_insert_default();
        let _ = smm.state.get_or_insert(true);
    }
}

/// Are the variables neither in a file nor on a device of the host?
fn is_remote(nvram: &Nvram) -> bool {
    match &nvram.source {
        Some(NvramSource::Storage(source)) => {
            !matches!(source.location, Location::File(_) | Location::Block(_))
        }
        Some(NvramSource::Path(_)) | None => false,
    }
}

/// A flash image that the guest cannot write to keeps its variables in a file of its own.
fn variables(domain: &mut Domain, policy: &Policy) {
    let name = &domain.name;
    let Some(loader) = &mut domain.os.loader else { return };
    if loader.path.is_some() && loader.loader_type == Some(LoaderType::Pflash) {
        let _ = loader.format.get_or_insert(FirmwareFormat::Raw);
    }
    if loader.loader_type != Some(LoaderType::Pflash)
        || loader.readonly != Some(true)
        || loader.stateless == Some(true)
    {
        return;
    }
    let nvram = domain.os.nvram.get_or_insert_with(Nvram::default);
    if let Some((_, template)) =
        policy.nvram_templates.iter().find(|(code, _)| Some(code) == loader.path.as_ref())
    {
        let _ = nvram.template.get_or_insert_with(|| template.clone());
        let _ = nvram.template_format.get_or_insert(FirmwareFormat::Raw);
    }
    let format = *nvram.format.get_or_insert(loader.format.unwrap_or(FirmwareFormat::Raw));
    if nvram.source.is_none() {
        let suffix = if format == FirmwareFormat::Qcow2 { "qcow2" } else { "fd" };
        nvram.source = Some(NvramSource::Path(format!("{}/{name}_VARS.{suffix}", policy.nvram_dir)));
    }
}
