//! The documents that management apps read first: `<capabilities>` and `<domainCapabilities>`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use caps::document::{DomainCapabilitiesHost, capabilities_xml, domain_capabilities_xml, guests};
use caps::{Accelerator, Arch, EmulatorCapabilities, FirmwareCatalogue};
use errors::{Code, Domain as ErrorDomain, Error, Result};

use crate::emulators;
use crate::engine::Engine;
use crate::host_description;

/// Where firmware descriptors are, the most important directory first.
const FIRMWARE: [&str; 2] = ["/etc/qemu/firmware", "/usr/share/qemu/firmware"];

/// The largest firmware descriptor that is read, in bytes.
const MAX_DESCRIPTOR: u64 = 1 << 20;

impl Engine {
    /// What the host and its emulators offer (procedure CONNECT_GET_CAPABILITIES). An emulator that cannot be
    /// used is left out, and told in the log.
    ///
    /// # Errors
    /// None at present; the signature leaves room for hosts without any emulator.
    pub async fn capabilities_xml(&self) -> Result<Arc<str>> {
        let emulators = self.emulators().await;
        let host = host_description::describe(&self.inner.node, self.inner.arch, &self.inner.settings);
        let guests = guests(self.inner.arch, &emulators);
        Ok(capabilities_xml(&host, &guests).into())
    }

    /// What a definition may say for one emulator, machine type and accelerator (procedure
    /// CONNECT_GET_DOMAIN_CAPABILITIES). What is not named is the host's default.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..."; 8 for an architecture, machine type or virt type that the emulator
    /// does not have.
    pub async fn domain_capabilities(
        &self,
        emulator: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virt_type: Option<&str>,
    ) -> Result<Arc<str>> {
        let arch = arch
            .map(|name| {
                Arch::from_libvirt(name).ok_or_else(|| invalid(format!("unknown architecture: {name}")))
            })
            .transpose()?;
        let path = match emulator {
            Some(path) => PathBuf::from(path),
            None => {
                let arch = arch.unwrap_or(self.inner.arch);
                emulators::of_arch(&self.inner.config, arch).ok_or_else(|| {
                    invalid(format!("unable to find any emulator to serve '{}' architecture", arch.libvirt()))
                })?
            }
        };
        let capabilities = self.emulator(&path).await?;
        let accelerator = accelerator(&capabilities, virt_type)?;
        let machine = machine_name(&capabilities, accelerator, machine)?;
        let arch = arch.unwrap_or(capabilities.arch);
        let host = self.domain_capabilities_host(&capabilities, arch, &machine);
        Ok(domain_capabilities_xml(&capabilities, arch, accelerator, &machine, &host).into())
    }

    /// All emulators of the host that can be used, asked side by side.
    async fn emulators(&self) -> Vec<Arc<EmulatorCapabilities>> {
        let asked: Vec<_> = self
            .installed_emulators()
            .into_iter()
            .map(|installed| {
                let engine = self.clone();
                tokio::spawn(async move { engine.emulator(Path::new(&installed.path)).await })
            })
            .collect();
        let mut usable = Vec::new();
        for answer in asked {
            // What kept it from being used is in the log already.
            if let Ok(Ok(capabilities)) = answer.await {
                usable.push(capabilities);
            }
        }
        usable
    }

    fn domain_capabilities_host(
        &self,
        capabilities: &EmulatorCapabilities,
        arch: Arch,
        machine: &str,
    ) -> DomainCapabilitiesHost {
        let model = self.inner.node.cpu_model();
        let kvm = capabilities.accelerator(Accelerator::Kvm).is_some();
        DomainCapabilitiesHost {
            firmware: firmware().offer(arch, machine),
            physical_address_bits: (kvm && model.physical_bits > 0).then_some(model.physical_bits),
            vfio: Path::new("/dev/vfio/vfio").exists(),
            ..DomainCapabilitiesHost::default()
        }
    }
}

fn accelerator(capabilities: &EmulatorCapabilities, virt_type: Option<&str>) -> Result<Accelerator> {
    let Some(name) = virt_type else {
        return capabilities
            .first_accelerator()
            .map(|(accelerator, _)| accelerator)
            .ok_or_else(|| invalid(format!("the emulator {} has no accelerator", capabilities.binary)));
    };
    let accelerator =
        Accelerator::from_domain_type(name).ok_or_else(|| invalid(format!("unknown virttype: {name}")))?;
    if capabilities.accelerator(accelerator).is_none() {
        let detail = format!("the accel '{name}' is not supported by '{}' on this host", capabilities.binary);
        return Err(invalid(detail));
    }
    Ok(accelerator)
}

fn machine_name(
    capabilities: &EmulatorCapabilities,
    accelerator: Accelerator,
    name: Option<&str>,
) -> Result<String> {
    let machine = match name {
        Some(name) => capabilities.machine(accelerator, name).ok_or_else(|| {
            invalid(format!("the machine '{name}' is not supported by emulator '{}'", capabilities.binary))
        })?,
        None => capabilities.default_machine(accelerator).ok_or_else(|| {
            invalid(format!("the emulator {} has no default machine type", capabilities.binary))
        })?,
    };
    Ok(machine.name.clone())
}

/// The host's firmware descriptors.
fn firmware() -> FirmwareCatalogue {
    let mut files = Vec::new();
    for directory in FIRMWARE {
        let Ok(paths) = host::files::entries(Path::new(directory), ".json") else { continue };
        for path in paths {
            match host::files::read_text_bounded(&path, MAX_DESCRIPTOR) {
                Ok(text) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    files.push((name, text));
                }
                Err(why) => tracing::warn!("{why}"),
            }
        }
    }
    let (catalogue, refused) =
        FirmwareCatalogue::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    for why in refused {
        tracing::warn!("firmware descriptor {why}");
    }
    catalogue
}

fn invalid(detail: String) -> Error {
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
}
